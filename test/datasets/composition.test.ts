import { expect, it } from 'vitest';
import { compositionOf } from '../../src/datasets/composition.ts';
import type { Dataset, Metric } from '../../src/datasets/definition.ts';
import { payments } from '../../src/packs/payments/dataset.ts';
import { retailOrders } from '../../src/packs/retail-orders/dataset.ts';

const { label, description, unit, decimals, goodDirection } = payments.metrics.tpv;
const base = { label, description, unit, decimals, goodDirection };

function dataset(metrics: Readonly<Record<string, Metric>>): Dataset {
  return { ...payments, measures: ['money', 'cups', 'stock'], metrics };
}
const sum = (measure: string): Metric => ({ ...base, kind: 'sum', measure });
const ratio = (numerator: string, denominator: string): Metric => ({
  ...base,
  kind: 'ratio',
  numerator,
  denominator,
});
const takings = sum('money');

it.each([
  ['tpv', { kind: 'product', rate: 'average_ticket', volume: 'transactions' }],
  ['transactions', { kind: 'sum' }],
  ['average_ticket', { kind: 'ratio' }],
] as const)('%s of the payments', (name, expected) => {
  expect(compositionOf(payments, name)).toEqual(expected);
});

it.each([
  ['revenue', { kind: 'product', rate: 'average_order_value', volume: 'orders' }],
  ['orders', { kind: 'sum' }],
  ['net_revenue', { kind: 'sum' }],
  ['discount_rate', { kind: 'ratio' }],
] as const)('%s of the retail orders', (name, expected) => {
  expect(compositionOf(retailOrders, name)).toEqual(expected);
});

it.each<[string, Record<string, Metric>, unknown]>([
  [
    'a ratio that names the metric',
    { takings, price: ratio('takings', 'cups') },
    { rate: 'price', volume: null },
  ],
  [
    'a ratio that names the measure',
    { takings, cups_sold: sum('cups'), price: ratio('money', 'cups') },
    { rate: 'price', volume: 'cups_sold' },
  ],
  [
    'the first of several',
    { takings, per_stock: ratio('money', 'stock'), price: ratio('money', 'cups') },
    { rate: 'per_stock' },
  ],
  ['a ratio to itself', { takings, one: ratio('takings', 'money') }, { kind: 'sum' }],
  [
    'a ratio to what does not add up',
    {
      takings,
      buyers: { ...base, kind: 'count_distinct', column: 'x' },
      per_buyer: ratio('takings', 'buyers'),
    },
    { kind: 'sum' },
  ],
  ['a mean', { takings: { ...base, kind: 'avg', column: 'money' } }, { kind: 'ratio' }],
  [
    'a weighted mean',
    { takings: { ...base, kind: 'weighted_mean', value: 'money', weight: 'cups' } },
    { kind: 'ratio' },
  ],
])('of %s', (_, metrics, expected) => {
  expect(compositionOf(dataset(metrics), 'takings')).toMatchObject(expected as object);
});

it.each<[string, Record<string, Metric>]>([
  ['a percentile', { takings: { ...base, kind: 'percentile', column: 'money', fraction: 0.5 } }],
  ['different values', { takings: { ...base, kind: 'count_distinct', column: 'money' } }],
  ['a ratio of ratios', { takings: ratio('price', 'cups'), price: ratio('money', 'cups') }],
  [
    'a difference of ratios',
    {
      takings: { ...base, kind: 'difference', minuend: 'price', subtrahend: 'price' },
      price: ratio('money', 'cups'),
    },
  ],
  ['what is not defined', {}],
])('there is none of %s', (_, metrics) => {
  expect(compositionOf(dataset(metrics), 'takings')).toBeUndefined();
});
