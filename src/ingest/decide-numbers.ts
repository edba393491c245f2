import { otherThan, plainNumber, type NumberForm } from '../columns/number-text.ts';
import { quoteValue } from '../columns/quote-value.ts';
import type { IntegerColumn, NumericColumn } from '../datasets/definition.ts';
import type { Habits } from '../inference/habits.ts';
import { mostRead } from '../inference/most-read.ts';
import { chooseNumberForm, hasSeparator, NUMBER_FORMS, SEPARATOR_NAMES } from '../inference/number-form.ts';
import type { DecidedColumn, OpenColumn } from './decided-column.ts';

type NumberColumn = IntegerColumn | NumericColumn;

/** Those by which a form can be chosen. */
export function readableNumbers(values: readonly string[]): readonly string[] {
  return mostRead(values, NUMBER_FORMS, (value, { decimal, thousands }) => {
    return plainNumber(value, decimal, thousands) !== undefined;
  });
}

export function decideNumbers(
  { name, column, values }: OpenColumn<NumberColumn>,
  habits: Habits,
): DecidedColumn {
  const choice = chooseNumberForm(values, habits, column.type === 'integer' ? 0 : column.scale);
  const example = column.type === 'integer' ? wholeExample(values, choice) : choice?.example;
  if (choice === undefined || example === undefined) return followNumbers(column, habits);
  const form = widened(choice, habits);
  const decided = written(column, form);
  const { doubt, guessed } = choice;
  if (!isUnusual(choice) && guessed !== true) return follower(column, decided);
  const value = plainNumber(example, choice.decimal, choice.thousands) ?? example;
  const why = doubt ?? `only a decimal ${SEPARATOR_NAMES[choice.decimal]} fits the values of the column`;
  const declare = declaration(column, form);
  return {
    column: decided,
    note: `${name}: ${quoteValue(example)} is read as ${value} because ${why}; declare ${declare} for the column to settle it`,
  };
}

/** Other values with separators have decimals, and are refused whatever is decided. */
function wholeExample(values: readonly string[], form: NumberForm | undefined): string | undefined {
  if (form?.thousands !== true) return undefined;
  return values.find(
    (value) => hasSeparator(value) && plainNumber(value, form.decimal, true)?.includes('.') === false,
  );
}

/** What one column of a file does, another will once its values are large enough. */
function followNumbers(column: NumberColumn, habits: Habits): DecidedColumn {
  if (habits.decimal === undefined) return { column };
  return follower(column, written(column, widened({ decimal: habits.decimal, thousands: false }, habits)));
}

/** Not told of an integer, where a separator has no other meaning. */
function follower(column: NumberColumn, decided: NumberColumn): DecidedColumn {
  return decided === column || column.type === 'integer'
    ? { column: decided }
    : { column: decided, follows: true };
}

/** Beside decimal commas a point can only separate thousands; commas do beside points where some column shows it. */
function widened(
  { decimal, thousands }: NumberForm,
  habits: Pick<Habits, 'decimal' | 'thousands'>,
): NumberForm {
  const likeOthers = habits.decimal === decimal && habits.thousands === true;
  return { decimal, thousands: thousands || decimal === ',' || likeOthers };
}

function isUnusual({ decimal, thousands }: NumberForm): boolean {
  return decimal !== '.' || thousands;
}

/** The column itself where nothing differs from what it says already. */
function written(column: NumberColumn, form: NumberForm): NumberColumn {
  if (!isUnusual(form)) return column;
  if (column.type === 'numeric') return { ...column, ...form, detected: true };
  return form.thousands ? { ...column, thousands: otherThan(form.decimal), detected: true } : column;
}

function declaration({ type }: NumberColumn, { decimal, thousands }: NumberForm): string {
  if (type === 'integer') return `thousands: '${otherThan(decimal)}'`;
  return `decimal: '${decimal}'${thousands ? ' and thousands: true' : ''}`;
}
