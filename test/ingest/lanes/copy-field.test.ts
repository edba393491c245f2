import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../../src/db/sql.ts';
import { copyLine } from '../../../src/ingest/lanes/copy-field.ts';
import { inPieces } from '../../support/streams.ts';
import { useTestDatabase } from '../../support/test-database.ts';

const FORM = { delimiter: 0x09, lineEnd: '\n' } as const;

describe('a line for COPY', () => {
  it.each([
    ['a\tb', 'a\\tb'],
    ['a\nb', 'a\\nb'],
    ['a\rb', 'a\\rb'],
    ['a\\b', 'a\\\\b'],
    ['\\N', '\\\\N'],
    ['\\.', '\\\\.'],
    ['a,b', 'a,b'],
    ['"quoted", \'single\'', '"quoted", \'single\''],
  ])('escapes %j', (value, expected) => {
    expect(copyLine([value], FORM)).toBe(`${expected}\n`);
  });

  it('escapes the sign that separates, and no other', () => {
    expect(copyLine(['a,b|c', '1'], { delimiter: 0x2c, lineEnd: '\r\n' })).toBe('a\\,b|c,1\r\n');
    expect(copyLine(['a,b|c', '1'], { delimiter: 0x7c, lineEnd: '\r' })).toBe('a,b\\|c|1\r');
  });

  it('writes what is null as nothing', () => {
    expect(copyLine([null, 'a', null], FORM)).toBe('\ta\t\n');
  });
});

describe('COPY', () => {
  const { db } = useTestDatabase();

  beforeAll(() =>
    db.transaction((tx) => tx.runScript('create table texts (line bigint primary key, a text, b text)')),
  );

  it('brings back every text as it was, with every separator and line end', async () => {
    // PostgreSQL holds every character but NUL; a value is never empty, because nothing at all is null.
    const anyText = fc
      .string({
        unit: fc.oneof(
          fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
          fc.constantFrom(
            '\\',
            '\t',
            '\n',
            '\r',
            '\b',
            '\v',
            'N',
            '.',
            '"',
            ',',
            ';',
            '|',
            'n',
            't',
            'x41',
            '101',
          ),
        ),
        maxLength: 12,
      })
      .map((text) => text.replaceAll('\0', ''));
    const value = anyText.map((text) => (text === '' ? null : text));
    const forms = fc.record({
      delimiter: fc.constantFrom('\t', ',', ';', '|'),
      lineEnd: fc.constantFrom('\n' as const, '\r\n' as const, '\r' as const),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(value, value), { maxLength: 50 }), forms, async (pairs, form) => {
        const rows = pairs.map(([a, b], line) => ({ line: String(line), a, b }));
        const found = await db.transaction(
          async (tx) => {
            const lines = rows.map(({ line, a, b }) =>
              copyLine([line, a, b], { ...form, delimiter: form.delimiter.charCodeAt(0) }),
            );
            const delimiter = { '\t': sql`e'\\t'`, ',': sql`','`, ';': sql`';'`, '|': sql`'|'` }[
              form.delimiter
            ];
            const copy = sql`copy texts (line, a, b) from stdin (delimiter ${delimiter}, null '')`;
            expect(await tx.copyIn(copy, inPieces(lines))).toBe(rows.length);
            return tx.query(sql`select line, a, b from texts order by line`);
          },
          { rehearse: true },
        );
        expect(found).toEqual(rows);
      }),
      { numRuns: 60 },
    );
  });
});
