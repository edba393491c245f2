import { describe, expect, it } from 'vitest';
import { DAY, D1, W1, M1, row, arrived, FACTS, build } from './kiosk.ts';

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
      completeness: { state: 'learning', findings: [] },
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
        method: 'zscore',
        rule: {
          method: 'zscore',
          metrics: ['takings'],
          by: ['drink'],
          windowDays: 28,
          threshold: 2,
          direction: 'both',
        },
        labels: ['Drink'],
        muted: false,
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

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}
