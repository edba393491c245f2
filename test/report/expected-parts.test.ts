import { describe, expect, it } from 'vitest';
import { PLAIN_CALENDAR } from '../../src/analysis/signal/series.ts';
import type { Judgement } from '../../src/analysis/signal/judgement.ts';
import type { Dataset } from '../../src/datasets/definition.ts';
import type { JudgedHistory } from '../../src/report/alerts/judged-history.ts';
import { expectedParts } from '../../src/report/expected-parts.ts';
import type { BaselineSection, ConfirmedAlert, Expectation, MetricLine } from '../../src/report/model.ts';
import { DAY, kiosk } from './kiosk.ts';

const ALERTS: BaselineSection = {
  method: 'baseline',
  rule: {
    method: 'baseline',
    metrics: ['takings'],
    by: ['drink', 'size'],
    direction: 'both',
    falseDiscoveryRate: 0.1,
    minimumChange: 0.1,
    minimumImpact: 0.01,
  },
  labels: ['Drink', 'Size'],
  muted: false,
  evaluated: 4,
  withoutHistory: 0,
  confirmed: [],
  known: [],
  watch: [],
  recovered: [],
};
const JUDGED: Expectation = {
  state: 'judged',
  expected: 100,
  lower: 85,
  upper: 115,
  verdict: { kind: 'usual' },
  comparisons: [],
};
const LINE: MetricLine = { metric: 'takings', value: '90.00', comparisons: [], expectation: JUDGED };

/** The whole, a drink, and the leaves with what is expected of them. */
const LEAVES: readonly [drink: string, size: string, expected: number][] = [
  ['tea', '1', 30],
  ['tea', '2', 30],
  ['coffee', '1', 40],
  ['coffee', '2', 20],
];

function partsOf({
  leaves = LEAVES,
  alerts = {},
  line = {},
  dataset = kiosk,
}: {
  leaves?: typeof LEAVES;
  alerts?: Partial<BaselineSection>;
  line?: Partial<MetricLine>;
  dataset?: Dataset;
} = {}) {
  const segments = [[], ['tea'], ...leaves.map(([drink, size]) => [drink, size])];
  const expected = [999, 999, ...leaves.map(([, , value]) => value)];
  const metrics = ['takings', 'cups'];
  const history: JudgedHistory = {
    timeline: { from: DAY, length: 1 },
    completeness: new Map(),
    calendar: PLAIN_CALENDAR,
    isKnown: () => true,
    series: metrics.flatMap((metric) =>
      segments.map((segment) => ({
        metric,
        segment,
        parent: null,
        kind: 'amount' as const,
        values: new Float64Array(1),
      })),
    ),
    on: () =>
      metrics.flatMap((_, at) =>
        segments.map((_, index): Judgement => ({
          series: at * segments.length + index,
          state: 'judged',
          value: 1,
          expected: (expected[index] ?? NaN) * (at + 1),
          scale: 1,
          lower: 0,
          upper: 2,
          score: 0,
          pValue: 1,
          vanished: false,
        })),
      ),
  };
  return expectedParts(dataset, { ...ALERTS, ...alerts }, history, [{ ...LINE, ...line }], DAY);
}

const told = (parts: ReturnType<typeof partsOf>) =>
  parts &&
  Object.fromEntries([...parts.dimensions].map(([name, values]) => [name, Object.fromEntries(values)]));

describe('what is expected of values', () => {
  it('is that of their leaves, scaled to what is expected of the whole', () => {
    // 120 by the leaves, 100 as a whole.
    const parts = partsOf();
    expect(parts).toMatchObject({ expected: '100.00', ordinary: true });
    expect(told(parts)).toEqual({
      drink: { tea: '50.00', coffee: '50.00' },
      size: { '1': '58.33', '2': '41.67' },
    });
  });

  it('leaves out what has no expectation yet, and what rounds to none', () => {
    const leaves: typeof LEAVES = [...LEAVES, ['chai', '1', NaN], ['mate', '2', 0.001]];
    expect(Object.keys(told(partsOf({ leaves }))?.['drink'] ?? {})).toEqual(['tea', 'coffee']);
  });

  it('is unknown where the sum of the leaves is not near the whole', () => {
    expect(partsOf({ leaves: [['tea', '1', 60]] })).toBeUndefined();
    expect(partsOf({ leaves: [['tea', '1', 130]] })).toBeUndefined();
    expect(partsOf({ leaves: [['tea', '1', -100]] })).toBeUndefined();
    expect(partsOf({ leaves: [] })).toBeUndefined();
  });
});

describe('there are none', () => {
  it.each<[string, Parameters<typeof partsOf>[0]]>([
    ['while it learns', { line: { expectation: { state: 'learning' } } }],
    ['of a partial day', { alerts: { muted: true } }],
    ['of a metric that alerts do not watch', { alerts: { rule: { ...ALERTS.rule, metrics: ['price'] } } }],
    ['where alerts watch no segments', { alerts: { rule: { ...ALERTS.rule, by: [] } } }],
    [
      'of a metric that does not add up',
      {
        dataset: { ...kiosk, report: { ...kiosk.report, mainMetric: 'price' } },
        alerts: { rule: { ...ALERTS.rule, metrics: ['price'] } },
        line: { metric: 'price' },
      },
    ],
  ])('%s', (_, given) => {
    expect(partsOf(given)).toBeUndefined();
  });

  it('by the classic rule, nor without an expectation', () => {
    const history = { on: () => [], series: [] } as unknown as JudgedHistory;
    const { expectation, ...line } = LINE;
    expect(expectation).toBe(JUDGED);
    expect(expectedParts(kiosk, ALERTS, history, [line], DAY)).toBeUndefined();
    const classic = {
      method: 'zscore',
      rule: { ...ALERTS.rule, method: 'zscore', windowDays: 28, threshold: 2 },
      labels: [],
      muted: false,
      evaluated: 0,
      withoutHistory: 0,
      items: [],
    } as const;
    expect(expectedParts(kiosk, classic, history, [LINE], DAY)).toBeUndefined();
  });
});

describe('a day is ordinary', () => {
  it.each([
    ['85.00', true],
    ['115.00', true],
    ['84.99', false],
    ['115.01', false],
  ])('within its band, which ends at 85 and 115: %s %s', (value, ordinary) => {
    expect(partsOf({ line: { value } })?.ordinary).toBe(ordinary);
  });

  it('unless there is an alert of the metric, known or not', () => {
    const alert = { metric: 'takings' } as ConfirmedAlert;
    const annotation = { kind: 'ack', note: '', until: DAY } as const;
    expect(partsOf({ alerts: { confirmed: [alert] } })?.ordinary).toBe(false);
    expect(partsOf({ alerts: { known: [{ ...alert, annotation }] } })?.ordinary).toBe(false);
    expect(partsOf({ alerts: { confirmed: [{ ...alert, metric: 'price' }] } })?.ordinary).toBe(true);
  });
});
