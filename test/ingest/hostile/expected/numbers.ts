import { AMOUNT, BLANK, semicolons } from './common.ts';
import type { Outcome } from '../outcome.ts';

export const NUMBERS: Readonly<Record<string, Outcome>> = {
  // In a file of commas nothing speaks for a point between thousands.
  'numbers-ambiguous-comma-file.csv': {
    rows: [],
    rejected: [
      [2, 'amount', '1.234', 'must have at most 2 decimals'],
      [3, 'amount', '5.678', 'must have at most 2 decimals'],
    ],
  },
  // 1.234 in a file of semicolons: the column has no place for three decimals, and the user is told.
  'numbers-ambiguous.csv': {
    rows: [
      ['2025-01-01', 'Lapa', '1234.00', 1, null],
      ['2025-01-02', 'Sé', '5678.00', 2, null],
    ],
    notes: [
      semicolons('numbers-ambiguous.csv'),
      'numbers-ambiguous.csv: amount: "1.234" is read as 1234 because the column has no place for more than 2 decimals; declare decimal: \',\' and thousands: true for the column to settle it',
    ],
  },
  'numbers-blank.csv': {
    rows: [
      ['2025-01-03', 'c', '1.00', null, null],
      ['2025-01-04', 'd', '1.00', null, null],
    ],
    rejected: [
      [2, 'amount', '', BLANK],
      [3, 'amount', ' ', BLANK],
      [6, 'amount', '', BLANK],
    ],
  },
  'numbers-currency.csv': {
    rows: [],
    rejected: [
      [2, 'amount', 'R$ 10.50', AMOUNT],
      [3, 'amount', 'R$10.50', AMOUNT],
      [4, 'amount', '$5', AMOUNT],
      [5, 'amount', '€ 5', AMOUNT],
      [6, 'amount', '5 BRL', AMOUNT],
      [7, 'amount', '10%', AMOUNT],
      [8, 'amount', '5 un', AMOUNT],
    ],
  },
  'numbers-decimal-comma.csv': {
    rows: [
      ['2025-01-01', 'Lapa', '10.50', 3, null],
      ['2025-01-02', 'Sé', '0.05', 1, null],
    ],
    notes: [
      semicolons('numbers-decimal-comma.csv'),
      'numbers-decimal-comma.csv: amount: "10,50" is read as 10.50 because only a decimal comma fits the values of the column; declare decimal: \',\' and thousands: true for the column to settle it',
    ],
  },
  'numbers-huge.csv': {
    rows: [
      ['2025-01-01', 'a', '9999999999999999.99', 2147483647, null],
      ['2025-01-04', 'd', '-9999999999999999.99', -2147483648, null],
    ],
    rejected: [
      [3, 'amount', '10000000000000000.00', 'must have at most 16 digits before the point'],
      [4, 'items', '2147483648', 'must be at most 2147483647'],
      [6, 'items', '99999999999999999999', 'must be at most 2147483647'],
      [7, 'amount', '9'.repeat(400), 'must have at most 16 digits before the point'],
    ],
  },
  'numbers-integers.csv': {
    rows: [
      ['2025-01-03', 's2', '1.00', 7, null],
      ['2025-01-04', 's3', '1.00', 0, null],
      ['2025-01-05', 's4', '1.00', 7, null],
      ['2025-01-07', 's6', '1.00', 3, null],
      ['2025-01-09', 's8', '1.00', 1000, null],
    ],
    rejected: [
      [
        2,
        'items',
        '1.0',
        'must be a whole number, such as 1234 or 1,234, which is the form found in this file',
      ],
      [
        3,
        'items',
        '1.5',
        'must be a whole number, such as 1234 or 1,234, which is the form found in this file',
      ],
      [
        7,
        'items',
        '1e3',
        'must be a whole number, such as 1234 or 1,234, which is the form found in this file',
      ],
      [
        9,
        'items',
        'true',
        'must be a whole number, such as 1234 or 1,234, which is the form found in this file',
      ],
      [
        11,
        'items',
        '12abc',
        'must be a whole number, such as 1234 or 1,234, which is the form found in this file',
      ],
    ],
    notes: [
      'numbers-integers.csv: items: "1,000" is read as 1000 because only a decimal point fits the values of the column; declare thousands: \',\' for the column to settle it',
      'numbers-integers.csv: amount: the first rows do not show how values are written; later ones are read like those of other columns; declare their forms to settle it',
    ],
  },
  // A minus sign of typographers, a dash, a minus behind: all of them look like less.
  'numbers-minus-signs.csv': {
    rows: [['2025-01-01', 'a', '-5.00', 1, null]],
    rejected: [
      [3, 'amount', '\u22125.00', AMOUNT],
      [4, 'amount', '–5.00', AMOUNT],
      [5, 'amount', '5.00-', AMOUNT],
      [6, 'amount', '- 5.00', AMOUNT],
    ],
  },
  // One form per file: the rows that have another are put aside, not reinterpreted.
  'numbers-mixed-forms.csv': {
    rows: [
      ['2025-01-01', 'Lapa', '1234.56', 1, null],
      ['2025-01-04', 'y', '12.34', 1, null],
      ['2025-01-05', 'z', '7.89', 1, null],
    ],
    rejected: [
      [
        3,
        'amount',
        '1,234.56',
        'must be a number with a decimal comma, such as 1.234,56, which is the form found in this file',
      ],
      [
        4,
        'amount',
        '12.34',
        'must be a number with a decimal comma, such as 1.234,56, which is the form found in this file',
      ],
    ],
    notes: [
      semicolons('numbers-mixed-forms.csv'),
      'numbers-mixed-forms.csv: amount: "1.234,56" is read as 1234.56 because only a decimal comma fits the values of the column; declare decimal: \',\' and thousands: true for the column to settle it',
    ],
  },
  // Signs and zeros in front are numbers; what a spreadsheet or a program shows is not.
  'numbers-odd.csv': {
    rows: [
      ['2025-01-17', 's16', '5.00', 1, null],
      ['2025-01-18', 's17', '0.00', 1, null],
      ['2025-01-19', 's18', '0.00', 1, null],
      ['2025-01-20', 's19', '7.50', 1, null],
      ['2025-01-21', 's20', '0.00', 1, null],
      ['2025-01-23', 's22', '1.50', 1, null],
    ],
    rejected: [
      [2, 'amount', '1e5', AMOUNT],
      [3, 'amount', '1E+05', AMOUNT],
      [4, 'amount', '1.5e-3', AMOUNT],
      [5, 'amount', '0x10', AMOUNT],
      [6, 'amount', '1_000', AMOUNT],
      [7, 'amount', '½', AMOUNT],
      [8, 'amount', '١٢', AMOUNT],
      [9, 'amount', '１２', AMOUNT],
      [10, 'amount', 'NaN', AMOUNT],
      [11, 'amount', 'Infinity', AMOUNT],
      [12, 'amount', '-inf', AMOUNT],
      [13, 'amount', 'null', AMOUNT],
      [14, 'amount', 'N/A', AMOUNT],
      [15, 'amount', '-', AMOUNT],
      [16, 'amount', '.5', AMOUNT],
      [17, 'amount', '5.', AMOUNT],
      [23, 'amount', '1.005', 'must have at most 2 decimals'],
      [25, 'amount', '--1', AMOUNT],
      [26, 'amount', '1-', AMOUNT],
      [27, 'amount', '(1.00)', AMOUNT],
    ],
  },
  'numbers-spaces.csv': {
    rows: [
      ['2025-01-01', 'a', '10.50', 3, null],
      ['2025-01-03', 'c', '10.50', 1, null],
    ],
    rejected: [
      [3, 'amount', '1 234.50', AMOUNT],
      [5, 'amount', '1\u00a0234.50', AMOUNT],
      [6, 'amount', '1\u202f234.50', AMOUNT],
      [7, 'amount', "1'234.50", AMOUNT],
      [8, 'amount', '\u200b10.50', AMOUNT],
    ],
  },
  'numbers-thousands-us.csv': {
    rows: [
      ['2025-01-01', 'Lapa', '1234567.89', 1234, null],
      ['2025-01-02', 'Sé', '10.50', 3, null],
    ],
    notes: [
      'numbers-thousands-us.csv: amount: "1,234,567.89" is read as 1234567.89 because only a decimal point fits the values of the column; declare decimal: \'.\' and thousands: true for the column to settle it',
      'numbers-thousands-us.csv: items: "1,234" is read as 1234 because another column has the decimal point; declare thousands: \',\' for the column to settle it',
    ],
  },
  'numbers-thousands.csv': {
    rows: [
      ['2025-01-01', 'Lapa', '1234567.89', 1234, null],
      ['2025-01-02', 'Sé', '10.50', 3, null],
    ],
    notes: [
      semicolons('numbers-thousands.csv'),
      'numbers-thousands.csv: amount: "1.234.567,89" is read as 1234567.89 because only a decimal comma fits the values of the column; declare decimal: \',\' and thousands: true for the column to settle it',
      'numbers-thousands.csv: items: "1.234" is read as 1234 because another column has the decimal comma; declare thousands: \'.\' for the column to settle it',
    ],
  },
};
