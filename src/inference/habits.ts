import type { Separator } from '../columns/number-text.ts';
import type { Delimiter, Locale } from '../datasets/definition.ts';

export type DayOrder = 'day first' | 'month first';

/** What one column tells about the others of its file. */
export interface Habits {
  readonly locale: Locale;
  readonly delimiter?: Delimiter | undefined;
  /** Which of day and month some column proves to come first. */
  readonly dayOrder?: DayOrder | undefined;
  /** The decimal separator that some column proves. */
  readonly decimal?: Separator | undefined;
  /** Some column separates thousands. */
  readonly thousands?: boolean;
}
