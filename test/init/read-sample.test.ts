import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { readSample } from '../../src/init/read-sample.ts';
import { stdinSource, type Source } from '../../src/ingest/source.ts';
import { bytesSource } from '../support/text-source.ts';
import { inPieces } from '../support/streams.ts';

const TEXT = 'dia;cidade\r\n2025-03-31;São Paulo\r\n2025-03-31;Goiânia\r\n';
const rows = [
  ['2025-03-31', 'São Paulo'],
  ['2025-03-31', 'Goiânia'],
];

/** As a file is: it can be opened many times. */
function stored(bytes: Uint8Array): Source {
  return {
    name: 'x.csv',
    bytes: bytes.length,
    open: (events) => stdinSource(inPieces([bytes])).open(events),
  };
}

describe('readSample', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT), []],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${TEXT}`), []],
    ['UTF-16 as Excel saves "Unicode text"', iconv.encode(`\uFEFF${TEXT}`, 'utf-16le'), []],
    [
      'windows-1252 as Excel saves "CSV"',
      iconv.encode(TEXT, 'windows-1252'),
      ['x.csv: read as windows-1252 (byte 0xE3 in line 2 is not UTF-8)'],
    ],
  ])('takes %s', async (_, bytes, notes) => {
    expect(await readSample(bytesSource(bytes, 'x.csv'))).toMatchObject({
      headers: ['dia', 'cidade'],
      rows,
      delimiter: ';',
      notes,
    });
  });

  it('takes compressed files', async () => {
    expect(await readSample(stored(gzipSync(TEXT)))).toMatchObject({ rows, delimiter: ';', notes: [] });
  });

  it('names the line of a byte that makes no character', async () => {
    const broken = Buffer.concat([Buffer.from(`${TEXT}2025-04-01;`), Buffer.of(0xff), Buffer.from('\r\n')]);
    await expect(readSample(bytesSource(broken, 'x.csv'))).rejects.toThrow(
      'x.csv:4: a byte that is not UTF-8',
    );
  });
});
