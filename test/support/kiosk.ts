/** A small dataset with views for dashboards, of which no table exists. */
import type { Card } from '../../src/datasets/dashboard.ts';
import { defineDataset } from '../../src/datasets/define-dataset.ts';

export const drinksTitle = { 'pt-BR': 'Bebidas', 'en-US': 'Drinks' } as const;
const texts = {
  label: drinksTitle,
  description: drinksTitle,
  unit: 'count',
  decimals: 0,
  goodDirection: 'up',
} as const;

export const kiosk = defineDataset({
  name: 'kiosk',
  title: drinksTitle,
  table: { schema: 'bi', name: 'kiosk' },
  timeColumn: 'day',
  columns: {
    day: { type: 'date' },
    drink: { type: 'text' },
    size: { type: 'integer' },
    cups_sold: { type: 'integer' },
    money: { type: 'numeric', precision: 18, scale: 2 },
    stock: { type: 'integer' },
  },
  dimensions: { drink: { label: drinksTitle }, size: { label: drinksTitle } },
  measures: ['cups_sold', 'money', 'stock'],
  metrics: {
    cups: { ...texts, kind: 'sum', measure: 'cups_sold' },
    takings: { ...texts, kind: 'sum', measure: 'money' },
    in_stock: { ...texts, kind: 'stock', measure: 'stock' },
    price: { ...texts, kind: 'ratio', numerator: 'money', denominator: 'cups_sold' },
    stock_per_cup: { ...texts, kind: 'ratio', numerator: 'in_stock', denominator: 'cups' },
    share_of_stock: { ...texts, kind: 'ratio', numerator: 'price', denominator: 'stock' },
    cups_above_stock: { ...texts, kind: 'difference', minuend: 'cups', subtrahend: 'stock' },
    median_price: { ...texts, kind: 'percentile', column: 'money', fraction: 0.5 },
  },
  filter: [],
  report: { mainMetric: 'cups', by: [] },
  alerts: { metrics: [], by: [], windowDays: 28, threshold: 2, direction: 'down' },
});

export const drinksViews = {
  drinks: {
    day: 'date',
    drink: 'text',
    size: 'integer',
    cups: 'bigint',
    takings: 'numeric',
    in_stock: 'bigint',
    price: 'numeric',
    median_price: 'double precision',
  },
  week_ago: { day: 'date', takings: 'numeric', takings_w1: 'numeric' },
  sizes: { size: 'integer', cups: 'bigint' },
} as const;

export const takings = {
  title: drinksTitle,
  display: 'smartscalar',
  view: 'week_ago',
  days: 'each',
  y: ['takings'],
  compareWith: ['takings_w1'],
  size: [12, 4],
} as const satisfies Card;
