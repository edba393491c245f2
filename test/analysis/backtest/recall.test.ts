import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupsOf } from '../../../src/analysis/backtest/groups.ts';
import { INJECTIONS } from '../../../src/analysis/backtest/injections.ts';
import { BASELINE, classicRule, type History } from '../../../src/analysis/backtest/methods.ts';
import { recallsOf, WARM_UP, type Recall } from '../../../src/analysis/backtest/recall.ts';
import { thresholdsOf } from '../../../src/analysis/backtest/thresholds.ts';
import { dayAt, PLAIN_CALENDAR, type Series } from '../../../src/analysis/signal/series.ts';
import { forest, seriesOf, timelineOf, weekly } from '../signal/histories.ts';

const DAYS = 120;
const METHODS = [BASELINE, classicRule()];

function historyOf(series: readonly Series[], calendar = PLAIN_CALENDAR): History {
  return { timeline: timelineOf(DAYS), series, calendar };
}

function recallOf(history: History, method = BASELINE): Recall {
  const [only] = recallsOf(method, { history, groups: groupsOf(history.series, ['m']) });
  if (only === undefined) throw new Error('no group');
  return only;
}

function caughtOf(recall: Recall, id: string): number {
  return recall.caught[INJECTIONS.findIndex((one) => one.id === id)]?.shares[0] ?? NaN;
}

describe('thresholds', () => {
  it('flag the stated share of the untouched days', () => {
    const share = fc.double({ min: 0.001, max: 0.5, noNaN: true });
    const sizes = fc.uniqueArray(fc.double({ min: 0, max: 100, noNaN: true }), {
      minLength: 1,
      maxLength: 400,
    });
    fc.assert(
      fc.property(sizes, share, (untouched, wanted) => {
        const [limit = NaN] = thresholdsOf(untouched, [wanted]);
        expect(untouched.filter((size) => size > limit)).toHaveLength(Math.floor(wanted * untouched.length));
      }),
    );
  });

  it('flag no more of them where sizes are the same, and nothing where there are none', () => {
    const [limit = NaN] = thresholdsOf([1, 2, 2, 2], [0.5]);
    expect([1, 2, 2, 2].filter((size) => size > limit)).toHaveLength(0);
    expect(thresholdsOf([])).toEqual([Infinity, Infinity]);
  });
});

describe('recall', () => {
  it('of zeros and of a vanished segment is whole in a clean series', () => {
    const recall = recallOf(historyOf([seriesOf(weekly({ noise: 0.03 }))]));
    expect(recall.untouched).toBe(DAYS - WARM_UP);
    for (const id of ['zero', 'minus-50', 'gone-for-3-days']) expect(caughtOf(recall, id)).toBe(1);
  });

  it('grows with what may be flagged, and with the size of what is injected', () => {
    const history = historyOf(forest(6, { noise: 0.1 }));
    for (const method of METHODS) {
      const request = { history, groups: groupsOf(history.series, ['m']) };
      for (const recall of recallsOf(method, request)) {
        for (const { shares } of recall.caught) expect(shares[1]).toBeGreaterThanOrEqual(shares[0] ?? NaN);
        expect(caughtOf(recall, 'minus-50')).toBeGreaterThanOrEqual(caughtOf(recall, 'minus-30'));
      }
    }
  });

  it('of a method that knows weekdays is above that of the classic rule', () => {
    const history = historyOf([seriesOf(weekly({ noise: 0.05 }))]);
    const [ours, classic] = METHODS.map((method) => caughtOf(recallOf(history, method), 'minus-30'));
    expect(ours).toBeGreaterThan(classic ?? NaN);
  });

  it('leaves out days with a name, unknown days, and days that people said to be different', () => {
    const values = weekly();
    values[80] = NaN;
    const excluded = new Uint8Array(DAYS);
    excluded.fill(1, 90, 93);
    const named = dayAt(timelineOf(DAYS), 100);
    const calendar = (day: string) =>
      day === named ? { holiday: { key: 'x', name: 'X', off: true }, kinds: [] } : { kinds: [] };
    const recall = recallOf(historyOf([{ ...seriesOf(values), excluded }], calendar));
    expect(recall.untouched).toBe(DAYS - WARM_UP - 1 - 3 - 1);
    expect(recall.caught[0]?.trials).toBe(recall.untouched);
  });

  it('leaves the history as it was', () => {
    const values = weekly();
    const before = values.slice();
    for (const method of METHODS) recallOf(historyOf([seriesOf(values)]), method);
    expect(values).toEqual(before);
  });

  it('tells of nothing to test that there was nothing', () => {
    const history = historyOf([seriesOf(new Float64Array(DAYS).fill(NaN))]);
    expect(recallOf(history)).toMatchObject({ untouched: 0, thresholds: [Infinity, Infinity] });
    expect(recallOf(history).caught[0]).toEqual({ trials: 0, shares: [NaN, NaN] });
  });
});

describe('a surprise', () => {
  it('never depends on a later day', () => {
    const day = fc.integer({ min: WARM_UP, max: DAYS - 2 });
    const factor = fc.double({ min: 0, max: 20, noNaN: true });
    fc.assert(
      fc.property(day, factor, (tested, times) => {
        const series = forest(2);
        const later = series.map((one) => ({
          ...one,
          values: one.values.map((value, t) => (t > tested ? value * times : value)),
        }));
        for (const method of METHODS) {
          const [before, after] = [series, later].map((each) => method.prepare(historyOf(each)));
          series.forEach((one, i) => {
            const value = one.values[tested] as number;
            expect(after?.(i, tested, value)).toBe(before?.(i, tested, value));
          });
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('groups', () => {
  it('are the leaves and the sums of each metric, or the whole', () => {
    const names = (series: readonly Series[]) =>
      groupsOf(series, ['m', 'other']).map(({ metric, level }) => `${metric} ${level}`);
    expect(names(forest(2))).toEqual(['m leaves', 'm sums']);
    expect(names([seriesOf(weekly())])).toEqual(['m whole']);
  });
});
