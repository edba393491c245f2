import type { Pack } from '../pack.ts';
import { payments } from './dataset.ts';

export const paymentsPack: Pack = {
  name: 'payments',
  dataset: payments,
  loadDashboards: async () => (await import('./dashboards.ts')).paymentsDashboards,
  loadGenerator: async () => (await import('./generator.ts')).paymentsGenerator,
};
