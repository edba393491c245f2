import { expect, it } from 'vitest';
import { defineDataset } from '../../src/datasets/define-dataset.ts';
import { payments } from '../../src/packs/payments/dataset.ts';

it('does not compile with a test of what is not defined', () => {
  const good = defineDataset({
    ...payments,
    tests: [
      { kind: 'range', column: 'amount_transacted', min: 0 },
      { kind: 'not_null', columns: ['entity', 'product'], severity: 'fail' },
      { kind: 'control_total', metric: 'tpv', file: 'control.csv' },
    ],
  });
  expect(good.tests).toHaveLength(3);
  // @ts-expect-error: no such column
  defineDataset({ ...payments, tests: [{ kind: 'range', column: 'amount', min: 0 }] });
  // @ts-expect-error: no such column
  defineDataset({ ...payments, tests: [{ kind: 'not_null', columns: ['entitty'] }] });
  // @ts-expect-error: no such metric
  defineDataset({ ...payments, tests: [{ kind: 'control_total', metric: 'tvp', file: 'x' }] });
});
