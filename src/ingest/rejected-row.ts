import type { Rejection } from './validate.ts';

/** One row of a file that breaks at least one rule, put aside whole. */
export interface RejectedRow {
  readonly file: string;
  /** Where the row begins, as an editor counts. */
  readonly line: number;
  /** At least one; the first names the row in the books. */
  readonly rejections: readonly Rejection[];
  /** As the file has it, without the line end, in UTF-8; empty where it is too long to keep whole. */
  readonly raw: string;
}
