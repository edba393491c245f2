import type { Rejection } from './validate.ts';

/** One row of a file that breaks at least one rule, put aside whole. */
export interface RejectedRow {
  readonly file: string;
  /** Where the row begins, as an editor counts. */
  readonly line: number;
  /** At least one; the first names the row in the books. */
  readonly rejections: readonly Rejection[];
  /** As the file has it, without the line end, in UTF-8. */
  readonly raw: string;
}

/** A rejected row as the books and `<file>.rejected.csv` have it. */
export interface BookedRejection {
  readonly file: string;
  readonly line: number;
  /** Of the first rule that the row breaks; null when it is about the row as a whole. */
  readonly column: string | null;
  readonly value: string;
  readonly rule: string;
  /** A NUL is written as ␀. */
  readonly raw: string;
}
