import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectAlerts, type SegmentDay, type ZScoreRule } from '../../../src/analysis/alert.ts';
import { classicReplay } from '../../../src/analysis/backtest/replay-classic.ts';
import { tallyOf, weekdaysOf, weeksOf } from '../../../src/analysis/backtest/tally.ts';
import { addDays } from '../../../src/analysis/calendar.ts';
import { PLAIN_CALENDAR } from '../../../src/analysis/signal/series.ts';
import { START, weekly } from '../signal/histories.ts';

const RULE: ZScoreRule = {
  method: 'zscore',
  metrics: ['m'],
  by: ['s'],
  windowDays: 28,
  threshold: 2,
  direction: 'both',
};
const DAYS = 70;
const at = (index: number) => addDays(START, index);
const SPAN = { from: START, to: at(DAYS - 1) };

function rowsOf(change: (value: number, day: number) => number = (value) => value): SegmentDay[] {
  return ['a', 'b'].flatMap((segment, seed) =>
    [...weekly({ days: DAYS, seed })].map((value, day) => ({
      day: at(day),
      segment: [segment],
      metrics: { m: String(change(value, day)) },
    })),
  );
}

const replay = (rows: readonly SegmentDay[], span = SPAN) => classicReplay(RULE, PLAIN_CALENDAR)(rows, span);

describe('a replay of the classic rule', () => {
  it('finds what the rule finds of each day', () => {
    const rows = rowsOf();
    for (const { day, evaluated, alerts } of replay(rows)) {
      const found = detectAlerts(RULE, day, rows);
      expect(evaluated).toBe(found.evaluated);
      expect(alerts.map(({ value }) => value)).toEqual(found.items.map(({ value }) => Number(value)));
    }
  });

  it('never changes an earlier verdict for a later day', () => {
    const before = replay(rowsOf());
    const cut = fc.integer({ min: 1, max: DAYS - 1 });
    fc.assert(
      fc.property(cut, fc.double({ min: 0, max: 9, noNaN: true }), (first, factor) => {
        const after = replay(rowsOf((value, day) => (day >= first ? value * factor : value)));
        expect(after.slice(0, first)).toEqual(before.slice(0, first));
      }),
      { numRuns: 30 },
    );
  });

  it('is the same in pieces', () => {
    const rows = rowsOf((value, day) => (day >= 60 && day < 63 ? 0 : value));
    const pieces = classicReplay(RULE, PLAIN_CALENDAR);
    const cut = at(61);
    const window = rows.filter(({ day }) => day >= addDays(cut, -RULE.windowDays));
    const inPieces = [
      ...pieces(
        rows.filter(({ day }) => day < cut),
        { from: START, to: addDays(cut, -1) },
      ),
      ...pieces(window, { from: cut, to: SPAN.to }),
    ];
    expect(inPieces).toEqual(replay(rows));
  });

  it('has days that follow each other as one incident', () => {
    const days = replay(rowsOf((value, day) => (day >= 60 && day < 62 ? 0 : value)));
    const incidents = (index: number) => days[index]?.alerts.map(({ incident }) => incident);
    expect(incidents(60)).toHaveLength(2);
    expect(new Set(incidents(61))).toEqual(new Set(incidents(60)));
  });

  it('passes over days without rows', () => {
    const rows = rowsOf().filter(({ day }) => day !== at(40));
    expect(replay(rows).map(({ day }) => day)).not.toContain(at(40));
    expect(replay(rows)).toHaveLength(DAYS - 1);
  });
});

describe('a tally', () => {
  const alert = { metric: 'm', segment: [], direction: 'down', value: 1, expected: 2, said: null } as const;
  const dayOf = (index: number, ...incidents: string[]) => ({
    day: at(index),
    holiday: index === 8 ? 'X' : null,
    evaluated: 3,
    alerts: incidents.map((incident) => ({ ...alert, incident, said: incident === 'known' ? 'ack' : null })),
  });
  const days = [dayOf(5, 'a'), dayOf(6, 'a', 'b', 'known'), dayOf(8, 'c'), dayOf(21)];

  it('counts alerts and incidents a week, but those that are known', () => {
    expect(tallyOf(days)).toEqual({
      days: 4,
      segmentDays: 12,
      alerts: 4,
      known: 1,
      incidents: 3,
      alertsPerWeek: 7,
      incidentsPerWeek: 5.25,
    });
    expect(tallyOf([])).toMatchObject({ days: 0, alertsPerWeek: null, incidentsPerWeek: null });
  });

  it('has every week, also without days', () => {
    expect(weeksOf(days)).toEqual([
      { from: START, days: 2, alerts: 3, incidents: 2, holidays: [] },
      { from: at(7), days: 1, alerts: 1, incidents: 1, holidays: ['X'] },
      { from: at(14), days: 0, alerts: 0, incidents: 0, holidays: [] },
      { from: at(21), days: 1, alerts: 0, incidents: 0, holidays: [] },
    ]);
    expect(weeksOf([])).toEqual([]);
  });

  it('has every weekday', () => {
    expect(weekdaysOf(days).map(({ alerts }) => alerts)).toEqual([0, 1, 0, 0, 0, 1, 2]);
  });
});
