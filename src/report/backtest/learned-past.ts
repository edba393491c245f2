import type { Annotation } from '../../analysis/alerts/annotation.ts';
import type { JudgedHistory } from '../alerts/judged-history.ts';

export interface LearnedPast {
  readonly history: JudgedHistory;
  readonly annotations: readonly Annotation[];
}
