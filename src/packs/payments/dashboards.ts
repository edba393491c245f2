/** What an operations head looks at every morning; the files of the folder have one dashboard each. */
import type { Dashboard } from '../../datasets/dashboard.ts';
import { overview } from './dashboards/overview.ts';
import { pricing } from './dashboards/pricing.ts';
import { segments } from './dashboards/segments.ts';

export const paymentsDashboards: readonly Dashboard[] = [overview, segments, pricing];
