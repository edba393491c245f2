import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Column } from '../../src/datasets/definition.ts';
import { findHeader } from '../../src/ingest/file-beginning.ts';
import { detectFileFormat } from '../../src/ingest/file-format.ts';
import { readsAsDeclared } from '../../src/ingest/reads-as-declared.ts';
import { datasetOf } from '../support/dataset-of.ts';

const USUAL = {
  day: { type: 'date' },
  at: { type: 'timestamptz', nullable: true },
  amount: { type: 'numeric', precision: 18, scale: 2 },
  items: { type: 'integer', nullable: true },
} as const satisfies Record<string, Column>;

/** Whether it sees that nothing is to be decided, and what is decided by those who look at every value. */
function tryBoth(columns: Record<string, Column>, rows: readonly string[], end = '\n') {
  const dataset = datasetOf(columns);
  const text = [Object.keys(columns).join(','), ...rows].map((line) => `${line}${end}`).join('');
  const begin = { bytes: Buffer.from(text), whole: true };
  let certain: boolean | undefined;
  const found = detectFileFormat(text, dataset, {
    name: 'x.csv',
    whole: true,
    readsAsDeclared: (format) => {
      certain = readsAsDeclared(begin, findHeader(begin, format, 'x.csv'), dataset, format);
      return false;
    },
  });
  return { certain, decided: found.dataset !== dataset || found.notes.length > 0 };
}

describe('readsAsDeclared', () => {
  it.each<[string, Record<string, Column>, string[]]>([
    ['the usual forms', USUAL, ['2025-03-31,2025-03-31T10:00:00Z,1234.56,12', '2025-04-01,,7,']],
    [
      'a declared format of days',
      { ...USUAL, day: { type: 'date', format: 'DD/MM/YYYY' } },
      ['31/03/2025,,1.5,2'],
    ],
  ])('is certain of %s', (_, columns, rows) => {
    expect(tryBoth(columns, rows)).toEqual({ certain: true, decided: false });
    expect(tryBoth(columns, rows, '\r\n')).toEqual({ certain: true, decided: false });
  });

  it.each<[string, Record<string, Column>, string[]]>([
    ['decimal commas', USUAL, ['2025-03-31,,"1,5",2']],
    ['days that lead with the day', USUAL, ['31/03/2025,,1.5,2']],
    ['separated thousands of an integer', USUAL, ['2025-03-31,,1.50,1.234']],
    [
      'a point before three digits, which may separate thousands',
      { ...USUAL, amount: { type: 'numeric', precision: 18, scale: 3 } },
      ['2025-03-31,,1.234,2'],
    ],
    [
      'a declared form, which columns without a sign of their own follow',
      { ...USUAL, tax: { type: 'numeric', precision: 18, scale: 2, decimal: ',' } },
      ['2025-03-31,,12,2,7'],
    ],
    ['a row that lacks fields', USUAL, ['2025-03-31,,1.5,2', 'x']],
  ])('is not certain of %s', (_, columns, rows) => {
    expect(tryBoth(columns, rows).certain).toBe(false);
  });

  it('is certain only where those who look at every value decide nothing', () => {
    const value = fc.oneof(
      fc.constantFrom(
        '1.234',
        '1,234',
        '12',
        '1234.5',
        '1.5',
        '-7',
        '',
        '2025-03-31',
        '03/04/2025',
        '20250331',
        'x',
      ),
      fc.integer({ min: -1e9, max: 1e9 }).map(String),
    );
    const column = fc.constantFrom<Column>(
      { type: 'numeric', precision: 18, scale: 2, nullable: true },
      { type: 'numeric', precision: 18, scale: 4, nullable: true },
      { type: 'numeric', precision: 18, scale: 2, decimal: ',', nullable: true },
      { type: 'integer', nullable: true },
      { type: 'integer', thousands: '.', nullable: true },
      { type: 'date', nullable: true },
      { type: 'date', format: 'DD/MM/YYYY', nullable: true },
      { type: 'timestamptz', nullable: true },
      { type: 'text', nullable: true },
    );
    let certain = 0;
    fc.assert(
      fc.property(
        fc.array(column, { minLength: 1, maxLength: 3 }),
        fc.array(fc.array(value, { minLength: 3, maxLength: 3 }), { maxLength: 4 }),
        (columns, rows) => {
          const named = { day: USUAL.day, ...Object.fromEntries(columns.map((one, i) => [`c${i}`, one])) };
          const lines = rows.map((row) => ['2025-01-31', ...row.slice(0, columns.length)].join(','));
          const both = tryBoth(named, lines);
          if (both.certain === true) certain += 1;
          expect(both.certain === true && both.decided).toBe(false);
        },
      ),
      { numRuns: 3000 },
    );
    // Else it would say nothing.
    expect(certain).toBeGreaterThan(100);
  });
});
