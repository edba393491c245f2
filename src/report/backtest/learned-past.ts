import type { Annotation } from '../../analysis/alerts/annotation.ts';
import type { LargestSegments } from '../../query/largest-segments.ts';
import type { JudgedHistory } from '../alerts/judged-history.ts';

export interface LearnedPast {
  readonly history: JudgedHistory;
  readonly annotations: readonly Annotation[];
  /** Where not all segments are watched. */
  readonly largest?: LargestSegments | undefined;
}
