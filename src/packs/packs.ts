import type { Pack } from './pack.ts';
import { paymentsPack } from './payments/pack.ts';
import { retailOrdersPack } from './retail-orders/pack.ts';

/** Every pack; the first is what a project without kpi.yaml works with. */
export const PACKS: readonly [Pack, ...Pack[]] = [paymentsPack, retailOrdersPack];
