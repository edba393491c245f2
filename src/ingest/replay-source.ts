import type { CorrectedRow } from './rejected-csv.ts';
import { streamSource, type Source } from './source.ts';

const CHUNK_CHARACTERS = 1 << 16;

/**
 * Corrected rows of one file as a source of its own: the header and, at the lines where they stood, the rows. The
 * lines between are empty, which readers pass over and count, so that an error names the original file and line.
 * A row that has more lines now than it had moves those right behind it down.
 * @param name of the original file
 * @param header its header line
 */
export function replaySource(name: string, header: string, rows: readonly CorrectedRow[]): Source {
  return streamSource(name, () => bytesOf(header, rows));
}

async function* bytesOf(header: string, rows: readonly CorrectedRow[]): AsyncGenerator<Uint8Array> {
  let chunk = `${header}\n`;
  let line = 2 + lineBreaks(header);
  for (const row of [...rows].sort((a, b) => a.line - b.line)) {
    for (let gap = row.line - line; gap > 0; gap -= CHUNK_CHARACTERS) {
      chunk += '\n'.repeat(Math.min(gap, CHUNK_CHARACTERS));
      if (chunk.length < CHUNK_CHARACTERS) continue;
      yield Buffer.from(chunk);
      chunk = '';
    }
    chunk += `${row.raw}\n`;
    line = Math.max(line, row.line) + 1 + lineBreaks(row.raw);
  }
  yield Buffer.from(chunk);
}

function lineBreaks(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}
