/** What many of the files share. */
import type { SalesRow } from '../outcome.ts';

export const FIRST: SalesRow = ['2025-01-01', 'Lapa', '10.50', 3, 'ok'];
export const SECOND: SalesRow = ['2025-01-02', 'Sé', '0.00', 0, null];
export const THIRD: SalesRow = ['2025-01-03', 'São João', '1234.56', 12, 'fim'];

export const DAY = 'must be a calendar date as YYYY-MM-DD';
export const AMOUNT = 'must be a number with a decimal point, such as 1234.56';
export const UTF8 = 'must be UTF-8 like the rest of the file';
export const MISPLACED =
  'a quote stands where it may not: a field with quotes is quoted whole, a quote inside it doubled';
export const UNCLOSED = 'a quote is opened and never closed';
export const BLANK = 'must not be blank';
export const NAME_ALL = 'the first line that is not empty must name every column of the dataset sales';
export const AGAIN = 'transfer or export the file again';
export const ON_DUPLICATE =
  'keep one row per key, or say what to do with them: --on-duplicate sum adds their measures up, last takes the last one, reject puts them all aside';
export const SAVE_SHEET = 'open it and save the sheet as "CSV UTF-8 (comma delimited)"';

export function semicolons(file: string): string {
  return (
    `${file}: the fields are split by semicolons, with which the header names 5 of 5 columns; ` +
    'declare input: { delimiter: ";" } for the dataset to settle it'
  );
}
