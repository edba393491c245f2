import { otherThan, type NumberForm } from '../columns/number-text.ts';
import type { Column } from '../datasets/definition.ts';
import { orderOf, provenOrder } from './day-format.ts';
import type { DayOrder, Habits } from './habits.ts';
import { provenForm } from './number-form.ts';

/**
 * What some columns prove, for the others that are in doubt. Contradictory proofs prove nothing.
 * @param values of each column, trimmed, blanks left out
 * @param declared columns of the same file whose form is known already
 */
export function habitsOf(
  values: readonly (readonly string[])[],
  given: Pick<Habits, 'locale' | 'delimiter'>,
  declared: readonly Column[] = [],
): Habits {
  const forms = [...values.map(provenForm), ...declared.map(declaredForm)];
  return {
    ...given,
    dayOrder: unanimous([...values.map(provenOrder), ...declared.map(declaredOrder)]),
    decimal: unanimous(forms.map((form) => form?.decimal)),
    thousands: forms.some((form) => form?.thousands === true),
  };
}

/** How a definition says that the numbers of a column are written; undefined when it does not. */
export function declaredForm(column: Column): NumberForm | undefined {
  if (column.type === 'integer' && column.thousands !== undefined)
    return { decimal: otherThan(column.thousands), thousands: true };
  if (column.type !== 'numeric' || (column.decimal ?? column.thousands) === undefined) return undefined;
  return { decimal: column.decimal ?? '.', thousands: column.thousands === true };
}

function declaredOrder(column: Column): DayOrder | undefined {
  const format = column.type === 'date' || column.type === 'timestamptz' ? column.format : undefined;
  return format === undefined ? undefined : orderOf(format);
}

/** What all who vote agree upon. */
function unanimous<T>(votes: readonly (T | undefined)[]): T | undefined {
  const [first, ...others] = new Set(votes.filter((vote) => vote !== undefined));
  return others.length === 0 ? first : undefined;
}
