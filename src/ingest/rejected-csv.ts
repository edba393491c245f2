/** `<file>.rejected.csv`: the rows that a load put aside, for people to correct and `kpi runs replay` to read. */
import type { Delimiter } from '../datasets/definition.ts';
import { SourceError } from '../errors.ts';
import type { BookedRejection } from '../query/rejected-rows.ts';
import { decodeUtf8 } from './decode.ts';
import { quoteValue } from '../columns/quote-value.ts';
import { readRecords, type CsvRecord } from './read-records.ts';
import type { Source } from './source.ts';

const COLUMNS = ['run', 'file', 'line', 'column', 'rule', 'raw'] as const;
/** What a replay needs of them. */
const NEEDED = ['run', 'file', 'line', 'raw'] as const;

/** Excel takes a file without it for one of the old code page, and spoils every accent. The reader skips it. */
const BYTE_ORDER_MARK = '\ufeff';

const STANDARD_INPUT = '(standard input)';

/** Beside the file; rows of standard input go to the working folder. */
export function rejectedFileName(source: string): string {
  return `${source === STANDARD_INPUT ? 'stdin' : source}.rejected.csv`;
}

/** The text of the file, line by line. */
export function* rejectedCsv(runId: string, rows: Iterable<BookedRejection>): Generator<string> {
  yield `${BYTE_ORDER_MARK}${COLUMNS.join(',')}\n`;
  for (const { file, line, column, rule, raw } of rows) {
    yield `${runId},${quoted(file)},${line},${quoted(column ?? '')},${quoted(rule)},"${doubled(raw)}"\n`;
  }
}

function quoted(text: string): string {
  // Also where only another separator stands: a program that guesses it must not be misled.
  return /[",;\t|\r\n]|^\s|\s$/.test(text) ? `"${doubled(text)}"` : text;
}

function doubled(text: string): string {
  return text.replaceAll('"', '""');
}

/** A row of the file after somebody has looked at it. */
export interface CorrectedRow {
  /** Of the source that the row came from, as the run knows it. */
  readonly file: string;
  /** Where it stood there. */
  readonly line: number;
  /** The row as it should have been, with the delimiter of its file. */
  readonly raw: string;
  /** Where it stands in the corrected file, for messages. */
  readonly place: string;
}

/**
 * Columns are found by name, so that some may be left out; commas, semicolons (what Excel writes where commas are decimal) and
 * tabs separate. A row that is deleted from the file stays rejected.
 * @throws SourceError when a column is missing, a row is of another run, has no line or no text, or bytes that are lost
 */
export async function readRejectedCsv(source: Source, runId: string): Promise<CorrectedRow[]> {
  let text = '';
  for await (const piece of decodeUtf8(source.open(), source.name)) text += piece;
  const rows: CorrectedRow[] = [];
  let at: Lookup | undefined;
  for await (const record of readRecords(once(text), source.name, delimiterOf(text))) {
    if (at === undefined) at = columnsOf(record, source.name);
    else rows.push(correctedRow(record, at, runId, source.name));
  }
  if (at === undefined)
    throw new SourceError(`${source.name} is empty`, { hint: `get it again: ${again(runId)}` });
  return rows;
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

function delimiterOf(text: string): Delimiter {
  const [header = ''] = text.split(/[\r\n]/, 1);
  return ([';', '\t'] as const).find((delimiter) => header.includes(delimiter)) ?? ',';
}

type Lookup = (record: CsvRecord, column: (typeof NEEDED)[number]) => string;

function columnsOf(header: CsvRecord, name: string): Lookup {
  const fields = header.fields.map((field) => field.trim().toLowerCase());
  const missing = NEEDED.filter((column) => !fields.includes(column));
  if (missing.length > 0) {
    throw new SourceError(
      `${name}:${header.line}: not a file of rejected rows: it lacks the column${missing.length > 1 ? 's' : ''} ${missing.join(', ')}`,
      { hint: `its first line is ${COLUMNS.join(',')}` },
    );
  }
  return ({ fields: values }, column) => values[fields.indexOf(column)] ?? '';
}

function correctedRow(record: CsvRecord, at: Lookup, runId: string, name: string): CorrectedRow {
  const place = `${name}:${record.line}`;
  const [run, line, raw] = [at(record, 'run').trim(), at(record, 'line').trim(), at(record, 'raw')];
  if (run !== runId) {
    throw new SourceError(`${place}: run ${quoteValue(run)} is not ${runId}, the run to replay`, {
      hint: `replay each run with its own file; that of this one: ${again(runId)}`,
    });
  }
  if (!/^[1-9]\d{0,14}$/.test(line)) {
    throw new SourceError(`${place}: line ${quoteValue(line)} is not the number of a line`, {
      hint: 'leave the column as it was written',
    });
  }
  if (raw.trim() === '') {
    throw new SourceError(`${place}: raw is empty`, {
      hint: 'to leave the row out, delete its whole line; a row that is too long to keep is corrected in its own file',
    });
  }
  if (raw.includes('\ufffd')) {
    throw new SourceError(`${place}: raw holds "\ufffd", which stands for bytes that make no character`, {
      hint: 'write the character that belongs there',
    });
  }
  return { file: at(record, 'file'), line: Number(line), raw, place };
}

function again(runId: string): string {
  return `kpi runs rejects ${runId} --csv`;
}
