import { columnSchema, type FieldSchema } from '../columns/column-schema.ts';
import type { Column } from '../datasets/definition.ts';
import type { Habits } from './habits.ts';
import { inferType } from './infer-type.ts';
import { snakeCase } from './snake-case.ts';

export interface ColumnGuess {
  /** @param value trimmed, not blank */
  see(value: string): void;
  /** The first values, and the later ones that those did not prepare for. */
  readonly values: readonly string[];
  /** The narrowest type that holds them; text where nothing was seen. Always nullable. */
  readonly result: (habits: Habits) => Column;
}

/** Later values are only checked, so that memory stays the same however long the file is. */
const KEPT_VALUES = 20_000;

/** A type for a column that no definition knows yet, found while its values pass by. */
export function guessColumn(header: string, given: Habits): ColumnGuess {
  const name = snakeCase(header);
  const values: string[] = [];
  const infer = (habits: Habits) => inferType(name, values, habits).column;
  let rule: FieldSchema | 'any text' | undefined;
  return {
    values,
    see: (value) => {
      if (rule === 'any text' || rule?.safeParse(value).success === true) return;
      values.push(value);
      if (values.length < KEPT_VALUES) return;
      const column = infer(given);
      rule = column.type === 'text' ? 'any text' : columnSchema(column, 'UTC');
    },
    result: (habits) => ({ ...infer(habits), nullable: true }),
  };
}
