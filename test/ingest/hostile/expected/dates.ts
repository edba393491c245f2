import { DAY, semicolons } from './common.ts';
import type { Outcome } from '../outcome.ts';

export const DATES: Readonly<Record<string, Outcome>> = {
  'dates-ambiguous.csv': {
    rows: [
      ['2025-02-01', 'Lapa', '1.00', 1, null],
      ['2025-04-03', 'Sé', '1.00', 1, null],
    ],
    notes: [
      'dates-ambiguous.csv: day: "01/02/2025" is read as 2025-02-01 because no value tells day from month, and pt-BR writes it so; declare format: DD/MM/YYYY for the column to settle it',
    ],
  },
  'dates-american.csv': {
    rows: [
      ['2025-01-02', 'Lapa', '1.00', 1, null],
      ['2025-02-13', 'Sé', '1.00', 1, null],
    ],
    notes: [
      'dates-american.csv: day: "02/13/2025" is read as 2025-02-13 because only MM/DD/YYYY fits the values of the column; declare format: MM/DD/YYYY for the column to settle it',
    ],
  },
  // The order of the first rows counts for all.
  'dates-both-orders.csv': {
    rows: [
      ['2025-02-13', 'a', '1.00', 1, null],
      ['2025-02-14', 'b', '1.00', 1, null],
    ],
    rejected: [
      [4, 'day', '02/15/2025', 'must be a calendar date as DD/MM/YYYY, which is the form found in this file'],
    ],
    notes: [
      semicolons('dates-both-orders.csv'),
      'dates-both-orders.csv: day: "13/02/2025" is read as 2025-02-13 because only DD/MM/YYYY fits the values of the column; declare format: DD/MM/YYYY for the column to settle it',
      'dates-both-orders.csv: amount: "1,00" is read as 1.00 because only a decimal comma fits the values of the column; declare decimal: \',\' and thousands: true for the column to settle it',
    ],
  },
  'dates-brazilian.csv': {
    rows: [
      ['2024-02-29', 'x', '1.00', 1, null],
      ['2025-02-01', 'Lapa', '1.00', 1, null],
      ['2025-02-13', 'Sé', '1.00', 1, null],
    ],
    rejected: [
      [5, 'day', '29/02/2025', 'must be a calendar date as DD/MM/YYYY, which is the form found in this file'],
    ],
    notes: [
      semicolons('dates-brazilian.csv'),
      'dates-brazilian.csv: day: "13/02/2025" is read as 2025-02-13 because only DD/MM/YYYY fits the values of the column; declare format: DD/MM/YYYY for the column to settle it',
      'dates-brazilian.csv: amount: "1,00" is read as 1.00 because only a decimal comma fits the values of the column; declare decimal: \',\' and thousands: true for the column to settle it',
    ],
  },
  'dates-compact.csv': {
    rows: [['2025-01-01', 'a', '1.00', 1, null]],
    rejected: [
      [3, 'day', '20250230', 'must be a calendar date as YYYYMMDD, which is the form found in this file'],
    ],
    notes: [
      'dates-compact.csv: day: "20250101" is read as 2025-01-01 because only YYYYMMDD fits the values of the column; declare format: YYYYMMDD for the column to settle it',
    ],
  },
  'dates-impossible.csv': {
    rows: [
      ['0001-01-01', 's10', '1.00', 1, null],
      ['2000-02-29', 's3', '1.00', 1, null],
      ['2024-02-29', 's1', '1.00', 1, null],
      ['9999-12-31', 's11', '1.00', 1, null],
    ],
    rejected: [
      [2, 'day', '2025-02-29', DAY],
      [4, 'day', '1900-02-29', DAY],
      [6, 'day', '2025-04-31', DAY],
      [7, 'day', '2025-13-01', DAY],
      [8, 'day', '2025-00-10', DAY],
      [9, 'day', '2025-01-00', DAY],
      [10, 'day', '2025-01-32', DAY],
      [11, 'day', '0000-01-01', DAY],
      [14, 'day', '10000-01-01', DAY],
      [15, 'day', '-2025-01-01', DAY],
    ],
  },
  'dates-odd.csv': {
    rows: [
      ['2025-01-01', 's0', '1.00', 1, null],
      ['2025-01-05', 's16', '1.00', 1, null],
    ],
    rejected: [
      [3, 'day', '2025-1-2', DAY],
      [4, 'day', '2025/01/02', DAY],
      [5, 'day', '02/01/2025', DAY],
      [6, 'day', '2025-01-02 00:00:00', DAY],
      [7, 'day', '2025-01-02T00:00:00Z', DAY],
      [8, 'day', '45658', DAY],
      [9, 'day', '1735689600', DAY],
      [10, 'day', 'Jan 2 2025', DAY],
      [11, 'day', '2 de janeiro', DAY],
      [12, 'day', 'today', DAY],
      [13, 'day', 'infinity', DAY],
      [14, 'day', '0000-00-00', DAY],
      [15, 'day', '2025-W01', DAY],
      [16, 'day', '2025-001', DAY],
      [17, 'day', '２０２５-01-02', DAY],
      [19, 'day', '25-01-02', DAY],
    ],
  },
  // As POSIX has it: 69 to 99 are of the last century.
  'dates-two-digit-years.csv': {
    rows: [
      ['1969-12-31', 'b', '1.00', 1, null],
      ['2068-12-31', 'a', '1.00', 1, null],
    ],
    notes: [
      semicolons('dates-two-digit-years.csv'),
      'dates-two-digit-years.csv: day: "31/12/68" is read as 2068-12-31 because only DD/MM/YY fits the values of the column; declare format: DD/MM/YY for the column to settle it',
      'dates-two-digit-years.csv: amount: "1,00" is read as 1.00 because only a decimal comma fits the values of the column; declare decimal: \',\' and thousands: true for the column to settle it',
    ],
  },
};
