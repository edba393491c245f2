import type { Column } from '../datasets/definition.ts';

export interface TypeGuess {
  readonly column: Column;
  readonly reason: string;
  /** Moments with a time of day, not days written as midnight. */
  readonly hasClock?: true;
  /** Days written as midnight UTC, which are other days elsewhere. */
  readonly midnightUtc?: true;
}
