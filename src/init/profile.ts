import type { Column } from '../datasets/definition.ts';
import { columnSchema } from '../columns/column-schema.ts';
import { quoteValue } from '../columns/quote-value.ts';
import { columnNames } from './column-names.ts';
import type { Habits } from '../inference/habits.ts';
import { habitsOf } from '../inference/habits-of.ts';
import { inferType } from '../inference/infer-type.ts';
import type { Sample } from './read-sample.ts';
import type { TypeGuess } from '../inference/type-guess.ts';

/** What a sample says about one column. */
export interface Profile extends TypeGuess {
  readonly name: string;
  readonly header: string;
  /** As the rows have them, trimmed; '' for a blank. */
  readonly values: readonly string[];
  /** The same as the database will tell them apart: `Sim` and `sim` are one. */
  readonly canonical: readonly string[];
  readonly blanks: number;
  /** Different values, blanks left out. */
  readonly distinct: number;
}

export interface LeftOut {
  readonly header: string;
  readonly reason: string;
}

export interface Profiles {
  readonly columns: readonly Profile[];
  /** Columns that no definition can name or no table can hold. */
  readonly leftOut: readonly LeftOut[];
}

export function profileColumns(sample: Sample, given: Pick<Habits, 'locale' | 'delimiter'>): Profiles {
  const names = columnNames(sample.headers);
  const valuesOf = (position: number) => sample.rows.map((row) => row[position]?.trim() ?? '');
  const all = sample.headers.map((header, position) => ({
    header,
    name: names[position],
    values: valuesOf(position),
  }));
  const filled = all.map(({ values }) => values.filter((value) => value !== ''));
  const habits = habitsOf(filled, given);
  const columns: Profile[] = [];
  const leftOut: LeftOut[] = [];
  for (const [position, { header, name, values }] of all.entries()) {
    const present = filled[position] ?? [];
    const reason = obstacle(header, name, present);
    if (name === undefined || reason !== undefined) {
      leftOut.push({ header: header === '' ? `column ${position + 1}` : header, reason: reason ?? '' });
      continue;
    }
    const guess = inferType(name, present, habits);
    const blanks = values.length - present.length;
    const canonical = canonicalValues(guess.column, values);
    columns.push({
      ...guess,
      name,
      header,
      values,
      canonical,
      blanks,
      distinct: new Set(canonical).size - (blanks > 0 ? 1 : 0),
      column: complete(guess.column, name, header, blanks),
    });
  }
  return { columns, leftOut };
}

function canonicalValues(column: Column, values: readonly string[]): readonly string[] {
  // Numerics are in no key, and there are many of them.
  if (['text', 'json', 'numeric'].includes(column.type)) return values;
  const schema = columnSchema(column, 'UTC');
  return values.map((value) => (value === '' ? '' : schema.parse(value)));
}

function complete(column: Column, name: string, header: string, blanks: number): Column {
  return {
    ...column,
    ...(header === name ? {} : { aliases: [header] }),
    ...(blanks === 0 ? {} : { nullable: true }),
  };
}

function obstacle(header: string, name: string | undefined, values: readonly string[]): string | undefined {
  if (values.some((value) => value.includes('\0'))) return 'it holds NUL characters, which no text may';
  if (name !== undefined) return undefined;
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(header.replaceAll(/[\s_-]/g, ''))
    ? `${quoteValue(header)} stands in the header more than once; rename one and it can be loaded`
    : 'it has no name in the header';
}
