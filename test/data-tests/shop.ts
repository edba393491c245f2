import type { DataTest } from '../../src/datasets/data-test.ts';
import type { Dataset } from '../../src/datasets/definition.ts';

const label = { 'pt-BR': 'X', 'en-US': 'X' };

/** A small dataset with the given tests; its table is made by `SHOP_TABLE`. */
export function shop(tests: readonly DataTest[], changes: Partial<Dataset> = {}): Dataset {
  return {
    name: 'shop',
    title: label,
    table: { schema: 'bi', name: 'shop' },
    timeColumn: 'day',
    columns: {
      day: { type: 'date' },
      city: { type: 'text' },
      amount: { type: 'numeric', precision: 18, scale: 2, nullable: true },
      checked: { type: 'date', nullable: true },
    },
    dimensions: { city: { label } },
    measures: ['amount'],
    metrics: {
      revenue: {
        kind: 'sum',
        measure: 'amount',
        unit: 'currency',
        decimals: 2,
        goodDirection: 'up',
        label,
        description: label,
      },
    },
    filter: [],
    tests,
    report: { mainMetric: 'revenue', by: [] },
    alerts: { metrics: [], by: [], windowDays: 28, threshold: 2, direction: 'both' },
    ...changes,
  };
}

export const SHOP_TABLE = `create table bi.shop (
  day date not null, city text not null, amount numeric(18, 2), checked date, primary key (day, city))`;

/** Lines of `day,city,amount,checked`. */
export function shopCsv(...lines: readonly string[]): string {
  return `day,city,amount,checked\n${lines.map((line) => `${line}\n`).join('')}`;
}
