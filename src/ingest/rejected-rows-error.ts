import { SourceError } from '../errors.ts';
import { quoteValue } from '../columns/quote-value.ts';
import type { Rejection } from './validate.ts';

/** Rejections that are named one by one; the rest is only counted. */
export const NAMED_REJECTIONS = 10;

/** A file with rows that break a rule. Nothing of it was loaded. */
export class RejectedRowsError extends SourceError {
  readonly file: string;
  readonly rejections: readonly Rejection[];

  constructor(file: string, rejections: readonly Rejection[], more: boolean) {
    super(messageOf(file, rejections, more), { hint: 'correct the lines above and run the command again' });
    this.file = file;
    this.rejections = rejections;
  }
}

function messageOf(file: string, rejections: readonly Rejection[], more: boolean): string {
  const lines = rejections.map(({ line, column, value, rule }) => {
    const place = column === null ? 'row' : column;
    return `  ${file}:${line}: ${place} ${quoteValue(value)}: ${rule}`;
  });
  if (more) lines.push(`  … and there are more`);
  return [`${file}: nothing was loaded, because these rows break a rule:`, ...lines].join('\n');
}
