import { plainNumber } from '../ingest/column-schema.ts';
import { quoteValue } from '../ingest/quote-value.ts';
import type { Habits, TypeGuess } from './type-guess.ts';
import { hint } from './vocabulary.ts';

const INT4 = 2_147_483_647;
/** Whole numbers this long that all have one length are names of things: CPF, CNPJ, phone and card numbers. */
const ID_DIGITS = 10;
const USUAL_PRECISION = 18;

interface Reading {
  readonly decimal: '.' | ',';
  readonly thousands: boolean;
  readonly why: string;
}

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
  const reading = readingOf(values, habits);
  if (reading === undefined) return undefined;
  const plain = values.map((value) => plainNumber(value, reading.decimal, reading.thousands) ?? '');
  // What one column of a file does, another will once its values are large enough.
  const thousands = reading.thousands || (habits.thousands === true && habits.decimal === reading.decimal);
  return numeric(plain, { ...reading, thousands }, reading.why);
}

/** The decimal separator that the values allow no doubt about; undefined where they do. */
export function provenDecimal(values: readonly string[]): '.' | ',' | undefined {
  const [reading, ...others] = readings(values);
  if (reading === undefined || others.some(({ decimal }) => decimal !== reading.decimal)) return undefined;
  return values.some((value) => /[.,]/.test(value)) ? reading.decimal : undefined;
}

/** Whether the values separate their thousands and leave no doubt that they do. */
export function provesThousands(values: readonly string[]): boolean {
  return provenDecimal(values) !== undefined && readings(values)[0]?.thousands === true;
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

function numeric(
  plain: readonly string[],
  { decimal, thousands }: Pick<Reading, 'decimal' | 'thousands'>,
  reason: string,
): TypeGuess {
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

function readingOf(values: readonly string[], habits: Habits): Reading | undefined {
  const possible = readings(values);
  const [first] = possible;
  if (first === undefined) return undefined;
  const rival = possible.find(({ decimal }) => decimal !== first.decimal);
  const separator = first.decimal === '.' ? 'point' : 'comma';
  const example = quoteValue(values.find((value) => /[.,]/.test(value)) ?? '');
  if (rival === undefined) {
    const grouped = first.thousands ? ' and separated thousands' : '';
    return { ...first, why: `numbers with a decimal ${separator}${grouped}, such as ${example}` };
  }
  // Only `1.234` and its like come here: three digits after each separator.
  const decimalAs = (decimal: '.' | ',', why: string): Reading => ({
    ...(possible.find((reading) => reading.decimal === decimal) ?? first),
    why: `${example} is read ${decimal === first.decimal ? 'with three decimals' : 'as thousands'}: ${why}`,
  });
  const long = values.find((value) => /^[+-]?\d{4,}$/.test(value));
  if (long !== undefined)
    return decimalAs(first.decimal, `${quoteValue(long)} does not separate its thousands`);
  if (habits.decimal !== undefined) {
    return decimalAs(
      habits.decimal,
      `another column has the decimal ${habits.decimal === '.' ? 'point' : 'comma'}`,
    );
  }
  const bare = values.find((value) => /^[+-]?\d{1,3}$/.test(value));
  if (bare !== undefined) {
    return decimalAs(rival.decimal, `${quoteValue(bare)} has none, as a number below a thousand would`);
  }
  if (habits.delimiter === ',')
    return decimalAs('.', 'no value tells, and a comma already splits the fields');
  const usual = habits.locale === 'pt-BR' ? ',' : '.';
  return decimalAs(usual, `no value tells, and ${habits.locale} writes numbers so`);
}

/** The ways to read all values as numbers, those without separated thousands first. */
function readings(values: readonly string[]): Omit<Reading, 'why'>[] {
  const separated = values.some((value) => /[.,]/.test(value));
  if (!separated) return [];
  // Leading zeros are no thousands: `0.125` is a decimal.
  const zero = values.some((value) => /^[+-]?0[.,]/.test(value));
  const ways = [
    { decimal: '.', thousands: false },
    { decimal: ',', thousands: false },
    { decimal: '.', thousands: true },
    { decimal: ',', thousands: true },
  ] as const;
  const possible = ways.filter(({ decimal, thousands }) => {
    if (!values.every((value) => plainNumber(value, decimal, thousands) !== undefined)) return false;
    const group = decimal === '.' ? ',' : '.';
    return !(thousands && zero && values.some((value) => new RegExp(`^[+-]?0\\${group}`).test(value)));
  });
  return possible.filter(
    ({ decimal, thousands }) =>
      !thousands || !possible.some((other) => other.decimal === decimal && !other.thousands),
  );
}

function sameLength(values: readonly string[]): number {
  const [first = ''] = values;
  return values.every(({ length }) => length === first.length) ? first.length : 0;
}

function text(reason: string): TypeGuess {
  return { column: { type: 'text' }, reason };
}
