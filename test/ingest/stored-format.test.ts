import { describe, expect, it } from 'vitest';
import type { Column } from '../../src/datasets/definition.ts';
import { detectFileFormat } from '../../src/ingest/file-format.ts';
import { withStoredFormat } from '../../src/ingest/stored-format.ts';
import { datasetOf } from '../support/dataset-of.ts';

const COLUMNS: Readonly<Record<string, Column>> = {
  day: { type: 'date' },
  at: { type: 'timestamptz' },
  amount: { type: 'numeric', precision: 18, scale: 3 },
  pieces: { type: 'integer' },
  note: { type: 'text' },
};

describe('a dataset with the stored format of a file', () => {
  it('has the delimiter and the forms that were found', () => {
    const formats = {
      amount: { decimal: ',', thousands: true },
      day: { format: 'DD/MM/YYYY' },
      pieces: { thousands: '.' },
    };
    const { input, columns } = withStoredFormat(datasetOf(COLUMNS), { delimiter: ';', formats });
    expect(input).toMatchObject({ delimiter: ';' });
    expect(columns).toMatchObject({
      amount: { decimal: ',', thousands: true, scale: 3 },
      day: { format: 'DD/MM/YYYY' },
      pieces: { thousands: '.' },
    });
  });

  it('keeps what is declared', () => {
    const declared = datasetOf({
      ...COLUMNS,
      day: { type: 'date', format: 'YYYYMMDD' },
      amount: { type: 'numeric', precision: 18, scale: 2, decimal: ',' },
    });
    const { columns } = withStoredFormat(declared, { delimiter: ',', formats: {} });
    expect(columns).toMatchObject({
      day: { format: 'YYYYMMDD' },
      amount: { decimal: ',', thousands: false },
    });
  });

  it('leaves nothing to be found out from a few rows', () => {
    const dataset = withStoredFormat(datasetOf(COLUMNS), { delimiter: ',', formats: {} });
    // By itself, in a project that speaks Portuguese, this row would read as 12 March and 1234.
    const sample = 'day,at,amount,pieces,note\n12/03/2025,12/03/2025 10:00,1.234,1,x\n';
    const found = detectFileFormat(sample, dataset, { name: 'a.csv', locale: 'pt-BR' });
    expect(found.dataset.columns).toEqual(dataset.columns);
    expect(found.notes).toEqual([]);
  });
});
