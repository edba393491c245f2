import type { Dataset } from '../datasets/definition.ts';
import { detectFileFormat } from './file-format.ts';
import type { ReadOptions } from './read-file.ts';
import { readRecords } from './read-records.ts';
import { readText } from './read-text.ts';
import { NAMED_REJECTIONS, RejectedRowsError } from './rejected-rows-error.ts';
import type { Source } from './source.ts';
import { rowValidator, type ParsedRow, type Rejection } from './validate.ts';

/**
 * The rows of a small file as values: all of it in memory, every row by csv-parse and the rules of the dataset. What
 * comes out of this is what a row means; the lanes of a load agree with it.
 * @throws RejectedRowsError when a row breaks a rule
 * @throws SourceError when the file cannot be read, has no header, lacks a column, or its quotes make no sense
 */
export async function readValues(
  source: Source,
  dataset: Dataset,
  options: ReadOptions = {},
): Promise<ParsedRow[]> {
  let text = '';
  for await (const piece of readText(source, { encoding: options.encoding })) text += piece;
  const format = detectFileFormat(text, dataset, { ...options, name: source.name, whole: true });
  const validate = rowValidator(format.dataset, format.header);
  const rows: ParsedRow[] = [];
  const rejections: Rejection[] = [];
  let toSkip = format.skipRecords + 1;
  for await (const record of readRecords(once(text), source.name, format.delimiter)) {
    if (toSkip > 0) {
      toSkip -= 1;
      continue;
    }
    const validation = validate(record);
    if (validation.ok) rows.push(validation.row);
    else rejections.push(...validation.rejections);
    if (rejections.length > NAMED_REJECTIONS) break;
  }
  if (rejections.length > 0) throw new RejectedRowsError(source.name, rejections);
  return rows;
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}
