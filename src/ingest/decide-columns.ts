import type {
  Dataset,
  DateColumn,
  IntegerColumn,
  NumericColumn,
  TimestampColumn,
} from '../datasets/definition.ts';
import type { Habits } from '../inference/habits.ts';
import { declaredForm, habitsOf } from '../inference/habits-of.ts';
import { decideDays, followDays, readableDays } from './decide-days.ts';
import { decideNumbers, readableNumbers } from './decide-numbers.ts';
import type { DecidedColumn, Decisions, OpenColumn } from './decided-column.ts';
import type { HeaderMatch } from './match-header.ts';
import type { CsvRecord } from './read-records.ts';

/** The written form of every number, date and moment that the definition leaves open: one for the whole file. */
export function decideColumns(
  { columns, timeZone }: Dataset,
  header: HeaderMatch,
  rows: readonly CsvRecord[],
  given: Pick<Habits, 'locale' | 'delimiter'>,
): Decisions {
  const even = rows.filter(({ fields }) => fields.length === header.width);
  const seen = (name: string) => differentValues(even, header.positions.get(name) ?? -1);
  const numbers: OpenColumn<IntegerColumn | NumericColumn>[] = [];
  const days: OpenColumn<DateColumn | TimestampColumn>[] = [];
  for (const [name, column] of Object.entries(columns)) {
    if ((column.type === 'integer' || column.type === 'numeric') && declaredForm(column) === undefined)
      numbers.push({ name, column, values: readableNumbers(seen(name)) });
    if ((column.type === 'date' || column.type === 'timestamptz') && column.format === undefined)
      days.push({ name, column, values: readableDays(column, seen(name), given.locale) });
  }
  const values = [...numbers, ...days].map((open) => open.values);
  const habits = habitsOf(values, given, Object.values(columns));
  const decided = days.map((open) => ({ ...open, decided: decideDays(open, habits, timeZone) }));
  const shown = decided.filter((open) => open.values.length > 0).map((open) => open.decided.column.format);
  const decisions = new Map<string, DecidedColumn>(
    decided.map((open) => [
      open.name,
      open.values.length > 0 ? open.decided : followDays(open.column, shown),
    ]),
  );
  for (const open of numbers) decisions.set(open.name, decideNumbers(open, habits));
  return decisions;
}

/** Trimmed, blanks left out. */
function differentValues(rows: readonly CsvRecord[], position: number): string[] {
  const values = new Set(rows.map(({ fields }) => fields[position]?.trim() ?? ''));
  values.delete('');
  return [...values];
}
