import { AMOUNT, BLANK, DAY, FIRST, SECOND } from './common.ts';
import type { Outcome } from '../outcome.ts';

export const VALUES: Readonly<Record<string, Outcome>> = {
  // What means something to COPY means nothing in a file.
  'values-backslashes.csv': {
    rows: [
      ['2025-01-01', '\\.', '1.00', 1, '\\N'],
      ['2025-01-02', '\\N', '1.00', 1, '\\'],
      ['2025-01-03', 'a\\tb', '1.00', 1, 'C:\\new\\table'],
      ['2025-01-04', '\\', '1.00', 1, '\\x41\\101'],
    ],
  },
  'values-blank-required.csv': {
    rows: [],
    rejected: [
      [2, 'shop', '', BLANK],
      [3, 'shop', ' ', BLANK],
      [4, 'shop', '\u00a0', BLANK],
      [5, 'shop', '', BLANK],
      [6, 'day', '', BLANK],
    ],
  },
  // Control characters are kept, and never reach a terminal unescaped.
  'values-control.csv': {
    rows: [
      ['2025-01-01', 'a\u0001b', '1.00', 1, '\u0007bell'],
      ['2025-01-02', 'a\tb', '1.00', 1, 'tab'],
      ['2025-01-03', '\u001b[31mred', '1.00', 1, '\u0008'],
      ['2025-01-04', 'a\u000bb', '1.00', 1, '\u007f'],
    ],
    rejected: [[6, 'amount', '\u001b[31m1', AMOUNT]],
  },
  // The end of data for COPY: what follows is not lost.
  'values-end-of-copy.csv': {
    rows: [FIRST, SECOND],
    rejected: [[3, null, '\\.', 'must have 5 fields like the header, has 1']],
  },
  'values-formulas.csv': {
    rows: [
      ['2025-01-01', '=1+1', '1.00', 1, '=HYPERLINK("http://x","y")'],
      ['2025-01-03', '="b"', '1.00', 1, null],
      ['2025-01-04', "'007", '1.00', 1, '@SUM(A1)'],
    ],
    rejected: [[3, 'amount', '=1+1', AMOUNT]],
  },
  // Characters are counted, not bytes.
  'values-long.csv': {
    rows: [
      [
        '2025-01-01',
        'éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé',
        '1.00',
        1,
        'x'.repeat(20000),
      ],
      [
        '2025-01-03',
        '💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳',
        '1.00',
        1,
        null,
      ],
      [
        '2025-01-04',
        '💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳💳',
        '1.00',
        1,
        null,
      ],
    ],
    rejected: [
      [
        3,
        'shop',
        'ééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé',
        'must have at most 80 characters',
      ],
    ],
  },
  'values-nul.csv': {
    rows: [FIRST, ['2025-01-05', 'd', '1.00', 1, null]],
    rejected: [
      [3, 'shop', 'a\u0000b', 'must not hold a NUL character'],
      [4, 'note', 'x\u0000', 'must not hold a NUL character'],
      [5, 'amount', '1\u0000.00', AMOUNT],
    ],
  },
  'values-several-wrong.csv': {
    rows: [],
    rejected: [
      [2, 'day', '2025-02-30', DAY],
      [2, 'shop', '', BLANK],
      [2, 'amount', 'oops', AMOUNT],
      [2, 'items', '1.5', 'must be a whole number'],
    ],
  },
  'values-spreadsheet-errors.csv': {
    rows: [['2025-01-01', '#REF!', '1.00', 1, '#N/A']],
    rejected: [
      [3, 'amount', '#REF!', AMOUNT],
      [4, 'amount', '#DIV/0!', AMOUNT],
      [5, 'items', '#VALUE!', 'must be a whole number'],
      [6, 'day', '#NAME?', DAY],
    ],
  },
  // Nothing is normalised; white space around a value is layout in every script.
  'values-unicode.csv': {
    rows: [
      ['2025-01-01', '💳🏳\ufe0f\u200d🌈', '1.00', 1, 'e\u0301 vs é'],
      ['2025-01-02', 'מכולת', '1.00', 1, '\u202eabc'],
      ['2025-01-03', '日本語', '1.00', 1, 'Zalgo\u0338\u0335'],
      ['2025-01-04', 'a\u2028b', '1.00', 1, '\u0085'],
      ['2025-01-05', '\u200b', '1.00', 1, 'zero width'],
      ['2025-01-06', 'x', '1.00', 1, null],
      ['2025-01-07', '\uffff\ufdd0', '1.00', 1, null],
    ],
  },
};
