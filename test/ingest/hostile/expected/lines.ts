import { AMOUNT, FIRST, SECOND, THIRD } from './common.ts';
import type { Outcome } from '../outcome.ts';

export const LINES: Readonly<Record<string, Outcome>> = {
  // The end of a file in DOS: visible as a row of its own, and not taken for one.
  'lines-control-z.csv': {
    rows: [FIRST, SECOND],
    rejected: [[4, null, '\u001a', 'must have 5 fields like the header, has 1']],
  },
  'lines-cr.csv': {
    rows: [FIRST, SECOND, THIRD],
  },
  // CRLF translated twice: every second line is empty.
  'lines-crcrlf.csv': {
    rows: [FIRST, SECOND],
  },
  'lines-crlf.csv': {
    rows: [FIRST, SECOND, THIRD],
  },
  'lines-empty-between.csv': {
    rows: [FIRST, SECOND],
    rejected: [[8, 'amount', 'oops', AMOUNT]],
  },
  'lines-half-crlf-at-end.csv': {
    rows: [FIRST, SECOND],
  },
  'lines-leading-empty.csv': {
    rows: [FIRST],
    rejected: [[7, 'amount', 'oops', AMOUNT]],
  },
  'lines-mixed.csv': {
    rows: [FIRST, SECOND, THIRD],
    rejected: [[5, 'amount', 'oops', AMOUNT]],
  },
  'lines-no-last-newline.csv': {
    rows: [FIRST, SECOND],
  },
  // Wider than the table: a blank row of a spreadsheet.
  'lines-separators-only-first.csv': {
    rows: [FIRST],
  },
  // Which of the fields are too many, nobody knows.
  'lines-trailing-separators-rows-only.csv': {
    rows: [SECOND],
    rejected: [[2, null, '2025-01-01,Lapa,10.50,3,ok,,', 'must have 5 fields like the header, has 7']],
  },
  'lines-trailing-separators.csv': {
    rows: [FIRST, SECOND],
    notes: ['left out: [""]'],
  },
};
