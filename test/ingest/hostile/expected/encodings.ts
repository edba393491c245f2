import { FIRST, SECOND, THIRD, UTF8, semicolons } from './common.ts';
import type { Outcome } from '../outcome.ts';

export const ENCODINGS: Readonly<Record<string, Outcome>> = {
  // Files joined by cat: a mark in the middle is white space, not part of a value.
  'encoding-bom-inside.csv': {
    rows: [FIRST, ['2025-01-02', 'Sé', '1.00', 1, null], ['2025-01-03', 'x', '1.00', 1, null]],
  },
  'encoding-broken-utf-8.csv': {
    rows: [FIRST, SECOND, THIRD, ['2025-01-05', 'ok', '2.00', 1, null]],
    rejected: [[5, null, '2025-01-04,S\ufffd,1.00,1,cut', UTF8]],
  },
  'encoding-latin-1-semicolon.csv': {
    rows: [['2025-01-01', 'Sé', '10.50', 3, 'ação']],
    notes: [
      'encoding-latin-1-semicolon.csv: read as windows-1252 (byte 0xE9 in line 2 is not UTF-8); --encoding says otherwise',
      semicolons('encoding-latin-1-semicolon.csv'),
      'encoding-latin-1-semicolon.csv: amount: "10,50" is read as 10.50 because only a decimal comma fits the values of the column; declare decimal: \',\' and thousands: true for the column to settle it',
    ],
  },
  // One file of UTF-8 to which another program has added lines.
  'encoding-mixed.csv': {
    rows: [
      FIRST,
      SECOND,
      THIRD,
      ['2025-01-10', 'ok', '2.00', 1, null],
      ['2025-02-01', 'São João', '1.00', 1, 'ação'],
      ['2025-02-02', 'São João', '1.00', 1, 'ação'],
      ['2025-02-03', 'São João', '1.00', 1, 'ação'],
      ['2025-02-04', 'São João', '1.00', 1, 'ação'],
      ['2025-02-05', 'São João', '1.00', 1, 'ação'],
      ['2025-02-06', 'São João', '1.00', 1, 'ação'],
      ['2025-02-07', 'São João', '1.00', 1, 'ação'],
      ['2025-02-08', 'São João', '1.00', 1, 'ação'],
      ['2025-02-09', 'São João', '1.00', 1, 'ação'],
    ],
    rejected: [[14, null, '2025-01-09,S\ufffd,1.00,1,latin', UTF8]],
  },
  'encoding-overlong.csv': {
    rows: [FIRST, SECOND, THIRD, ['2025-01-05', 'ok', '2.00', 1, null]],
    rejected: [[5, null, '2025-01-04,a\ufffd\ufffdb,1.00,1,', UTF8]],
  },
  'encoding-surrogate.csv': {
    rows: [FIRST, SECOND, THIRD, ['2025-01-05', 'ok', '2.00', 1, null]],
    rejected: [[5, null, '2025-01-04,a\ufffd\ufffd\ufffdb,1.00,1,', UTF8]],
  },
  'encoding-utf-16-be-bom.csv': {
    rows: [FIRST, SECOND, THIRD],
  },
  'encoding-utf-16-be.csv': {
    rows: [FIRST, SECOND, THIRD],
    notes: [
      'encoding-utf-16-be.csv: read as utf-16be (every other byte is NUL, without a byte order mark); --encoding says otherwise',
    ],
  },
  'encoding-utf-16-cut.csv': {
    error: [
      'encoding-utf-16-cut.csv ends in the middle of a character of utf-16le: its last byte (offset 226) of 2 that belong together',
      'the file is cut off or in another encoding; export or transfer it again',
    ],
  },
  // Half a surrogate pair is no character; nothing takes its place.
  'encoding-utf-16-half-pair.csv': {
    rows: [FIRST, ['2025-01-03', 'x', '1.00', 1, null]],
    rejected: [[3, null, '2025-01-02,Sé,1.00,1,\ufffd', UTF8]],
  },
  'encoding-utf-16-le-bom.csv': {
    rows: [FIRST, SECOND, THIRD],
  },
  'encoding-utf-16-le.csv': {
    rows: [FIRST, SECOND, THIRD],
    notes: [
      'encoding-utf-16-le.csv: read as utf-16le (every other byte is NUL, without a byte order mark); --encoding says otherwise',
    ],
  },
  // Two files of Excel, joined: the second mark is white space.
  'encoding-utf-8-bom-twice.csv': {
    rows: [FIRST, SECOND, THIRD],
  },
  'encoding-utf-8-bom.csv': {
    rows: [FIRST, SECOND, THIRD],
  },
  'encoding-utf-8.csv': {
    rows: [FIRST, SECOND, THIRD],
  },
  'encoding-windows-1252.csv': {
    rows: [FIRST, SECOND, THIRD, ['2025-01-04', 'Café “Sol”', '1.00', 1, '€']],
    notes: [
      'encoding-windows-1252.csv: read as windows-1252 (byte 0xE9 in line 3 is not UTF-8); --encoding says otherwise',
    ],
  },
};
