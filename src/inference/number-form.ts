/** Which separators a column's numbers have: what its values prove, and what else decides where they do not. */
import { otherThan, plainNumber, type NumberForm, type Separator } from '../columns/number-text.ts';
import { quoteValue } from '../columns/quote-value.ts';
import type { Habits } from './habits.ts';

/** Those without separated thousands first: they are what is meant where both read a value. */
export const NUMBER_FORMS: readonly NumberForm[] = [
  { decimal: '.', thousands: false },
  { decimal: ',', thousands: false },
  { decimal: '.', thousands: true },
  { decimal: ',', thousands: true },
];

export interface NumberFormChoice extends NumberForm {
  /** The first value with a separator. */
  readonly example: string;
  /** Why this form, where the values leave another one; undefined where they do not. */
  readonly doubt?: string;
  /** Nothing in the file tells: it is read as the locale writes. */
  readonly guessed?: true;
}

/**
 * The form of all values; undefined when no value has a separator or no form reads them all.
 * @param decimals the most that a value may have, where a definition says it
 */
export function chooseNumberForm(
  values: readonly string[],
  habits: Habits,
  decimals = Infinity,
): NumberFormChoice | undefined {
  const possible = formsOf(values);
  const [first] = possible;
  const example = values.find(hasSeparator);
  if (first === undefined || example === undefined) return undefined;
  const rival = possible.find(({ decimal }) => decimal !== first.decimal);
  if (rival === undefined) return { ...first, example };
  // Only `1.234` and its like come here: three digits after the one separator. `first` reads it as a decimal.
  const why = inDoubt(values, habits, decimals, first.decimal);
  const usual = habits.locale === 'pt-BR' ? ',' : '.';
  const [decimal, doubt] = why ?? [usual, `no value tells, and ${habits.locale} writes numbers so`];
  const form = decimal === first.decimal ? first : rival;
  return { ...form, example, doubt, ...(why === undefined ? { guessed: true } : {}) };
}

/** The form that the values allow no doubt about; undefined where they do. */
export function provenForm(values: readonly string[]): NumberForm | undefined {
  const [form, ...others] = formsOf(values);
  return others.some(({ decimal }) => decimal !== form?.decimal) ? undefined : form;
}

export function hasSeparator(value: string): boolean {
  return value.includes('.') || value.includes(',');
}

function inDoubt(
  values: readonly string[],
  { decimal, delimiter }: Habits,
  decimals: number,
  asDecimal: Separator,
): [decimal: Separator, why: string] | undefined {
  const asThousands = otherThan(asDecimal);
  if (decimal !== undefined) return [decimal, `another column has the decimal ${SEPARATOR_NAMES[decimal]}`];
  const long = values.find((value) => /^[+-]?\d{4,}$/.test(value));
  // Where no decimals may be, the separator is not one because another value goes without.
  if (long !== undefined && decimals > 0)
    return [asDecimal, `${quoteValue(long)} does not separate its thousands`];
  if (delimiter === ',') return ['.', 'no value tells, and a comma already splits the fields'];
  const fine = values.find((value) => decimalsOf(value, asDecimal) > decimals);
  if (fine !== undefined) return [asThousands, `the column has no place for more than ${decimals} decimals`];
  const bare = values.find((value) => /^[+-]?\d{1,3}$/.test(value));
  if (bare !== undefined)
    return [asThousands, `${quoteValue(bare)} has none, as a number below a thousand would`];
  return undefined;
}

export const SEPARATOR_NAMES: Readonly<Record<Separator, string>> = { '.': 'point', ',': 'comma' };

/**
 * The ways to read all values as numbers, without separated thousands where that is enough; none when nothing is
 * separated in any of them.
 */
function formsOf(values: readonly string[]): NumberForm[] {
  if (!values.some(hasSeparator)) return [];
  const possible: NumberForm[] = [];
  for (const form of NUMBER_FORMS) {
    if (possible.some(({ decimal }) => decimal === form.decimal)) continue;
    if (values.every((value) => plainNumber(value, form.decimal, form.thousands) !== undefined))
      possible.push(form);
  }
  return possible;
}

/** Zeros at the end carry no value. */
function decimalsOf(value: string, decimal: Separator): number {
  return (value.split(decimal)[1] ?? '').replace(/0+$/, '').length;
}
