import type { Pack } from '../pack.ts';
import { retailOrders } from './dataset.ts';

export const retailOrdersPack: Pack = {
  name: 'retail-orders',
  dataset: retailOrders,
  loadGenerator: async () => (await import('./generator.ts')).retailOrdersGenerator,
};
