import { payments } from '../datasets/payments.ts';
import type { Pack } from './pack.ts';

/** Every pack; the first is what a project without kpi.yaml works with. */
export const PACKS: readonly [Pack, ...Pack[]] = [
  {
    name: 'payments',
    dataset: payments,
    loadGenerator: async () => (await import('../generate/payments.ts')).paymentsGenerator,
  },
];
