/** The beginning of a file: what its format is decided from, and its header. */
import type { FileFormat } from './file-format.ts';
import { headerMisquoted } from './header-errors.ts';
import { parseRecords } from './lanes/parse-records.ts';
import { recordExtent } from './lanes/record-extent.ts';
import type { RowReader } from './lanes/row-reader.ts';
import { normaliseHeader } from './match-header.ts';
import { takeSample } from './take-sample.ts';

export interface Beginning {
  readonly bytes: Buffer;
  /** Whether this is the whole file. */
  readonly whole: boolean;
}

export async function readBeginning(chunks: AsyncGenerator<Buffer>): Promise<Beginning> {
  const { pieces, whole } = await takeSample(chunks);
  return { bytes: Buffer.concat(pieces), whole };
}

/** Cut at a line end. */
export function sampleText({ bytes, whole }: Beginning): string {
  const end = Math.max(bytes.lastIndexOf('\n'), bytes.lastIndexOf('\r'));
  return bytes.toString('utf8', 0, whole || end === -1 ? bytes.length : end + 1);
}

export interface Header {
  readonly text: string;
  readonly fields: readonly string[];
  readonly line: number;
  readonly lines: number;
  /** Where the first row begins. */
  readonly next: number;
  readonly lineEnd: RowReader['form']['lineEnd'];
}

/** The record that the format was decided with: the first that is not blank, behind those to skip. */
export function findHeader({ bytes, whole }: Beginning, format: FileFormat, name: string): Header {
  let toSkip = format.skipRecords;
  let line = 1;
  for (let at = 0; at < bytes.length;) {
    const extent = recordExtent(bytes, at, format.delimiter.charCodeAt(0), whole);
    if (extent === undefined || extent.fault !== undefined) break;
    const record = bytes.subarray(at, extent.end);
    const fields = parseRecords([record], format.delimiter)[0];
    const blank = fields?.every((field) => field.trim() === '');
    if (fields && blank === false && toSkip === 0) {
      const { lines, next } = extent;
      const lineEnd = bytes.toString('latin1', extent.end, next);
      const known = lineEnd === '\r\n' || lineEnd === '\r' ? lineEnd : '\n';
      return { text: record.toString('utf8'), fields, line, lines, next, lineEnd: known };
    }
    if (blank === false) toSkip -= 1;
    line += extent.lines;
    at = extent.next;
  }
  throw headerMisquoted(name, line);
}

/** With the names that `--map` gave, so that a replay needs no map. */
export function mappedHeader(
  { text, fields }: Header,
  delimiter: string,
  map: ReadonlyMap<string, string> | undefined,
): string {
  if (map === undefined || map.size === 0) return text;
  const ours = new Map([...map].map(([theirs, column]) => [normaliseHeader(theirs), column]));
  const names = fields.map((field) => ours.get(normaliseHeader(field)) ?? field);
  return names.map((name) => `"${name.replaceAll('"', '""')}"`).join(delimiter);
}
