import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDay } from '../../src/analysis/calendar.ts';
import type { Series } from '../../src/analysis/signal/series.ts';
import { payments } from '../../src/packs/payments/dataset.ts';
import type { SegmentHistory } from '../../src/query/history.ts';
import { kindOf, watchedSeries, type MetricHistory } from '../../src/report/alerts/watched-series.ts';

const LENGTH = 6;
const TIMELINE = { from: toDay('2025-03-01'), length: LENGTH };
/** Did not arrive, or not whole. */
const UNKNOWN = 3;
const isKnown = (day: number) => day !== UNKNOWN;

/** A segment's rows by day, its metrics by name. */
const history = (
  segment: readonly string[],
  offsets: readonly number[],
  metrics: SegmentHistory['metrics'],
): SegmentHistory => ({ segment, offsets, metrics });
const seriesOf = (...histories: readonly MetricHistory[]) =>
  watchedSeries(payments, TIMELINE, isKnown, histories).series;
const added = (metric: string, ...segments: SegmentHistory[]): MetricHistory => ({
  metric,
  wholeOnly: false,
  groupings: [segments],
});
const named = (series: readonly Series[], ...segment: string[]): Series => {
  const found = series.find((one) => JSON.stringify(one.segment) === JSON.stringify(segment));
  if (found === undefined) throw new Error(`no series of ${segment.join(' · ')}`);
  return found;
};

describe('a segment', () => {
  const [segment] = seriesOf(added('tpv', history([], [1, 3, 5], { tpv: [[10, 20, 30]] })));

  it('is not known before its first day, nor on a day that did not arrive; else 0 without rows', () => {
    expect([...(segment?.values ?? [])]).toEqual([NaN, 10, 0, NaN, 0, 30]);
  });

  it('without any rows is never known', () => {
    const [none] = seriesOf(added('tpv', history([], [], { tpv: [[]] })));
    expect([...(none?.values ?? [])]).toEqual(Array.from({ length: LENGTH }, () => NaN));
  });

  it('whose value is undefined on a day is not known there', () => {
    const [one] = seriesOf(added('tpv', history([], [0, 1], { tpv: [[1, NaN]] })));
    expect([...(one?.values ?? [])].slice(0, 3)).toEqual([1, NaN, 0]);
  });
});

it('has kinds by how the metric adds up', () => {
  const kinds = ['tpv', 'transactions', 'average_ticket'].map((metric) => kindOf(payments, metric));
  expect(kinds).toEqual(['amount', 'count', 'ratio']);
});

describe('a roll-up', () => {
  const series = seriesOf(
    added(
      'tpv',
      history(['PF', 'pix'], [2, 4], { tpv: [[1, 2]] }),
      history(['PJ', 'pix'], [0, 1, 2], { tpv: [[10, 20, 30]] }),
      history(['PJ', 'pos'], [0, 5], { tpv: [[100, 500]] }),
    ),
  );

  it('has the whole first, every segment before those within, and each its parent', () => {
    expect(series.map(({ segment, parent }) => [segment.join('/'), parent])).toEqual([
      ['', null],
      ['PF', 0],
      ['PJ', 0],
      ['PF/pix', 1],
      ['PJ/pix', 2],
      ['PJ/pos', 2],
    ]);
  });

  it('begins with the first of its segments; what is not there yet adds nothing', () => {
    expect([...named(series, 'PF').values]).toEqual([NaN, NaN, 1, NaN, 2, 0]);
    expect([...named(series, 'PJ').values]).toEqual([110, 20, 30, NaN, 0, 500]);
    expect([...named(series).values]).toEqual([110, 20, 31, NaN, 2, 500]);
  });

  it('of one metric is not mixed up with that of another', () => {
    const both = seriesOf(
      added('tpv', history(['PJ'], [0], { tpv: [[7]] })),
      added('transactions', history(['PJ'], [0], { transactions: [[2]] })),
    );
    expect(both.map(({ metric, parent }) => [metric, parent])).toEqual([
      ['tpv', null],
      ['tpv', 0],
      ['transactions', null],
      ['transactions', 2],
    ]);
  });

  const row = fc.record({
    segment: fc.tuple(fc.constantFrom('', 'a', 'b'), fc.constantFrom('x', 'y,z', '"')),
    values: fc.dictionary(fc.constantFrom('0', '1', '2', '3', '4', '5'), fc.integer({ min: -99, max: 99 })),
  });
  const rows = fc.uniqueArray(row, {
    selector: ({ segment }) => JSON.stringify(segment),
    minLength: 1,
    maxLength: 9,
  });

  it('is the sum of what is within on every day, at every level, and of numerators and denominators alike', () => {
    fc.assert(
      fc.property(rows, (given) => {
        const histories = given.map(({ segment, values }) => {
          const offsets = Object.keys(values).map(Number).sort();
          const numbers = offsets.map((offset) => values[offset] ?? 0);
          return history(segment, offsets, { average_ticket: [numbers, numbers.map((one) => one * 2)] });
        });
        const series = seriesOf(added('average_ticket', ...histories));
        series.forEach((parent, index) => {
          const children = series.filter((one) => one.parent === index);
          if (children.length === 0) return;
          for (const of of [(one: Series) => one.values, (one: Series) => one.weights]) {
            for (let day = 0; day < LENGTH; day++) {
              const known = children
                .map((one) => of(one)?.[day] ?? NaN)
                .filter((value) => !Number.isNaN(value));
              const sum = known.length === 0 ? NaN : known.reduce((total, value) => total + value, 0);
              expect(of(parent)?.[day]).toBe(sum);
            }
          }
        });
      }),
    );
  });
});

describe('a ratio', () => {
  it('has its denominator as weights, both 0 without rows', () => {
    const [ratio] = seriesOf(
      added(
        'average_ticket',
        history([], [0, 2], {
          average_ticket: [
            [10, 9],
            [5, 3],
          ],
        }),
      ),
    );
    expect([...(ratio?.values ?? [])]).toEqual([10, 0, 9, NaN, 0, 0]);
    expect([...(ratio?.weights ?? [])]).toEqual([5, 0, 3, NaN, 0, 0]);
  });
});

describe('what does not add up', () => {
  const merchants = 'merchants';
  const dataset = {
    ...payments,
    metrics: {
      ...payments.metrics,
      [merchants]: { ...payments.metrics['transactions'], kind: 'count_distinct', column: 'merchant' },
    },
  } as unknown as typeof payments;
  const groupings = [
    [history([], [0, 2], { merchants: [[7, 8]] })],
    [history(['PF'], [0, 2], { merchants: [[5, 5]] }), history(['PJ'], [0], { merchants: [[4]] })],
  ];
  const series = (wholeOnly: boolean) =>
    watchedSeries(dataset, TIMELINE, isKnown, [{ metric: merchants, wholeOnly, groupings }]).series;

  it('is taken as it is at each grouping', () => {
    expect(series(false).map(({ kind, segment, parent }) => [kind, segment, parent])).toEqual([
      ['other', [], null],
      ['other', ['PF'], 0],
      ['other', ['PJ'], 0],
    ]);
    expect([...named(series(false)).values].slice(0, 3)).toEqual([7, NaN, 8]);
  });

  it('is not known without rows', () => {
    expect([...named(series(false), 'PJ').values]).toEqual([4, NaN, NaN, NaN, NaN, NaN]);
  });

  it('has the whole alone where its segments are not watched', () => {
    expect(series(true).map(({ segment }) => segment)).toEqual([[]]);
  });
});
