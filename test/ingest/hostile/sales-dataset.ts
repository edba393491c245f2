import type { Dataset } from '../../../src/datasets/definition.ts';
import { datasetOf } from '../../support/dataset-of.ts';

const sales = datasetOf({
  day: { type: 'date', aliases: ['data'] },
  shop: { type: 'text', maxLength: 80, aliases: ['loja'] },
  amount: { type: 'numeric', precision: 18, scale: 2, aliases: ['valor'] },
  items: { type: 'integer', nullable: true },
  note: { type: 'text', nullable: true },
});

/** What the hostile files pretend to hold: one row per day and shop. */
export const SALES: Dataset = {
  ...sales,
  name: 'sales',
  table: { schema: 'public', name: 'sales' },
  dimensions: { shop: { label: sales.title } },
  measures: ['amount', 'items'],
};
