import type { Dataset } from '../datasets/definition.ts';
import { SourceError } from '../errors.ts';
import { decodeUtf8 } from './decode.ts';
import { matchHeader } from './match-header.ts';
import { readRecords } from './read-records.ts';
import { NAMED_REJECTIONS, RejectedRowsError } from './rejected-rows-error.ts';
import type { Source } from './source.ts';
import { rowValidator, type ParsedRow, type Rejection, type Validation } from './validate.ts';

export interface ParseEvents {
  /** Headers that belong to no column of the dataset; they are left out. */
  onExtraColumns(source: Source, headers: readonly string[]): void;
  /** Called for every row read, right or wrong. */
  onRow(): void;
  /** Called for every chunk of bytes read. */
  onBytes(count: number): void;
}

/**
 * The rows of one file, validated, in file order.
 * @throws RejectedRowsError once ten broken rules are found, or at the end of the file if there are any;
 *   rows before the first broken one have been yielded by then
 * @throws SourceError when the file has no header or cannot be read
 */
export async function* parseSource(
  source: Source,
  dataset: Dataset,
  events: ParseEvents,
): AsyncGenerator<ParsedRow> {
  const rejections: Rejection[] = [];
  let validate: ((record: { line: number; fields: readonly string[] }) => Validation) | undefined;
  const text = decodeUtf8(counted(source, events), source.name);
  for await (const record of readRecords(text, source.name, dataset.input?.delimiter)) {
    if (validate === undefined) {
      const header = matchHeader(record, dataset, source.name);
      if (header.extra.length > 0) events.onExtraColumns(source, header.extra);
      validate = rowValidator(dataset, header);
      continue;
    }
    events.onRow();
    const validation = validate(record);
    if (!validation.ok) {
      rejections.push(...validation.rejections);
      if (rejections.length > NAMED_REJECTIONS) break;
    } else if (rejections.length === 0) {
      yield validation.row;
    }
  }
  if (rejections.length > 0) {
    const more = rejections.length > NAMED_REJECTIONS;
    throw new RejectedRowsError(source.name, rejections.slice(0, NAMED_REJECTIONS), more);
  }
  if (validate === undefined) {
    throw new SourceError(`${source.name} is empty: it has no header line`, {
      hint: `the first line must name the columns of the dataset ${dataset.name}`,
    });
  }
}

async function* counted(source: Source, events: ParseEvents): AsyncGenerator<Uint8Array> {
  for await (const chunk of source.open()) {
    events.onBytes(chunk.length);
    yield chunk;
  }
}
