import { describe, expect, it } from 'vitest';
import { addDays, toDay } from '../../../src/analysis/calendar.ts';
import { anomaliesCsv, ANOMALY_KINDS, isOn, type Anomaly } from '../../../src/generate/anomalies.ts';
import { paymentsGenerator } from '../../../src/packs/payments/generator.ts';
import { linesByDay } from '../lines-by-day.ts';

const START = toDay('2024-01-01');
const OPTIONS = { seed: 11, start: START, days: 120 };

const linesOf = (anomalies: readonly Anomaly[], options = OPTIONS) =>
  linesByDay(paymentsGenerator, options, anomalies);

const sum = (lines: readonly string[], column: number) =>
  lines.reduce((total, line) => total + Number(line.split(',')[column]), 0);
const [AMOUNT, COUNT] = [7, 8];
const drop = {
  from: addDays(START, 70),
  to: addDays(START, 70),
  kind: 'drop',
  what: 'volume',
  factor: 0.5,
} as const;

describe('the plan', () => {
  const plan = (days: number, seed = 11) => paymentsGenerator.anomalies.plan({ seed, start: START, days });

  it('has about one a week after eight quiet weeks, and a beginning that more days do not change', () => {
    const year = plan(366);
    expect(year.length).toBeGreaterThanOrEqual(43);
    expect(year.length).toBeLessThanOrEqual(46);
    expect(year.every(({ from }) => from >= addDays(START, 56) && from <= addDays(START, 365))).toBe(true);
    expect(plan(200)).toEqual(year.filter(({ from }) => from < addDays(START, 200)));
    expect(plan(56)).toEqual([]);
    expect(plan(366, 12)).not.toEqual(year);
  });

  it('knows every kind and every level', () => {
    const all = [1, 2, 3, 4].flatMap((seed) => plan(730, seed));
    expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(ANOMALY_KINDS));
    expect(new Set(all.map(({ segment }) => Object.keys(segment).join()))).toEqual(
      new Set(['', 'entity', 'product', 'entity,product,payment_method']),
    );
  });
});

describe('the data', () => {
  it('are the same bytes as without, but for the days and segments of the truth', async () => {
    const anomalies = paymentsGenerator.anomalies.plan(OPTIONS);
    const [plain, changed] = [await linesOf([]), await linesOf(anomalies)];
    let touchedDays = 0;
    for (const [day, lines] of plain) {
      const today = anomalies.filter((anomaly) => isOn(anomaly, day));
      const isTouched = (line: string): boolean => {
        const [, entity, product, , , payment_method] = line.split(',');
        const row: Record<string, string | undefined> = { entity, product, payment_method };
        return today.some(({ segment }) =>
          Object.entries(segment).every(([name, value]) => row[name] === value),
        );
      };
      const untouched = (rows: readonly string[] = []) => rows.filter((line) => !isTouched(line));
      expect(untouched(changed.get(day)), day).toEqual(untouched(lines));
      if (today.length > 0) {
        touchedDays += 1;
        expect(changed.get(day), day).not.toEqual(lines);
      }
    }
    expect(touchedDays).toBeGreaterThan(5);
  });

  it('have half of the transactions where half is dropped, the same tickets, and no other day', async () => {
    const [plain, changed] = [await linesOf([]), await linesOf([{ ...drop, segment: {} }])];
    const [before, after] = [plain.get(drop.from) ?? [], changed.get(drop.from) ?? []];
    expect(sum(after, COUNT) / sum(before, COUNT)).toBeCloseTo(0.5, 1);
    expect(sum(after, AMOUNT) / sum(before, AMOUNT)).toBeCloseTo(0.5, 1);
    plain.delete(drop.from);
    changed.delete(drop.from);
    expect(changed).toEqual(plain);
  });

  it('have other tickets and the same counts, no rows of what vanished, and the first rows of a partial day', async () => {
    const segment = { entity: 'PJ', product: 'pos', payment_method: 'credit' };
    const anomalies: Anomaly[] = [
      { ...drop, kind: 'ticket', what: 'ticket', segment: { product: 'pix' } },
      { ...drop, kind: 'vanished', factor: 0, from: addDays(START, 80), to: addDays(START, 83), segment },
      {
        ...drop,
        kind: 'partial-day',
        what: 'rows',
        from: addDays(START, 90),
        to: addDays(START, 90),
        segment: {},
      },
    ];
    const [plain, changed] = [await linesOf([]), await linesOf(anomalies)];
    const pix = (days: typeof plain) => (days.get(drop.from) ?? []).filter((line) => line.includes(',pix,'));
    expect(sum(pix(changed), COUNT)).toBe(sum(pix(plain), COUNT));
    expect(sum(pix(changed), AMOUNT) / sum(pix(plain), AMOUNT)).toBeCloseTo(0.5, 2);
    for (const offset of [80, 83]) {
      const lines = changed.get(addDays(START, offset)) ?? [];
      expect(lines.some((line) => /,PJ,pos,.*,credit,/.test(line))).toBe(false);
      expect(lines.length).toBeGreaterThan(200);
    }
    const [whole, part] = [plain, changed].map((days) => days.get(addDays(START, 90)) ?? []);
    expect(part).toEqual(whole?.slice(0, Math.floor(whole.length / 2)));
  });
});

it('the truth as CSV', () => {
  const shift = { ...drop, kind: 'level-shift', to: null, segment: { product: 'pix' } } as const;
  expect(anomaliesCsv(['entity', 'product'], [{ ...drop, segment: {} }, shift])).toBe(
    'day_from,day_to,kind,what,entity,product,factor\n' +
      '2024-03-11,2024-03-11,drop,volume,,,0.5\n' +
      '2024-03-11,,level-shift,volume,,pix,0.5\n',
  );
});
