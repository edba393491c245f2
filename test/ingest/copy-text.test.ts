import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/sql.ts';
import { toCopyText } from '../../src/ingest/copy-text.ts';
import type { ParsedRow } from '../../src/ingest/validate.ts';
import { collect, inPieces } from '../support/streams.ts';
import { useTestDatabase } from '../support/test-database.ts';

const copyText = async (rows: readonly ParsedRow[], columns: readonly string[]) =>
  (await collect(toCopyText(inPieces(rows), columns))).join('');

describe('toCopyText', () => {
  it('writes the line, then the columns in the order asked for', async () => {
    const row = { line: 7, values: { b: '2', a: '1', c: 'left out' } };
    expect(await copyText([row, { ...row, line: 8 }], ['a', 'b'])).toBe('7\t1\t2\n8\t1\t2\n');
  });

  it.each([
    ['a\tb', 'a\\tb'],
    ['a\nb', 'a\\nb'],
    ['a\rb', 'a\\rb'],
    ['a\\b', 'a\\\\b'],
    ['\\N', '\\\\N'],
    ['\\.', '\\\\.'],
    ['', ''],
    ['"quoted", \'single\'', '"quoted", \'single\''],
  ])('escapes %j', async (value, expected) => {
    expect(await copyText([{ line: 1, values: { a: value } }], ['a'])).toBe(`1\t${expected}\n`);
  });

  it('writes in large pieces, and none when there are no rows', async () => {
    const rows = Array.from({ length: 10_000 }, (_, index) => ({
      line: index,
      values: { a: 'x'.repeat(40) },
    }));
    const pieces = await collect(toCopyText(inPieces(rows), ['a']));
    expect(pieces.join('')).toBe(rows.map(({ line, values }) => `${line}\t${values.a}\n`).join(''));
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.length).toBeLessThan(20);
    expect(await collect(toCopyText(inPieces([]), ['a']))).toEqual([]);
  });
});

describe('COPY', () => {
  const { db } = useTestDatabase();

  beforeAll(() =>
    db.transaction((tx) => tx.runScript('create table texts (line bigint primary key, a text, b text)')),
  );

  const roundTrip = (rows: readonly ParsedRow[]) =>
    db.transaction(
      async (tx) => {
        const copied = await tx.copyIn(
          sql`copy texts (line, a, b) from stdin`,
          toCopyText(inPieces(rows), ['a', 'b']),
        );
        expect(copied).toBe(rows.length);
        return tx.query<{ line: string; a: string; b: string }>(
          sql`select line, a, b from texts order by line`,
        );
      },
      { rehearse: true },
    );

  it('brings back every text as it was', async () => {
    // PostgreSQL holds every character but NUL.
    const anyText = fc
      .string({
        unit: fc.oneof(
          fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
          fc.constantFrom('\\', '\t', '\n', '\r', '\b', '\v', 'N', '.', '"', ',', 'n', 't', 'x41', '101'),
        ),
        maxLength: 12,
      })
      .map((text) => text.replaceAll('\0', ''));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(anyText, anyText), { maxLength: 50 }), async (pairs) => {
        const rows = pairs.map(([a, b], line) => ({ line, values: { a, b } }));
        expect(await roundTrip(rows)).toEqual(
          rows.map(({ line, values }) => ({ line: String(line), ...values })),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('brings back more rows than fit into one piece', async () => {
    const rows = Array.from({ length: 5000 }, (_, line) => ({
      line,
      values: { a: `${line}\n💳`.repeat(9), b: '' },
    }));
    const found = await roundTrip(rows);
    expect(found).toHaveLength(5000);
    expect(found[4999]).toEqual({ line: '4999', a: '4999\n💳'.repeat(9), b: '' });
  });
});
