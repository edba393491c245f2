import { AGAIN, FIRST, NAME_ALL, SAVE_SHEET, SECOND, THIRD } from './common.ts';
import type { Outcome } from '../outcome.ts';

export const OTHERS: Readonly<Record<string, Outcome>> = {
  // Any bytes are windows-1252, so the header decides.
  'other-binary.csv': {
    error: [
      'other-binary.csv:1: the header lacks the columns day (or data), shop (or loja), amount (or valor), items, note; found: "T\ufffdæ/xÁ"',
      NAME_ALL,
    ],
    notes: [
      'other-binary.csv: read as windows-1252 (byte 0x9D in line 1 is not UTF-8); --encoding says otherwise',
    ],
  },
  // Brackets in a header make no markup.
  'other-csv-with-brackets.csv': {
    rows: [['2025-01-01', 'Lapa', '10.50', 3, '{"a": 1}']],
    notes: ['left out: ["[note]"]'],
  },
  'other-gzip-corrupt.csv.gz': {
    error: [
      'other-gzip-corrupt.csv.gz is damaged: its gzip data makes no sense (invalid distance too far back)',
      AGAIN,
    ],
  },
  'other-gzip-cut.csv.gz': {
    error: ['other-gzip-cut.csv.gz is cut off: its gzip data has no end', AGAIN],
  },
  'other-gzip-members.csv.gz': {
    rows: [FIRST, SECOND, THIRD],
  },
  'other-gzip-named-csv.csv': {
    rows: [FIRST, SECOND, THIRD],
  },
  'other-gzip-then-text.csv.gz': {
    error: [
      'other-gzip-then-text.csv.gz is damaged: its gzip data makes no sense (incorrect header check)',
      AGAIN,
    ],
  },
  'other-gzip.csv.gz': {
    rows: [FIRST, SECOND, THIRD],
  },
  'other-html-table.csv': {
    error: [
      'other-html-table.csv is a web page, not CSV text',
      'open it in a browser: it may ask to sign in; then download the CSV again',
    ],
  },
  'other-html.csv': {
    error: [
      'other-html.csv is a web page, not CSV text',
      'open it in a browser: it may ask to sign in; then download the CSV again',
    ],
  },
  'other-json-object.csv': {
    error: [
      'other-json-object.csv is JSON, not CSV text',
      'look at it: it may tell an error; then export the table as CSV',
    ],
  },
  'other-json.csv': {
    error: [
      'other-json.csv is JSON, not CSV text',
      'look at it: it may tell an error; then export the table as CSV',
    ],
  },
  'other-nul-bytes-only.csv': {
    error: [
      'other-nul-bytes-only.csv:1: the header lacks the columns day (or data), shop (or loja), amount (or valor), items, note; found: "\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000…"',
      NAME_ALL,
    ],
  },
  'other-pdf.csv': {
    error: ['other-pdf.csv is a PDF document, not CSV text', 'export the table that is printed in it as CSV'],
  },
  'other-xls.csv': {
    error: ['other-xls.csv is an old Excel workbook (.xls), not CSV text', SAVE_SHEET],
  },
  'other-xlsx.csv': {
    error: ['other-xlsx.csv is a spreadsheet, not CSV text', SAVE_SHEET],
  },
  'other-xml.csv': {
    error: [
      'other-xml.csv is an XML document, not CSV text',
      'look at it: it may tell an error; then export the table as CSV',
    ],
  },
  'other-zip.csv': {
    error: [
      'other-zip.csv is a ZIP archive, not CSV text',
      '`unzip -p other-zip.csv | kpi ingest -` reads what is inside',
    ],
  },
};
