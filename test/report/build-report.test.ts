import { describe, expect, it } from 'vitest';
import type { SegmentDay } from '../../src/analysis/alert.ts';
import { addDays, toDay } from '../../src/analysis/calendar.ts';
import { defineDataset } from '../../src/datasets/define-dataset.ts';
import { buildReport } from '../../src/report/build-report.ts';
import type { ReportFacts, ReportRequest } from '../../src/report/facts.ts';
import { reportRequest } from '../support/report-request.ts';

/** A kiosk that sells cups: small enough to do every sum in the head. */
const kiosk = defineDataset({
  name: 'kiosk',
  title: { 'pt-BR': 'Quiosque', 'en-US': 'Kiosk' },
  table: { schema: 'bi', name: 'kiosk' },
  timeColumn: 'day',
  columns: {
    day: { type: 'date' },
    drink: { type: 'text' },
    size: { type: 'integer' },
    cups: { type: 'integer' },
    takings: { type: 'numeric', precision: 18, scale: 2 },
  },
  dimensions: {
    drink: { label: { 'pt-BR': 'Bebida', 'en-US': 'Drink' } },
    size: { label: { 'pt-BR': 'Tamanho', 'en-US': 'Size' } },
  },
  measures: ['cups', 'takings'],
  metrics: {
    takings: {
      kind: 'sum',
      measure: 'takings',
      unit: 'currency',
      decimals: 2,
      goodDirection: 'up',
      label: { 'pt-BR': 'Receita', 'en-US': 'Takings' },
      description: { 'pt-BR': 'Soma das vendas', 'en-US': 'Sum of sales' },
    },
    price: {
      kind: 'ratio',
      numerator: 'takings',
      denominator: 'cups',
      unit: 'currency',
      decimals: 2,
      goodDirection: 'none',
      label: { 'pt-BR': 'Preço', 'en-US': 'Price' },
      description: { 'pt-BR': 'Receita por copo', 'en-US': 'Takings per cup' },
    },
  },
  filter: [],
  report: { mainMetric: 'takings', by: [['drink']] },
  alerts: { metrics: ['takings'], by: ['drink'], windowDays: 28, threshold: 2, direction: 'both' },
});

const DAY = toDay('2025-03-31');
const [D1, W1, M1] = [toDay('2025-03-30'), toDay('2025-03-24'), toDay('2025-02-28')];

const row = (day: string, takings: string, price: string | null, ...segment: string[]): SegmentDay => ({
  day: toDay(day),
  segment,
  metrics: { takings, price },
});
const arrived = (...days: string[]) => days.map((day) => ({ day: toDay(day), rows: 3, filteredRows: 0 }));

const FACTS: ReportFacts = {
  day: DAY,
  coverage: { firstDay: toDay('2025-01-01'), lastDay: DAY, lastDayUpTo: DAY },
  loadedDays: arrived(M1, W1, D1, DAY),
  totals: [
    row(M1, '80.00', '2.00'),
    row(W1, '120.00', '3.00'),
    row(D1, '100.00', '2.50'),
    row(DAY, '90.00', '2.25'),
  ],
  breakdowns: [[]],
  alertHistory: [],
  dataTests: [],
};
const build = (facts: Partial<ReportFacts> = {}, request: Partial<ReportRequest> = {}) =>
  buildReport(kiosk, reportRequest(kiosk, DAY, request), { ...FACTS, ...facts });
/** The comparisons of a metric as `[baseline, delta, percent, missing]`. */
const comparisonsOf = (facts: Partial<ReportFacts>, metric: 'takings' | 'price', coverage = FACTS.coverage) =>
  build({ coverage, ...facts })
    .headline.find((line) => line.metric === metric)
    ?.comparisons.map(({ baseline, delta, percent, missing }) => [baseline, delta, percent, missing]);

