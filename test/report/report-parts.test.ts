import { describe, expect, it } from 'vitest';
import type { SegmentDay } from '../../src/analysis/alert.ts';
import { addDays } from '../../src/analysis/calendar.ts';
import { toDay } from '../../src/analysis/calendar.ts';
import { DAY, D1, W1, row, arrived, FACTS, build, comparisonsOf } from './kiosk.ts';

describe('notices', () => {
  it('tell that another day was taken', () => {
    const report = build({}, { day: toDay('2025-04-02') });
    expect(report).toMatchObject({ day: DAY, requestedDay: '2025-04-02' });
    expect(report.notices).toEqual([{ kind: 'fallback-day', requested: '2025-04-02', used: DAY }]);
    expect(report.headline[0]?.comparisons[0]?.day).toBe(D1);
  });

  it('count the rows of the day that the filter left out, and of no other day', () => {
    const loadedDays = [
      { day: D1, rows: 9, filteredRows: 5 },
      { day: DAY, rows: 9, filteredRows: 1 },
    ];
    expect(build({ loadedDays }).notices).toEqual([{ kind: 'filtered-rows', rows: 1 }]);
    expect(build({ loadedDays: [{ day: D1, rows: 9, filteredRows: 5 }, ...arrived(DAY)] }).notices).toEqual(
      [],
    );
  });
});

describe('a comparison', () => {
  const early = { ...FACTS.coverage, firstDay: W1 };

  it('has no baseline on a day for which nothing was loaded', () => {
    const facts = { totals: [row(DAY, '90.00', '2.25')], loadedDays: arrived(DAY) };
    const missing = [null, null, null, 'no-data'];
    expect(comparisonsOf(facts, 'takings')).toEqual([missing, missing, missing]);
    expect(comparisonsOf(facts, 'price')).toEqual([missing, missing, missing]);
  });

  it('has no baseline before the first day that was ever loaded', () => {
    const facts = {
      totals: [row(W1, '120.00', '3.00'), row(DAY, '90.00', '2.25')],
      loadedDays: arrived(W1, DAY),
    };
    expect(comparisonsOf(facts, 'takings', early)).toEqual([
      [null, null, null, 'no-data'],
      ['120.00', '-30.00', -25, null],
      [null, null, null, 'before-history'],
    ]);
  });

  it('is against 0 on the first day ever loaded, too, when nothing counts there', () => {
    const facts = { totals: [row(DAY, '90.00', '2.25')], loadedDays: arrived(W1, DAY) };
    expect(comparisonsOf(facts, 'takings', early)?.[1]).toEqual(['0', '90.00', null, 'zero-baseline']);
  });

  it('has a difference but no percentage against 0', () => {
    const facts = { totals: [row(D1, '0.00', null), row(DAY, '90.00', '2.25')] };
    expect(comparisonsOf(facts, 'takings')?.[0]).toEqual(['0.00', '90.00', null, 'zero-baseline']);
    expect(comparisonsOf(facts, 'price')?.[0]).toEqual([null, null, null, 'zero-denominator']);
  });

  it('is against 0 on a day that arrived without a row that counts', () => {
    const facts = { totals: [row(DAY, '90.00', '2.25')], loadedDays: arrived(D1, DAY) };
    expect(comparisonsOf(facts, 'takings')?.[0]).toEqual(['0', '90.00', null, 'zero-baseline']);
    expect(comparisonsOf(facts, 'price')?.[0]).toEqual([null, null, null, 'zero-denominator']);
  });

  it('of a day without a row that counts is a fall to 0, and its ratio is missing', () => {
    const report = build({ totals: [row(D1, '100.00', '2.50')], loadedDays: arrived(D1, DAY) });
    const [takings, price] = report.headline;
    expect(takings).toMatchObject({
      value: '0',
      comparisons: [{ delta: '-100.00', percent: -100, missing: null }, {}, {}],
    });
    expect(price).toMatchObject({
      value: null,
      comparisons: [{ baseline: '2.50', delta: null, percent: null, missing: 'zero-denominator' }, {}, {}],
    });
  });

  it('takes the month lag asked for', () => {
    const lag = build({}, { monthLag: { days: 30 } }).headline[0]?.comparisons[2];
    expect(lag).toMatchObject({ kind: 'M-1', day: '2025-03-01', missing: 'no-data' });
  });
});

