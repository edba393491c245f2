import { BLANK, DAY, FIRST, NAME_ALL, SECOND, THIRD, semicolons } from './common.ts';
import type { Outcome } from '../outcome.ts';

export const FIELDS: Readonly<Record<string, Outcome>> = {
  'fields-comment-first.csv': {
    error: [
      'fields-comment-first.csv:1: the header lacks the columns day (or data), shop (or loja), amount (or valor), items, note; found: "# exported 2025-02-01"',
      NAME_ALL,
    ],
  },
  'fields-comments.csv': {
    rows: [FIRST, SECOND],
    rejected: [
      [4, null, '# exported by ACME', 'must have 5 fields like the header, has 1'],
      [5, null, '-- end of file --', 'must have 5 fields like the header, has 1'],
    ],
  },
  'fields-delimiter-bar.csv': {
    rows: [FIRST, SECOND],
    notes: [
      'fields-delimiter-bar.csv: the fields are split by bars, with which the header names 5 of 5 columns; declare input: { delimiter: "|" } for the dataset to settle it',
    ],
  },
  'fields-delimiter-tab.csv': {
    rows: [FIRST, SECOND],
    notes: [
      'fields-delimiter-tab.csv: the fields are split by tabs, with which the header names 5 of 5 columns; declare input: { delimiter: "\\t" } for the dataset to settle it',
    ],
  },
  'fields-one-quoted-delimiter.csv': {
    rows: [['2025-01-01', 'a;b', '1.50', 1, null]],
    notes: [
      semicolons('fields-one-quoted-delimiter.csv'),
      'fields-one-quoted-delimiter.csv: amount: "1,50" is read as 1.50 because only a decimal comma fits the values of the column; declare decimal: \',\' and thousands: true for the column to settle it',
    ],
  },
  'fields-semicolons-in-comma-file.csv': {
    rows: [FIRST, THIRD],
    rejected: [[3, null, '2025-01-02;Sé;1.00;1;x', 'must have 5 fields like the header, has 1']],
  },
  'fields-sep-line-unknown.csv': {
    error: [
      'fields-sep-line-unknown.csv: the line "sep=:" names no delimiter that kpi reads',
      'fields may be split by commas, semicolons, tabs or bars',
    ],
  },
  'fields-sep-line.csv': {
    rows: [FIRST],
    notes: [
      'fields-sep-line.csv: amount: "10,50" is read as 10.50 because only a decimal comma fits the values of the column; declare decimal: \',\' and thousands: true for the column to settle it',
    ],
  },
  'fields-too-few.csv': {
    rows: [FIRST],
    rejected: [
      [3, null, '2025-01-02,Sé,1.00', 'must have 5 fields like the header, has 3'],
      [4, null, '2025-01-03', 'must have 5 fields like the header, has 1'],
    ],
  },
  // Thousands in a file of commas, without quotes: 1,000.00 is two fields.
  'fields-too-many.csv': {
    rows: [FIRST],
    rejected: [
      [3, null, '2025-01-02,Sé,1.00,1,a,b', 'must have 5 fields like the header, has 6'],
      [4, null, '2025-01-03,Sé,1,000.00,1,a', 'must have 5 fields like the header, has 6'],
    ],
  },
  // A total of the rows above would double the report.
  'fields-totals-row.csv': {
    rows: [
      ['2025-01-01', 'Lapa', '10.50', 3, null],
      ['2025-01-02', 'Sé', '20.00', 1, null],
    ],
    rejected: [
      [4, 'day', 'Total', DAY],
      [4, 'shop', '', BLANK],
    ],
    notes: [
      semicolons('fields-totals-row.csv'),
      'fields-totals-row.csv: amount: "10,50" is read as 10.50 because only a decimal comma fits the values of the column; declare decimal: \',\' and thousands: true for the column to settle it',
    ],
  },
};
