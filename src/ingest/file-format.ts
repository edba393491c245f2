/** How one file writes its rows, decided once for the whole file from its beginning. Pure. */
import type { Dataset, Delimiter, Locale } from '../datasets/definition.ts';
import { decideColumns } from './decide-columns.ts';
import { notesOf, withDecisions } from './decided-column.ts';
import { findDelimiter } from './find-delimiter.ts';
import { headerMisquoted, noHeader } from './header-errors.ts';
import { matchHeader, type HeaderMatch, type HeaderOptions } from './match-header.ts';
import { sampleRecords } from './sample-records.ts';

export interface FileFormat {
  readonly delimiter: Delimiter;
  /** Records before the header, as `readRecords` gives them: a line such as `sep=;`. */
  readonly skipRecords: number;
  /**
   * The dataset with the written form (decimal, thousands, format) of every number, date and moment as this file
   * has it. The one that was given where it fits as it is.
   */
  readonly dataset: Dataset;
  /** Of the first record that is not blank. */
  readonly header: HeaderMatch;
  /** What was decided without being declared, in one plain sentence each: place, value, reading, reason, remedy. */
  readonly notes: readonly string[];
}

export interface FormatOptions extends HeaderOptions {
  /** Of the file, for errors. */
  readonly name: string;
  /** Before all that is declared or found. */
  readonly delimiter?: Delimiter | undefined;
  /** Decides what nothing in the file does. Default: pt-BR, as that of a project. */
  readonly locale?: Locale | undefined;
  /** The sample is the whole file. */
  readonly whole?: boolean | undefined;
}

/**
 * Forms that the dataset declares stay; a file in the usual forms (points, YYYY-MM-DD) is left as it is.
 * @param sample decoded text: the beginning of the file cut at a line end, or all of it
 * @throws SourceError when there is no header or its quotes do not match, a column of it is missing or named twice, or a header is unknown and
 *   that is refused
 * @throws UsageError when the map names a header or a column that is not there
 */
export function detectFileFormat(sample: string, dataset: Dataset, options: FormatOptions): FileFormat {
  const { name, locale = 'pt-BR', whole } = options;
  const { delimiter, skipRecords, note } = findDelimiter(sample, dataset, options);
  const [first, ...rows] = sampleRecords(sample, delimiter, { whole }).slice(skipRecords);
  if (first === undefined) throw noHeader(name, dataset, sample);
  if (first.misquoted) throw headerMisquoted(name, first.line);
  const header = matchHeader(first, dataset, name, options);
  const decisions = decideColumns(dataset, header, rows, { locale, delimiter });
  return {
    delimiter,
    skipRecords,
    dataset: withDecisions(dataset, decisions),
    header,
    notes: [...(note === undefined ? [] : [note]), ...notesOf(decisions)],
  };
}