describe('a breakdown', () => {
  const linesOf = (...rows: SegmentDay[]) => build({ breakdowns: [rows] }).breakdowns[0]?.lines ?? [];
  const order = (...rows: SegmentDay[]) => linesOf(...rows).map(({ segment }) => segment);

  it('shows a segment that is gone as 0', () => {
    const [gone] = linesOf(row(W1, '30.00', '3.00', 'chai'));
    expect(gone?.metrics).toMatchObject([
      {
        value: '0',
        comparisons: [
          { baseline: '0', delta: '0', percent: null, missing: 'zero-baseline' },
          { baseline: '30.00', delta: '-30.00', percent: -100, missing: null },
          { baseline: '0', missing: 'zero-baseline' },
        ],
      },
      { value: null, comparisons: [{ missing: 'zero-denominator' }, { baseline: '3.00', delta: null }, {}] },
    ]);
  });

  it('shows a new segment as new on a day that arrived, and as unknown on one that did not', () => {
    const facts = { breakdowns: [[row(DAY, '5.00', '1.00', 'chai')]], loadedDays: arrived(D1, DAY) };
    const takings = build(facts).breakdowns[0]?.lines[0]?.metrics[0];
    expect(takings?.comparisons.map(({ baseline, missing }) => [baseline, missing])).toEqual([
      ['0', 'zero-baseline'],
      [null, 'no-data'],
      [null, 'no-data'],
    ]);
  });

  it('puts the largest first, by the main metric of the day, exactly', () => {
    expect(
      order(
        row(DAY, '9999999999999999.98', '1.00', 'b'),
        row(DAY, '9999999999999999.99', '1.00', 'z'),
        row(DAY, '-1.00', '1.00', 'last'),
        row(DAY, '9.00', '1.00', 'small'),
        row(DAY, '10.00', '1.00', 'large'),
        row(D1, '5000.00', '1.00', 'gone'),
      ).map(([name]) => name),
    ).toEqual(['z', 'b', 'large', 'small', 'gone', 'last']);
  });

  it('puts equals in the order of their names, by code unit', () => {
    const names = [['b'], ['a b'], ['a'], ['B'], ['ä'], ['a!'], ['"a"'], ['10'], ['9'], ['']];
    expect(order(...names.map((segment) => row(DAY, '1.00', '1.00', ...segment)))).toEqual([
      [''],
      ['"a"'],
      ['10'],
      ['9'],
      ['B'],
      ['a'],
      ['a b'],
      ['a!'],
      ['b'],
      ['ä'],
    ]);
    const pairs = [
      ['b', 'a'],
      ['a', 'z'],
      ['a', 'b'],
      ['a!', 'a'],
    ];
    expect(order(...pairs.map((segment) => row(DAY, '1.00', '1.00', ...segment)))).toEqual([
      ['a', 'b'],
      ['a', 'z'],
      ['a!', 'a'],
      ['b', 'a'],
    ]);
  });

  it('keeps segments apart whose names run together', () => {
    const lines = linesOf(row(DAY, '1.00', '1.00', 'a', 'b,c'), row(D1, '2.00', '1.00', 'a,b', 'c'));
    expect(lines.map(({ segment, metrics }) => [segment, metrics[0]?.value])).toEqual([
      [['a', 'b,c'], '1.00'],
      [['a,b', 'c'], '0'],
    ]);
  });

  it('is there for every grouping asked for, also an empty one', () => {
    const report = build(
      { breakdowns: [[row(DAY, '1.00', null, 'tea')], []] },
      { by: [['drink'], ['drink', 'size']] },
    );
    expect(report.breakdowns.map(({ by, lines }) => [by, lines.length])).toEqual([
      [['drink'], 1],
      [['drink', 'size'], 0],
    ]);
    expect(build({ breakdowns: [] }, { by: [] }).breakdowns).toEqual([]);
  });
});

describe('the trend', () => {
  it('has 28 days that end with the day reported, and gaps where nothing arrived', () => {
    const { points } = build().trend;
    expect(points).toHaveLength(28);
    expect(points.map(({ day }) => day)).toEqual(
      Array.from({ length: 28 }, (_, index) => addDays(DAY, index - 27)),
    );
    expect(points.filter(({ value }) => value !== null)).toEqual([
      { day: W1, value: '120.00' },
      { day: D1, value: '100.00' },
      { day: DAY, value: '90.00' },
    ]);
  });

  it('shows 0 for a day that arrived without a row that counts, as the headline does', () => {
    const facts = { totals: [row(D1, '100.00', '2.50')], loadedDays: arrived('2025-03-20', D1, DAY) };
    const { trend, headline } = build(facts);
    expect(headline[0]?.value).toBe('0');
    expect(trend.points.filter(({ value }) => value !== null)).toEqual([
      { day: '2025-03-20', value: '0' },
      { day: D1, value: '100.00' },
      { day: DAY, value: '0' },
    ]);
  });
});

describe('restated days', () => {
  const value = (metric: string, before: string | null, after: string | null) => ({
    day: D1,
    metric,
    before,
    after,
  });

  it('are not mentioned when there are none', () => {
    expect(build()).not.toHaveProperty('restatements');
  });

  it('have their exact difference and percentage, or none', () => {
    const values = [
      value('takings', '80.00', '100.5'),
      value('price', '-2', '-3'),
      value('takings', '0', '5'),
      value('price', null, '5'),
      value('price', '5', null),
    ];
    expect(build({ restated: { values, total: 7 } }).restatements).toEqual({
      items: [
        { ...values[0], delta: '20.50', percent: 25.625 },
        { ...values[1], delta: '-1', percent: -50 },
        { ...values[2], delta: '5', percent: null },
        { ...values[3], delta: null, percent: null },
        { ...values[4], delta: null, percent: null },
      ],
      more: 2,
    });
  });
});
