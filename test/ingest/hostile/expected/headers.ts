import { AMOUNT, DAY, FIRST, NAME_ALL, SECOND, THIRD, semicolons } from './common.ts';
import type { Outcome } from '../outcome.ts';

export const HEADERS: Readonly<Record<string, Outcome>> = {
  'header-alias-and-name.csv': {
    error: ['header-alias-and-name.csv:1: "shop" and "loja" are both the column shop', 'keep one of them'],
  },
  'header-aliases.csv': {
    rows: [FIRST],
    notes: [
      semicolons('header-aliases.csv'),
      'header-aliases.csv: amount: "10,50" is read as 10.50 because only a decimal comma fits the values of the column; declare decimal: \',\' and thousands: true for the column to settle it',
    ],
  },
  // With commas declared, a line of semicolons is a line of text.
  'header-blank-lines-only.csv': {
    error: [
      'header-blank-lines-only.csv:4: the header lacks the columns day (or data), shop (or loja), amount (or valor), items, note; found: ";;;"',
      NAME_ALL,
    ],
  },
  'header-duplicate.csv': {
    error: ['header-duplicate.csv:1: "amount" and "amount" are both the column amount', 'keep one of them'],
  },
  'header-empty-file.csv': {
    error: [
      'header-empty-file.csv is empty: it has no header line',
      'the first line must name the columns of the dataset sales',
    ],
  },
  'header-extra.csv': {
    rows: [FIRST],
    notes: ['left out: ["city",""]'],
  },
  'header-far-down.csv': {
    error: [
      'header-far-down.csv:1: the header lacks the columns day (or data), shop (or loja), amount (or valor), items, note; found: "Sales"',
      NAME_ALL,
    ],
  },
  'header-fullwidth.csv': {
    rows: [FIRST],
  },
  'header-missing.csv': {
    error: [
      'header-missing.csv:1: the header lacks the column amount (or valor); found: "day", "shop", "items", "note"',
      NAME_ALL,
    ],
  },
  'header-misspelt.csv': {
    error: [
      'header-misspelt.csv:1: the header lacks the column amount (or valor); found: "day", "shop", "amuont", "items", "note"',
      'did you mean "amuont"? use --map amuont=amount',
    ],
  },
  // A first row that is data is lost by readers that do not look.
  'header-none.csv': {
    error: [
      'header-none.csv:1: the header lacks the columns day (or data), shop (or loja), amount (or valor), items, note; found: "2025-01-01", "Lapa", "10.50", "3", "ok"',
      NAME_ALL,
    ],
  },
  'header-one-column.csv': {
    error: [
      'header-one-column.csv:1: the header lacks the columns shop (or loja), amount (or valor), items, note; found: "day"',
      NAME_ALL,
    ],
  },
  'header-only-bom.csv': {
    error: [
      'header-only-bom.csv is empty: it has no header line',
      'the first line must name the columns of the dataset sales',
    ],
  },
  'header-only-no-newline.csv': {
    rows: [],
  },
  'header-only.csv': {
    rows: [],
  },
  'header-order.csv': {
    rows: [FIRST],
  },
  // Files joined by cat: the second header is no row.
  'header-second-in-the-middle.csv': {
    rows: [FIRST, SECOND, THIRD],
    rejected: [
      [4, 'day', 'day', DAY],
      [4, 'amount', 'amount', AMOUNT],
      [4, 'items', 'items', 'must be a whole number'],
    ],
  },
  'header-title-line.csv': {
    error: [
      'header-title-line.csv:1: the header lacks the columns day (or data), shop (or loja), amount (or valor), items, note; found: "Sales report January"',
      NAME_ALL,
    ],
  },
};
