import type { Pack } from '../pack.ts';
import { retailOrders } from './dataset.ts';

export const retailOrdersPack: Pack = {
  name: 'retail-orders',
  dataset: retailOrders,
  loadDashboards: async () => (await import('./dashboards.ts')).retailOrdersDashboards,
  loadGenerator: async () => (await import('./generator.ts')).retailOrdersGenerator,
};
