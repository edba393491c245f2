import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_RECORD_BYTES } from '../../../src/ingest/lanes/record-extent.ts';
import { anyBytes, wellFormed } from './support/record-cases.ts';
import {
  assertRecordsOfCsvParse,
  assertSameHoweverCut,
  assertTiled,
  splitRecords,
} from './support/split-records.ts';

describe('records', () => {
  it('of a well-formed text are those of csv-parse, however it is cut', () => {
    fc.assert(fc.property(wellFormed, assertRecordsOfCsvParse), { numRuns: 3000 });
  });

  it('of any bytes are the same however they are cut, and every byte belongs to one of them', () => {
    fc.assert(fc.property(anyBytes, assertSameHoweverCut), { numRuns: 3000 });
  });
});

describe('records near the limit', () => {
  const filler = (size: number) => 'x'.repeat(size);
  const CASES: Readonly<Record<string, string>> = {
    'as long as may be': `${filler(MAX_RECORD_BYTES)}\nb\n`,
    'one byte longer': `${filler(MAX_RECORD_BYTES + 1)}\nb\n`,
    'as long as may be, with a quoted line break': `"a\n",${filler(MAX_RECORD_BYTES - 5)}\nb\n`,
    'longer, with a quoted line break': `"a\n",${filler(MAX_RECORD_BYTES)}\nb\n`,
    'with a quote behind the limit': `"a\n",${filler(MAX_RECORD_BYTES)}"x\nb\n`,
    'whose quote closes at the limit': `"${filler(MAX_RECORD_BYTES - 2)}"\nb\n`,
    'whose quote closes behind the limit': `"a\n${filler(MAX_RECORD_BYTES)}"\nb\n`,
    'whose quote never closes': `"a\n${filler(2 * MAX_RECORD_BYTES)}\nb\n`,
    'whose quote never closes, in one line': `a,"${filler(2 * MAX_RECORD_BYTES)}\nb\n`,
    'with a misplaced quote in a line without end': `a"${filler(2 * MAX_RECORD_BYTES)}`,
    'that end with half a CRLF': `${filler(MAX_RECORD_BYTES - 1)}\r\nb\r\n`,
  };

  it.each(Object.entries(CASES))('%s are the same however they are cut', (_, text) => {
    const bytes = Buffer.from(text);
    const pieces = splitRecords(bytes, ',', [bytes.length]);
    assertTiled(bytes, pieces);
    for (const chunks of [
      [1 << 18],
      [65_536],
      [300_001],
      [MAX_RECORD_BYTES, 1],
      [MAX_RECORD_BYTES + 1, 1, 1],
    ]) {
      expect(splitRecords(bytes, ',', chunks)).toEqual(pieces);
    }
  });
});
