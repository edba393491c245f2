import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectAlerts, type ZScoreRule, type SegmentDay } from '../../src/analysis/alert.ts';
import { addDays, toDay } from '../../src/analysis/calendar.ts';

const DAY = toDay('2025-03-31');
const RULE: ZScoreRule = {
  method: 'zscore',
  metrics: ['tpv'],
  by: ['product'],
  windowDays: 28,
  threshold: 2,
  direction: 'both',
};

/** A row `ago` days before the tested day. */
const row = (ago: number, tpv: string | null, segment: readonly string[] = ['pos']): SegmentDay => ({
  day: addDays(DAY, -ago),
  segment,
  metrics: { tpv },
});
/** Three days of mean 5 and standard deviation 1: z is the distance from 5, exactly. */
const around5 = (segment?: readonly string[]) => [
  row(3, '4', segment),
  row(2, '5', segment),
  row(1, '6', segment),
];
const detect = (rows: readonly SegmentDay[], rule: Partial<ZScoreRule> = {}) =>
  detectAlerts({ ...RULE, ...rule }, DAY, rows);

describe('detectAlerts', () => {
  it('says what was expected and how far off the value is', () => {
    expect(detect([...around5(), row(0, '1.50')])).toEqual({
      items: [
        {
          metric: 'tpv',
          segment: ['pos'],
          value: '1.50',
          mean: 5,
          standardDeviation: 1,
          observations: 3,
          z: -3.5,
          direction: 'down',
        },
      ],
      evaluated: 1,
      withoutHistory: 0,
    });
  });

  it.each([
    ['both', '3', 0],
    ['both', '2.99', 1],
    ['both', '7', 0],
    ['both', '7.01', 1],
    ['both', '5', 0],
    ['down', '2.99', 1],
    ['down', '100', 0],
    ['up', '7.01', 1],
    ['up', '-100', 0],
  ] as const)('watching %s, a threshold of 2 is passed by %s or not: %i', (direction, value, alerts) => {
    const { items, evaluated } = detect([...around5(), row(0, value)], { direction });
    expect(items).toHaveLength(alerts);
    expect(evaluated).toBe(1);
    if (alerts > 0) expect(items[0]?.direction).toBe(Number(value) < 5 ? 'down' : 'up');
  });

  it('puts the largest |z| first and keeps the order of the rows among equals', () => {
    const values: readonly (readonly [string, string])[] = [
      ['a', '9'],
      ['b', '-5'],
      ['c', '1'],
      ['d', '5'],
      ['e', '9'],
      ['f', '20'],
    ];
    const rows = values.flatMap(([name, value]) => [...around5([name]), row(0, value, [name])]);
    const { items, evaluated } = detect(rows);
    expect(items.map(({ segment, z }) => [segment[0], z])).toEqual([
      ['f', 15],
      ['b', -10],
      ['a', 4],
      ['c', -4],
      ['e', 4],
    ]);
    expect(evaluated).toBe(6);
  });

  it('takes the window from its first day on, and neither a day more nor the day itself', () => {
    const inside = [row(28, '4'), row(14, '5'), row(1, '6')];
    const outside = [row(29, '1000'), row(-1, '1000'), row(400, '-7')];
    const { items } = detect([...outside, ...inside, row(0, '100')]);
    expect(items).toMatchObject([{ mean: 5, standardDeviation: 1, observations: 3, z: 95 }]);
    expect(detect([row(28, '4'), row(0, '100')])).toEqual({ items: [], evaluated: 0, withoutHistory: 1 });
    expect(detect([row(3, '4'), row(2, '9'), row(0, '100')], { windowDays: 2 })).toMatchObject({
      withoutHistory: 1,
    });
  });

  it('does not take a day without data for a zero', () => {
    const { items } = detect([row(20, '4'), row(11, '5'), row(2, '6'), row(0, '0')]);
    expect(items).toMatchObject([{ mean: 5, observations: 3, z: -5 }]);
  });

  it('passes over a missing value in the window and does not judge one on the day', () => {
    expect(detect([...around5(), row(4, null), row(0, '9')]).items).toMatchObject([
      { observations: 3, z: 4 },
    ]);
    expect(detect([...around5(), row(0, null)])).toEqual({ items: [], evaluated: 0, withoutHistory: 0 });
    expect(detect([...around5(), row(0, '9')], { metrics: ['unknown'] })).toEqual({
      items: [],
      evaluated: 0,
      withoutHistory: 0,
    });
  });

  it('counts what has too little history apart', () => {
    const rows = [
      ...around5(['ok']),
      row(0, '5', ['ok']),
      row(0, '1', ['new']),
      row(1, '7', ['once']),
      row(0, '1', ['once']),
      row(2, '0.1', ['flat']),
      row(1, '0.1', ['flat']),
      row(3, '0.1', ['flat']),
      row(0, '0.2', ['flat']),
      ...around5(['gone']),
    ];
    expect(detect(rows)).toEqual({ items: [], evaluated: 1, withoutHistory: 3 });
  });

  it('does not confuse segments whose names run together', () => {
    const rows = [
      ...around5(['a', 'b,c']),
      row(0, '9', ['a', 'b,c']),
      row(0, '9', ['a,b', 'c']),
      row(0, '9', ['a","b', 'c']),
    ];
    const { items, withoutHistory } = detect(rows, { by: ['x', 'y'] });
    expect(items.map(({ segment }) => segment)).toEqual([['a', 'b,c']]);
    expect(withoutHistory).toBe(2);
  });

  it('judges every metric by its own window', () => {
    const rows = [1, 2, 3].map((ago) => ({
      ...row(ago, String(3 + ago)),
      metrics: { tpv: String(3 + ago), ticket: String(30 + 10 * ago) },
    }));
    const today = { ...row(0, ''), metrics: { tpv: '9', ticket: '10' } };
    const { items } = detect([...rows, today], { metrics: ['ticket', 'tpv'] });
    expect(items).toMatchObject([
      { metric: 'ticket', mean: 50, z: -4 },
      { metric: 'tpv', mean: 5, z: 4 },
    ]);
  });

  it('never trains on the tested day: its value changes neither mean nor deviation, nor does the future', () => {
    const amount = fc.integer({ min: -1_000_000, max: 1_000_000 });
    const past = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 28 }), amount), {
      minLength: 2,
      selector: ([ago]) => ago,
    });
    fc.assert(
      fc.property(past, amount, amount, amount, (days, one, other, later) => {
        fc.pre(days.some(([, value]) => value !== days[0]?.[1]));
        const window = days.map(([ago, value]) => row(ago, String(value)));
        const rule = { threshold: -1 }; // everything with a z-score is an alert
        const [first] = detect([...window, row(0, String(one))], rule).items;
        const rows = [row(-1, String(later)), row(0, String(other)), ...window, row(29, String(later))];
        const [second] = detect(rows, rule).items;
        const mean = days.reduce((sum, [, value]) => sum + value, 0) / days.length;
        for (const alert of [first, second]) {
          expect(alert?.observations).toBe(days.length);
          expect(alert?.mean).toBeCloseTo(mean, 6);
        }
        expect(first?.standardDeviation).toBe(second?.standardDeviation);
      }),
    );
  });

  it('gives the same whatever the order of the rows of the window', () => {
    const shuffled = fc.shuffledSubarray([...around5(['a']), ...around5(['b'])], { minLength: 6 });
    fc.assert(
      fc.property(shuffled, (window) => {
        const { items } = detect([row(0, '9', ['a']), ...window, row(0, '-1', ['b'])]);
        expect(items.map(({ segment, z }) => [segment[0], z])).toEqual([
          ['b', -6],
          ['a', 4],
        ]);
      }),
    );
  });
});
