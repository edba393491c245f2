/**
 * A name that a definition uses and does not define must not compile. The compiler is the test: `tsc` fails on a
 * `@ts-expect-error` under which nothing is wrong.
 */
import { describe, expect, expectTypeOf, it } from 'vitest';
import { defineDataset } from '../../src/datasets/define-dataset.ts';
import { payments } from '../../src/packs/payments/dataset.ts';

const label = { 'pt-BR': 'x', 'en-US': 'x' } as const;
const texts = { label, description: label, unit: 'count', decimals: 0, goodDirection: 'up' } as const;
const definition = {
  name: 'kiosk',
  title: label,
  table: { schema: 'bi', name: 'kiosk' },
  timeColumn: 'day',
  columns: {
    day: { type: 'date' },
    drink: { type: 'text' },
    size: { type: 'integer' },
    cups: { type: 'integer' },
    takings: { type: 'numeric', precision: 18, scale: 2 },
  },
  dimensions: { drink: { label }, size: { label } },
  measures: ['cups', 'takings'],
  metrics: {
    cups: { ...texts, kind: 'sum', measure: 'cups' },
    price: { ...texts, kind: 'ratio', numerator: 'takings', denominator: 'cups' },
  },
  filter: [{ column: 'cups', operator: '>', value: 0 }],
  report: { mainMetric: 'cups', by: [['drink'], ['drink', 'size']] },
  alerts: { metrics: ['price'], by: ['size'], windowDays: 28, threshold: 2, direction: 'down' },
} as const;

describe('defineDataset', () => {
  it('hands back a definition whose names agree', () => {
    const kiosk = defineDataset(definition);
    expect(kiosk).toBe(definition);
    expectTypeOf<keyof (typeof kiosk)['metrics']>().toEqualTypeOf<'cups' | 'price'>();
    expectTypeOf<keyof (typeof payments)['dimensions']>().toEqualTypeOf<
      'entity' | 'product' | 'price_tier' | 'anticipation_method' | 'payment_method' | 'installments'
    >();
    expectTypeOf(payments.report.mainMetric).toEqualTypeOf<'tpv'>();
  });

  it('knows percent for what does not add up alone', () => {
    const { metrics } = definition;
    defineDataset({ ...definition, metrics: { ...metrics, price: { ...metrics.price, unit: 'percent' } } });
    // @ts-expect-error a sum of percentages says nothing
    defineDataset({ ...definition, metrics: { ...metrics, cups: { ...metrics.cups, unit: 'percent' } } });
  });

  it('does not compile with a time column that is missing or no date', () => {
    // @ts-expect-error no such column
    defineDataset({ ...definition, timeColumn: 'date' });
    // @ts-expect-error it is a text
    defineDataset({ ...definition, timeColumn: 'drink' });
  });

  it('does not compile with a dimension that is no column, or a column of numbers with decimals', () => {
    // @ts-expect-error no such column
    defineDataset({ ...definition, dimensions: { ...definition.dimensions, drinks: { label } } });
    // @ts-expect-error it is a numeric
    defineDataset({ ...definition, dimensions: { ...definition.dimensions, takings: { label } } });
  });

  it('does not compile with a parent that is no dimension, or the dimension itself', () => {
    const { drink, size } = definition.dimensions;
    defineDataset({ ...definition, dimensions: { drink: { ...drink, parent: 'size' }, size } });
    // @ts-expect-error no such dimension
    defineDataset({ ...definition, dimensions: { drink: { ...drink, parent: 'kind' }, size } });
    // @ts-expect-error contained in itself
    defineDataset({ ...definition, dimensions: { drink: { ...drink, parent: 'drink' }, size } });
  });

  it('does not compile with a measure that is no column, or no number', () => {
    // @ts-expect-error no such column
    defineDataset({ ...definition, measures: ['cups', 'takings', 'cup'] });
    // @ts-expect-error it is a text
    defineDataset({ ...definition, measures: ['cups', 'takings', 'drink'] });
  });

  it('does not compile with a metric of something that is no measure', () => {
    const { cups, price } = definition.metrics;
    // @ts-expect-error no such measure
    defineDataset({ ...definition, metrics: { cups: { ...cups, measure: 'cup' }, price } });
    // @ts-expect-error a column, but not a measure
    defineDataset({ ...definition, metrics: { cups: { ...cups, measure: 'size' }, price } });
    // @ts-expect-error no such numerator
    defineDataset({ ...definition, metrics: { cups, price: { ...price, numerator: 'taking' } } });
    // @ts-expect-error no such denominator
    defineDataset({ ...definition, metrics: { cups, price: { ...price, denominator: 'size' } } });
  });

  it('does not compile with a metric that is half of another kind', () => {
    const { price } = definition.metrics;
    // @ts-expect-error a sum needs a measure
    defineDataset({ ...definition, metrics: { cups: { ...texts, kind: 'sum', numerator: 'cups' }, price } });
    // @ts-expect-error no such kind
    defineDataset({ ...definition, metrics: { cups: { ...texts, kind: 'total', measure: 'cups' }, price } });
  });

  it('does not compile with a filter on something that is no column', () => {
    // @ts-expect-error no such column
    defineDataset({ ...definition, filter: [{ column: 'cup', operator: '>', value: 0 }] });
    // @ts-expect-error no such operator
    defineDataset({ ...definition, filter: [{ column: 'cups', operator: '!=', value: 0 }] });
  });

  it('does not compile with a report of what is not defined', () => {
    const { by } = definition.report;
    // @ts-expect-error no such metric
    defineDataset({ ...definition, report: { mainMetric: 'cup', by } });
    // @ts-expect-error a measure, but not a metric
    defineDataset({ ...definition, report: { mainMetric: 'takings', by } });
    // @ts-expect-error no such dimension
    defineDataset({ ...definition, report: { mainMetric: 'cups', by: [['drink', 'siz']] } });
  });

  it('does not compile with alerts on what is not defined', () => {
    // @ts-expect-error no such metric
    defineDataset({ ...definition, alerts: { ...definition.alerts, metrics: ['prize'] } });
    // @ts-expect-error a column, but not a dimension
    defineDataset({ ...definition, alerts: { ...definition.alerts, by: ['cups'] } });
    // @ts-expect-error no such direction
    defineDataset({ ...definition, alerts: { ...definition.alerts, direction: 'sideways' } });
  });

  it('does not compile without a label in every language', () => {
    // @ts-expect-error no English
    defineDataset({ ...definition, title: { 'pt-BR': 'Quiosque' } });
    const undescribed = { ...definition.metrics.cups, description: { 'en-US': 'x' } } as const;
    // @ts-expect-error no Portuguese
    defineDataset({ ...definition, metrics: { ...definition.metrics, cups: undescribed } });
  });
});
