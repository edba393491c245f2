import { AMOUNT, DAY, FIRST, MISPLACED, SECOND, UNCLOSED, semicolons } from './common.ts';
import type { Outcome } from '../outcome.ts';

export const QUOTES: Readonly<Record<string, Outcome>> = {
  'quotes-all.csv': {
    rows: [FIRST, ['2025-01-02', 'Sé', '0.00', null, null]],
  },
  'quotes-backslash-escape.csv': {
    rows: [['2025-01-02', 'ok', '1.00', 1, null]],
    rejected: [[2, null, '2025-01-01,"a \\"b\\" c",1.00,1,', MISPLACED]],
  },
  // Lines are counted as an editor does.
  'quotes-header-with-newline.csv': {
    rows: [FIRST],
    rejected: [[4, 'amount', 'oops', AMOUNT]],
    notes: ['left out: ["free\\ntext"]'],
  },
  // The rows behind the broken one still tell how numbers are written.
  'quotes-stray-first.csv': {
    rows: [['2025-01-02', 'b', '1234.50', 1, null]],
    rejected: [
      [2, null, '2025-01-01;5" pipe;1,00;1;', MISPLACED],
      [4, 'day', '13/01/2025', DAY],
    ],
    notes: [
      semicolons('quotes-stray-first.csv'),
      'quotes-stray-first.csv: amount: "1.234,50" is read as 1234.50 because only a decimal comma fits the values of the column; declare decimal: \',\' and thousands: true for the column to settle it',
    ],
  },
  // To guess what was meant would be to invent; an apostrophe is no quote.
  'quotes-stray.csv': {
    rows: [
      ['2025-01-06', "'x'", '1.00', 1, null],
      ['2025-01-07', 'ok', '1.00', 1, null],
    ],
    rejected: [
      [2, null, '2025-01-01,5" pipe,1.00,1,', MISPLACED],
      [3, null, '2025-01-02,a "quoted" word,1.00,1,', MISPLACED],
      [4, null, '2025-01-03,"x"y,1.00,1,', MISPLACED],
      [5, null, '2025-01-04, "x",1.00,1,', MISPLACED],
      [6, null, '2025-01-05,"x" ,1.00,1,', MISPLACED],
    ],
  },
  'quotes-typographic.csv': {
    rows: [['2025-01-01', '“Lapa”', '1.00', 1, null]],
  },
  // Only the line with the quote is lost, not all that follow it.
  'quotes-unclosed-begin.csv': {
    rows: [SECOND, ['2025-01-03', 'x', '1.00', 1, null]],
    rejected: [[2, null, '2025-01-01,"Lapa,10.50,3,ok', UNCLOSED]],
  },
  'quotes-unclosed-end.csv': {
    rows: [FIRST, ['2025-01-02', 'x', '1.00', 1, null]],
    rejected: [[4, null, '2025-01-03,Sé,1.00,1,"never', UNCLOSED]],
  },
  'quotes-unclosed-first.csv': {
    rows: [
      ['2025-01-14', 'b', '1234.50', 1, null],
      ['2025-01-15', 'c', '0.50', 1, null],
    ],
    rejected: [[2, null, '13/01/2025;"a;1,00;1;', UNCLOSED]],
    notes: [
      semicolons('quotes-unclosed-first.csv'),
      'quotes-unclosed-first.csv: day: "14/01/2025" is read as 2025-01-14 because only DD/MM/YYYY fits the values of the column; declare format: DD/MM/YYYY for the column to settle it',
      'quotes-unclosed-first.csv: amount: "1.234,50" is read as 1234.50 because only a decimal comma fits the values of the column; declare decimal: \',\' and thousands: true for the column to settle it',
    ],
  },
  'quotes-unclosed-header.csv': {
    error: [
      'quotes-unclosed-header.csv:1: this line is no header: its quotes do not match',
      'the first line that is not empty must name the columns',
    ],
  },
  // The quote is "closed" by that of another row.
  'quotes-unclosed-middle.csv': {
    rows: [FIRST, ['2025-01-03', 'x', '1.00', 1, null], ['2025-01-04', 'y', '1.00', 1, null]],
    rejected: [[3, null, '2025-01-02,"Sé,0.00,0,', MISPLACED]],
  },
  'quotes-values.csv': {
    rows: [
      ['2025-01-01', 'a, b', '1.00', 1, 'say "hi"'],
      ['2025-01-02', 'two\nlines', '1.00', 1, 'CRLF\r\nhere'],
      ['2025-01-03', 'CR\rhere', '1.00', 1, '"'],
    ],
    rejected: [[8, 'amount', 'oops', AMOUNT]],
  },
  // What Excel makes of a CSV file that it has opened as text.
  'quotes-whole-row.csv': {
    rows: [SECOND],
    rejected: [[2, null, '2025-01-01,Lapa,10.50,3,ok', 'must have 5 fields like the header, has 1']],
  },
};
