import { columnSchema } from '../columns/column-schema.ts';
import { plainNumber } from '../columns/number-text.ts';
import { quoteValue } from '../columns/quote-value.ts';
import type { Habits } from './habits.ts';
import { inferNumberType } from './infer-number-type.ts';
import { inferTimeType } from './infer-time-type.ts';
import type { TypeGuess } from './type-guess.ts';
import { hint } from './vocabulary.ts';

const FEW_ODD = 0.05;

type Pair = readonly [yes: string, no: string];
/** What means true and false to the loader; both of a pair must be there, but for the plainest. */
const WORDS: readonly Pair[] = [
  ['true', 'false'],
  ['yes', 'no'],
  ['sim', 'não'],
  ['sim', 'nao'],
  ['verdadeiro', 'falso'],
];
const SIGNS: readonly Pair[] = [
  ['t', 'f'],
  ['y', 'n'],
  ['s', 'n'],
  ['1', '0'],
];

/**
 * The narrowest type that every value fits.
 * @param values trimmed, blanks left out
 */
export function inferType(name: string, values: readonly string[], habits: Habits): TypeGuess {
  if (values.length === 0) return { column: { type: 'text' }, reason: 'no value in the sample' };
  const guess =
    inferBoolean(name, values) ??
    inferTimeType(name, values, habits) ??
    inferNumberType(name, values, habits) ??
    inferJson(values) ??
    inferText(values);
  // The loader decides what is right: a guess that it refuses would make the first load fail.
  const schema = columnSchema(guess.column, 'UTC');
  const refused = values.find((value) => !schema.safeParse(value).success);
  if (refused === undefined) return guess;
  return { column: { type: 'text' }, reason: `not all values are of one type, see ${quoteValue(refused)}` };
}

function inferBoolean(name: string, values: readonly string[]): TypeGuess | undefined {
  const seen = new Set<string>();
  for (const value of values) {
    seen.add(value.toLowerCase());
    if (seen.size > 2) return undefined;
  }
  const isPair = (yes: string, no: string) => [...seen].every((value) => value === yes || value === no);
  // S and N may be south and north, 1 and 0 numbers: there the name must say that it is a flag.
  const pairs = hint(name, 'flag') === undefined ? WORDS : [...WORDS, ...SIGNS];
  if (!pairs.some(([yes, no]) => isPair(yes, no) && (seen.size === 2 || yes === 'true'))) return undefined;
  return { column: { type: 'boolean' }, reason: `only ${[...seen].map(quoteValue).join(' and ')}` };
}

function inferJson(values: readonly string[]): TypeGuess | undefined {
  const isJson = values.every((value) => {
    if (!/^[[{]/.test(value)) return false;
    try {
      JSON.parse(value);
      return true;
    } catch {
      return false;
    }
  });
  return isJson ? { column: { type: 'json' }, reason: 'every value is a JSON object or list' } : undefined;
}

/** Shapes that people take for dates or numbers and the loader does not; said, so that nobody has to wonder. */
const UNREAD: readonly (readonly [shape: RegExp, what: string])[] = [
  [/^[+-]?(R\$|US\$|\$|€|£)\s*-?[\d.,]+$|^[+-]?[\d.,]+\s*(R\$|\$|€|£)$/, 'an amount with a currency sign'],
  [/^[+-]?[\d.,]+\s*%$/, 'a percentage with its sign'],
  [/^\([\d.,]+\)$/, 'a negative number in brackets'],
  [/^[+-]?\d+([.,]\d+)?[eE][+-]?\d+$/, 'a number with an exponent'],
  [/^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}/, 'a date in a form that kpi does not read'],
  [/^\d{1,2}[ -]\p{L}{3,9}[ -]\d{2,4}/u, 'a date in words'],
];

function inferText(values: readonly string[]): TypeGuess {
  const [first = ''] = values;
  const what = UNREAD.find(([shape]) => values.every((value) => shape.test(value)))?.[1];
  const reason = what === undefined ? 'text' : `${quoteValue(first)} looks like ${what}; kept as text`;
  return { column: { type: 'text' }, reason: nearlyNumbers(values) ?? reason };
}

/** A few odd values among numbers are more likely wrong than the column is text. */
function nearlyNumbers(values: readonly string[]): string | undefined {
  const odd = values.filter(
    (value) => plainNumber(value, '.', true) === undefined && plainNumber(value, ',', true) === undefined,
  );
  if (odd.length === 0 || odd.length > values.length * FEW_ODD) return undefined;
  return `all but ${odd.length} value(s) are numbers (${quoteValue(odd[0] ?? '')} is not); correct them and it can be added up`;
}
