import type { Column, DateFormat, Delimiter, Locale } from '../datasets/definition.ts';

/** What one column tells about the others of its file. */
export interface Habits {
  readonly locale: Locale;
  readonly delimiter?: Delimiter | undefined;
  /** The order of day and month that some column proves. */
  readonly dayOrder?: DateFormat | undefined;
  /** The decimal separator that some column proves. */
  readonly decimal?: '.' | ',' | undefined;
  /** Some column separates thousands. */
  readonly thousands?: boolean;
}

export interface TypeGuess {
  readonly column: Column;
  readonly reason: string;
  /** Moments with a time of day, not days written as midnight. */
  readonly hasClock?: true;
  /** Days written as midnight UTC, which are other days elsewhere. */
  readonly midnightUtc?: true;
}
