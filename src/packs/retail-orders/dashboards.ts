/** What an operations head looks at every morning; the files of the folder have one dashboard each. */
import type { Dashboard } from '../../datasets/dashboard.ts';
import { overview } from './dashboards/overview.ts';
import { segments } from './dashboards/segments.ts';

export const retailOrdersDashboards: readonly Dashboard[] = [overview, segments];
