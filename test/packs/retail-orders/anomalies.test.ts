import { describe, expect, it } from 'vitest';
import { addDays, toDay, type BusinessDay } from '../../../src/analysis/calendar.ts';
import { ANOMALY_KINDS, isOn, type Anomaly } from '../../../src/generate/anomalies.ts';
import { retailOrdersGenerator } from '../../../src/packs/retail-orders/generator.ts';
import { linesByDay } from '../lines-by-day.ts';

const START = toDay('2024-01-01');
const OPTIONS = { seed: 11, start: START, days: 100 };
const DAY = addDays(START, 70);
const { plan } = retailOrdersGenerator.anomalies;

const linesOf = (anomalies: readonly Anomaly[], options = OPTIONS) =>
  linesByDay(retailOrdersGenerator, options, anomalies);

const [ORDERS, REVENUE] = [5, 8];
const sum = (lines: readonly string[] = [], column: number) =>
  lines.reduce((total, line) => total + Number(line.split(',')[column]), 0);
const drop: Anomaly = { from: DAY, to: DAY, kind: 'drop', what: 'volume', factor: 0.5, segment: {} };

describe('anomalies of retail orders', () => {
  it('are of every kind and level, and a beginning that more days do not change', () => {
    const all = [1, 2, 3, 4].flatMap((seed) => plan({ seed, start: START, days: 730 }));
    expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(ANOMALY_KINDS));
    const levels = new Set(all.map(({ segment }) => Object.keys(segment).join()));
    expect(levels).toEqual(new Set(['', 'region', 'category', 'region,category']));
    const year = plan({ ...OPTIONS, days: 366 });
    expect(plan({ ...OPTIONS, days: 200 })).toEqual(year.filter(({ from }) => from < addDays(START, 200)));
    expect(year.every(({ from }) => from >= addDays(START, 56))).toBe(true);
  });

  it('leave the bytes of all other days and segments as they are', async () => {
    const anomalies = plan(OPTIONS);
    expect(anomalies.length).toBeGreaterThan(4);
    const [plain, changed] = [await linesOf([]), await linesOf(anomalies)];
    for (const [day, lines] of plain) {
      const today = anomalies.filter((anomaly) => isOn(anomaly, day));
      const isTouched = (line: string): boolean => {
        const [, region, , category] = line.split(',');
        const row: Record<string, string | undefined> = { region, category };
        return today.some(({ segment }) =>
          Object.entries(segment).every(([name, value]) => row[name] === value),
        );
      };
      const untouched = (rows: readonly string[] = []) => rows.filter((line) => !isTouched(line));
      expect(untouched(changed.get(day)), day).toEqual(untouched(lines));
      if (today.length > 0) expect(changed.get(day), day).not.toEqual(lines);
    }
  });

  it('change orders, what an order is worth, or whether there are any', async () => {
    const days = {
      volume: DAY,
      ticket: addDays(DAY, 5),
      vanished: addDays(DAY, 10),
      partial: addDays(DAY, 15),
    };
    const on = (day: BusinessDay, anomaly: Partial<Anomaly>): Anomaly => ({
      ...drop,
      from: day,
      to: day,
      ...anomaly,
    });
    const plain = await linesOf([]);
    const [, region = '', , category = ''] = (plain.get(DAY)?.[0] ?? '').split(',');
    const leaf = { region, category };
    const changed = await linesOf([
      drop,
      on(days.ticket, { kind: 'ticket', what: 'ticket' }),
      on(days.vanished, { kind: 'vanished', factor: 0, segment: leaf }),
      on(days.partial, { kind: 'partial-day', what: 'rows' }),
    ]);
    const ratio = (day: BusinessDay, column: number) =>
      sum(changed.get(day), column) / sum(plain.get(day), column);
    expect(ratio(days.volume, ORDERS)).toBeCloseTo(0.5, 1);
    expect(ratio(days.volume, REVENUE)).toBeCloseTo(0.5, 1);
    expect(ratio(days.ticket, ORDERS)).toBe(1);
    expect(ratio(days.ticket, REVENUE)).toBeCloseTo(0.5, 1);
    const ofLeaf = (lines: readonly string[] = []) =>
      lines.filter((line) => line.split(',')[1] === region && line.split(',')[3] === category);
    expect(ofLeaf(plain.get(days.vanished)).length).toBeGreaterThan(3);
    expect(ofLeaf(changed.get(days.vanished))).toEqual([]);
    const whole = plain.get(days.partial) ?? [];
    expect(changed.get(days.partial)).toEqual(whole.slice(0, Math.floor(whole.length / 2)));
  });
});
