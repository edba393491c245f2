import type { ParsedRow } from './validate.ts';

/** Large enough that a write per chunk costs nothing, small enough to stay in cache. */
const CHUNK_CHARACTERS = 1 << 16;

/** Rows → the text format of COPY: the line number, then the columns in the order given. */
export async function* toCopyText(
  rows: AsyncIterable<ParsedRow>,
  columns: readonly string[],
): AsyncGenerator<string> {
  let chunk = '';
  for await (const { line, values } of rows) {
    chunk += String(line);
    for (const column of columns) chunk += `\t${toField(values[column] ?? null)}`;
    chunk += '\n';
    if (chunk.length >= CHUNK_CHARACTERS) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk !== '') yield chunk;
}

const SPECIAL = /[\\\t\n\r]/g;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function toField(value: string | null): string {
  if (value === null) return '\\N';
  return value.replace(SPECIAL, (character) => ESCAPES[character] ?? character);
}
