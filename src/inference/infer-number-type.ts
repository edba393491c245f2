import { plainNumber, type NumberForm } from '../columns/number-text.ts';
import { quoteValue } from '../columns/quote-value.ts';
import type { Habits } from './habits.ts';
import { chooseNumberForm, SEPARATOR_NAMES, type NumberFormChoice } from './number-form.ts';
import type { TypeGuess } from './type-guess.ts';
import { hint } from './vocabulary.ts';

const INT4 = 2_147_483_647;
/** Whole numbers this long that all have one length are names of things: CPF, CNPJ, phone and card numbers. */
const ID_DIGITS = 10;
const USUAL_PRECISION = 18;

/** Undefined when the column holds no numbers. */
export function inferNumberType(
  name: string,
  values: readonly string[],
  habits: Habits,
): TypeGuess | undefined {
  const code = values.find((value) => /^0\d+$/.test(value));
  if (values.every((value) => /^\d+$/.test(value))) {
    if (code !== undefined) return text(`digits with leading zeros such as ${quoteValue(code)}: a code`);
    const length = sameLength(values);
    if (length >= ID_DIGITS) return text(`whole numbers of ${length} digits each: an id, not a quantity`);
  }
  if (values.every((value) => /^[+-]?\d+$/.test(value))) return wholeNumbers(name, values, habits);
  const form = chooseNumberForm(values, habits);
  if (form === undefined) return undefined;
  const plain = values.map((value) => plainNumber(value, form.decimal, form.thousands) ?? '');
  // What one column of a file does, another will once its values are large enough.
  const thousands = form.thousands || (habits.thousands === true && habits.decimal === form.decimal);
  return numeric(plain, { ...form, thousands }, describe(form));
}

function wholeNumbers(name: string, values: readonly string[], habits: Habits): TypeGuess {
  const word = hint(name, 'money');
  if (word !== undefined && hint(name, 'identifier') === undefined && hint(name, 'count') === undefined) {
    const why = `whole numbers so far; "${word}" may come with decimals`;
    return numeric(values, { decimal: habits.decimal ?? '.', thousands: habits.thousands === true }, why);
  }
  if (values.every((value) => Math.abs(Number(value)) <= INT4)) {
    return { column: { type: 'integer' }, reason: 'whole numbers' };
  }
  return numeric(values, { decimal: '.', thousands: false }, 'whole numbers of more than 4 bytes');
}

function numeric(plain: readonly string[], { decimal, thousands }: NumberForm, reason: string): TypeGuess {
  let [whole, decimals] = [0, 0];
  for (const value of plain) {
    const [before = '', after = ''] = value.replace(/^[+-]/, '').split('.');
    whole = Math.max(whole, before.length);
    decimals = Math.max(decimals, after.length);
  }
  // Room for values that the sample does not have: an even number of decimals, three more digits in front.
  const scale = Math.max(2, decimals + (decimals % 2));
  const precision = Math.max(USUAL_PRECISION, whole + 3 + scale);
  return {
    column: {
      type: 'numeric',
      precision,
      scale,
      ...(decimal === ',' ? { decimal } : {}),
      ...(thousands ? { thousands } : {}),
    },
    reason,
  };
}

function describe({ decimal, thousands, example, doubt }: NumberFormChoice): string {
  const value = quoteValue(example);
  if (doubt !== undefined)
    return `${value} is read ${thousands ? 'as thousands' : 'with three decimals'}: ${doubt}`;
  return `numbers with a decimal ${SEPARATOR_NAMES[decimal]}${thousands ? ' and separated thousands' : ''}, such as ${value}`;
}

function sameLength(values: readonly string[]): number {
  const [first = ''] = values;
  return values.every(({ length }) => length === first.length) ? first.length : 0;
}

function text(reason: string): TypeGuess {
  return { column: { type: 'text' }, reason };
}