describe('a report', () => {
  it('of an ordinary day, whole', () => {
    const report = build(
      {
        breakdowns: [
          [
            row(D1, '60.00', '2.00', 'tea'),
            row(D1, '40.00', '4.00', 'coffee'),
            row(DAY, '50.00', '2.50', 'tea'),
            row(DAY, '40.00', '2.00', 'coffee'),
          ],
        ],
        alertHistory: [
          row('2025-03-27', '49.00', null, 'tea'),
          row('2025-03-28', '50.00', null, 'tea'),
          row('2025-03-29', '51.00', null, 'tea'),
          row(DAY, '45.50', null, 'tea'),
          row(DAY, '40.00', null, 'coffee'),
        ],
      },
      { locale: 'en-US', currency: 'EUR' },
    );
    const { trend, ...rest } = report;
    expect(rest).toEqual({
      schemaVersion: 1,
      dataset: { name: 'kiosk', title: 'Kiosk' },
      locale: 'en-US',
      currency: 'EUR',
      day: '2025-03-31',
      requestedDay: '2025-03-31',
      notices: [],
      metrics: [
        {
          name: 'takings',
          label: 'Takings',
          description: 'Sum of sales',
          unit: 'currency',
          decimals: 2,
          goodDirection: 'up',
        },
        {
          name: 'price',
          label: 'Price',
          description: 'Takings per cup',
          unit: 'currency',
          decimals: 2,
          goodDirection: 'none',
        },
      ],
      headline: [
        {
          metric: 'takings',
          value: '90.00',
          comparisons: [
            { kind: 'D-1', day: D1, baseline: '100.00', delta: '-10.00', percent: -10, missing: null },
            { kind: 'W-1', day: W1, baseline: '120.00', delta: '-30.00', percent: -25, missing: null },
            { kind: 'M-1', day: M1, baseline: '80.00', delta: '10.00', percent: 12.5, missing: null },
          ],
        },
        {
          metric: 'price',
          value: '2.25',
          comparisons: [
            { kind: 'D-1', day: D1, baseline: '2.50', delta: '-0.25', percent: -10, missing: null },
            { kind: 'W-1', day: W1, baseline: '3.00', delta: '-0.75', percent: -25, missing: null },
            { kind: 'M-1', day: M1, baseline: '2.00', delta: '0.25', percent: 12.5, missing: null },
          ],
        },
      ],
      breakdowns: [
        {
          by: ['drink'],
          labels: ['Drink'],
          lines: [
            {
              segment: ['tea'],
              metrics: [
                {
                  metric: 'takings',
                  value: '50.00',
                  comparisons: [
                    {
                      kind: 'D-1',
                      day: D1,
                      baseline: '60.00',
                      delta: '-10.00',
                      percent: -16.6667,
                      missing: null,
                    },
                    {
                      kind: 'W-1',
                      day: W1,
                      baseline: '0',
                      delta: '50.00',
                      percent: null,
                      missing: 'zero-baseline',
                    },
                    {
                      kind: 'M-1',
                      day: M1,
                      baseline: '0',
                      delta: '50.00',
                      percent: null,
                      missing: 'zero-baseline',
                    },
                  ],
                },
                {
                  metric: 'price',
                  value: '2.50',
                  comparisons: [
                    { kind: 'D-1', day: D1, baseline: '2.00', delta: '0.50', percent: 25, missing: null },
                    {
                      kind: 'W-1',
                      day: W1,
                      baseline: null,
                      delta: null,
                      percent: null,
                      missing: 'zero-denominator',
                    },
                    {
                      kind: 'M-1',
                      day: M1,
                      baseline: null,
                      delta: null,
                      percent: null,
                      missing: 'zero-denominator',
                    },
                  ],
                },
              ],
            },
            {
              segment: ['coffee'],
              metrics: [
                {
                  metric: 'takings',
                  value: '40.00',
                  comparisons: [
                    { kind: 'D-1', day: D1, baseline: '40.00', delta: '0.00', percent: 0, missing: null },
                    {
                      kind: 'W-1',
                      day: W1,
                      baseline: '0',
                      delta: '40.00',
                      percent: null,
                      missing: 'zero-baseline',
                    },
                    {
                      kind: 'M-1',
                      day: M1,
                      baseline: '0',
                      delta: '40.00',
                      percent: null,
                      missing: 'zero-baseline',
                    },
                  ],
                },
                {
                  metric: 'price',
                  value: '2.00',
                  comparisons: [
                    { kind: 'D-1', day: D1, baseline: '4.00', delta: '-2.00', percent: -50, missing: null },
                    {
                      kind: 'W-1',
                      day: W1,
                      baseline: null,
                      delta: null,
                      percent: null,
                      missing: 'zero-denominator',
                    },
                    {
                      kind: 'M-1',
                      day: M1,
                      baseline: null,
                      delta: null,
                      percent: null,
                      missing: 'zero-denominator',
                    },
                  ],
                },
              ],
            },
          ],
        },
      ],
      alerts: {
        rule: {
          method: 'zscore',
          metrics: ['takings'],
          by: ['drink'],
          windowDays: 28,
          threshold: 2,
          direction: 'both',
        },
        labels: ['Drink'],
        evaluated: 1,
        withoutHistory: 1,
        items: [
          {
            metric: 'takings',
            segment: ['tea'],
            value: '45.50',
            mean: 50,
            standardDeviation: 1,
            observations: 3,
            z: -4.5,
            direction: 'down',
          },
        ],
      },
    });
    expect(trend.metric).toBe('takings');
  });

  it('speaks the language asked for', () => {
    const report = build({}, { locale: 'pt-BR', by: [['size', 'drink']] });
    expect(report.dataset.title).toBe('Quiosque');
    expect(report.metrics.map(({ label }) => label)).toEqual(['Receita', 'Preço']);
    expect(report.breakdowns[0]).toMatchObject({ by: ['size', 'drink'], labels: ['Tamanho', 'Bebida'] });
    expect(report.alerts.labels).toEqual(['Bebida']);
  });

  it('is plain data: nothing is lost on the way through JSON', () => {
    const report = build({ totals: [row(DAY, '0.00', null)], loadedDays: arrived(DAY) });
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it('leaves the facts as they were, and does not depend on the order of their rows', () => {
    const facts = deepFreeze(
      structuredClone({ ...FACTS, breakdowns: [[row(DAY, '1.00', null, 'a'), row(D1, '2.00', null, 'b')]] }),
    );
    const shuffled = {
      ...facts,
      totals: facts.totals.toReversed(),
      breakdowns: facts.breakdowns.map((rows) => rows.toReversed()),
    };
    expect(build(facts)).toEqual(build(shuffled));
  });
});

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

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}
