/** Each file in the folder `files` and what becomes of it. */
import { DATES } from './expected/dates.ts';
import { ENCODINGS } from './expected/encodings.ts';
import { FIELDS } from './expected/fields.ts';
import { HEADERS } from './expected/headers.ts';
import { KEYS } from './expected/keys.ts';
import { LINES } from './expected/lines.ts';
import { NUMBERS } from './expected/numbers.ts';
import { OTHERS } from './expected/others.ts';
import { QUOTES } from './expected/quotes.ts';
import { VALUES } from './expected/values.ts';
import type { Outcome } from './outcome.ts';

export const EXPECTED: Readonly<Record<string, Outcome>> = {
  ...ENCODINGS,
  ...LINES,
  ...QUOTES,
  ...HEADERS,
  ...FIELDS,
  ...NUMBERS,
  ...DATES,
  ...VALUES,
  ...KEYS,
  ...OTHERS,
};
