import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchHeader } from '../../src/ingest/match-header.ts';
import { rowValidator } from '../../src/ingest/validate.ts';
import { draftDataset } from '../../src/init/draft.ts';
import { readSample } from '../../src/init/read-sample.ts';
import { migrationOf } from '../../src/init/write-migration.ts';
import { useTemporaryFolder } from '../support/kpi.ts';
import { textSource } from '../support/text-source.ts';
import { readBack } from './support/read-draft.ts';
import { day } from './support/draft-of.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** Columns of one kind of value each, and of any text. */
const cells = fc.oneof(
  fc.constant(fc.integer({ min: -1e12, max: 1e12 }).map(String)),
  fc.constant(fc.integer({ min: 0, max: 3 }).map(String)),
  fc.constant(fc.nat(99_999).map((value) => String(value).padStart(5, '0'))),
  fc.constant(fc.double({ noNaN: true, noDefaultInfinity: true }).map(String)),
  fc.constant(fc.float({ min: 0, max: 1e6, noNaN: true }).map((value) => value.toFixed(2).replace('.', ','))),
  fc.constant(fc.nat(9_999_999).map((value) => value.toLocaleString('pt-BR'))),
  fc.constant(fc.nat(9_999_999).map((value) => (value / 100).toLocaleString('en-US'))),
  fc.constant(fc.constantFrom('sim', 'não', 'Sim')),
  fc.constant(fc.constantFrom('1', '0', 'true', '')),
  fc.constant(fc.nat(800).map((count) => day(count).split('-').reverse().join('/'))),
  fc.constant(fc.nat(800).map((count) => `${day(count)}T10:00:00Z`)),
  fc.constant(fc.nat(800).map((count) => day(count).replaceAll('-', ''))),
  fc.constant(fc.json()),
  fc.constant(fc.string({ unit: 'grapheme', maxLength: 12 })),
  fc.constant(fc.string({ unit: 'binary', maxLength: 6 })),
);
const header = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom(
    'valor',
    'Preço',
    'is_new',
    'id',
    'region',
    "'; drop table x; --",
    '"q"',
    'y',
    'no',
    'null',
    '~',
  ),
);

const file = fc
  .record({
    delimiter: fc.constantFrom(...DELIMITERS),
    columns: fc.array(fc.tuple(header, cells), { minLength: 1, maxLength: 6 }),
    rows: fc.integer({ min: 1, max: 30 }),
  })
  .chain(({ delimiter, columns, rows }) =>
    fc
      .tuple(...columns.map(([, cell]) => fc.array(cell, { minLength: rows, maxLength: rows })))
      .map((values) => {
        const lines = [
          ['the_day', ...columns.map(([name]) => name)],
          ...Array.from({ length: rows }, (_, row) => [
            day(row),
            ...values.map((column) => column[row] ?? ''),
          ]),
        ];
        const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
        return lines.map((line) => line.map(quote).join(delimiter)).join('\n');
      }),
  );

describe('an inferred definition', async () => {
  const folder = await useTemporaryFolder();

  it('passes the schema of kpi.yaml and accepts every row of its sample', async () => {
    await fc.assert(
      fc.asyncProperty(file, async (text) => {
        const source = textSource(text, 'any.csv', 4096);
        const { delimiter, ...sample } = await readSample(source);
        const draft = draftDataset({ sample, delimiter, locale: 'pt-BR' });
        const dataset = await readBack(draft, folder);
        const record = { line: 1, fields: sample.headers };
        const validate = rowValidator(dataset, matchHeader(record, dataset, 'any.csv'));
        const keys = new Set<string>();
        for (const fields of sample.rows) {
          const validation = validate({ line: 2, fields });
          expect(validation).toMatchObject({ ok: true });
          if (validation.ok) keys.add(JSON.stringify(draft.key?.map((name) => validation.row.values[name])));
        }
        if (draft.key !== null) expect(keys.size).toBe(sample.rows.length);
        expect(migrationOf(draft)).toMatch(/^create schema if not exists "bi";\ncreate table "bi"."any" \(/);
      }),
      { numRuns: 300 },
    );
  });
});
