import { SourceError } from '../errors.ts';
import { quoteValue } from '../columns/quote-value.ts';
import type { RejectedRow } from './rejected-row.ts';
import type { Rejection } from './validate.ts';

/** Rejections that are named one by one; the rest is only counted. */
export const NAMED_REJECTIONS = 10;

/** A file with rows that break a rule. Nothing of it was loaded. */
export class RejectedRowsError extends SourceError {
  constructor(file: string, rejections: readonly Rejection[]) {
    super(listed(`${file}: nothing was loaded, because these rows break a rule:`, file, rejections), {
      hint: 'correct the lines above and run the command again, or put such rows aside with --on-error quarantine',
    });
  }
}

/** More rows to put aside than were allowed. Nothing was loaded. */
export class TooManyRejectedError extends SourceError {
  /** @param share how many, as the subject of a sentence */
  constructor(file: string, rows: readonly RejectedRow[], share: string) {
    const rejections = rows.flatMap((row) => row.rejections);
    super(listed(`${file}: nothing was loaded, because ${share} break a rule:`, file, rejections), {
      hint: 'look at the rules and at the file; --max-errors and --max-error-rate allow more',
    });
  }
}

function listed(title: string, file: string, rejections: readonly Rejection[]): string {
  const lines = rejections.slice(0, NAMED_REJECTIONS).map(({ line, column, value, rule }) => {
    const place = column === null ? 'row' : column;
    return `  ${file}:${line}: ${place} ${quoteValue(value)}: ${rule}`;
  });
  if (rejections.length > NAMED_REJECTIONS) lines.push(`  … and there are more`);
  return [title, ...lines].join('\n');
}
