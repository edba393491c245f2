/** The rules of one row, derived from the dataset definition: text in, the same value in canonical text out. */
import * as z from 'zod';
import type { Column, Dataset } from '../datasets/definition.ts';
import { columnSchema, type FieldSchema } from '../columns/column-schema.ts';

/** Column name → text that PostgreSQL reads back as exactly that value; null where a blank is allowed. */
export type RowValues = Record<string, string | null>;
export type RowSchema = z.ZodType<RowValues>;

export function rowSchema(dataset: Dataset): RowSchema {
  const shape = Object.entries(dataset.columns).map(([name, column]) => {
    const values = dataset.dimensions[name]?.values;
    const plain = columnSchema(column, dataset.timeZone);
    const schema = name === dataset.timeColumn && column.type === 'timestamptz' ? withDay(plain) : plain;
    return [name, optional(column, values === undefined ? schema : oneOf(values, schema))] as const;
  });
  return z.object(Object.fromEntries(shape));
}

/**
 * A moment of the first or last day may be one of the year before 1 or of 10000 where the dataset lives, which no
 * `BusinessDay` is. Programs write the first one where they have no moment: 0001-01-01T00:00:00Z.
 */
function withDay(schema: FieldSchema): FieldSchema {
  return schema.refine(
    (text) => !/^(0001-01-01|9999-12-31)/.test(text),
    'must be a moment after 0001-01-01 and before 9999-12-31',
  );
}

function oneOf(values: readonly string[], schema: FieldSchema): FieldSchema {
  return schema.refine((text) => values.includes(text), `must be one of ${values.join(', ')}`);
}

function optional(column: Column, schema: FieldSchema): z.ZodType<string | null, string> {
  if (column.nullable !== true) return schema;
  // Not a union of both: that has one message for all, and no rule in it.
  return z.string().transform((text, context) => {
    if (text.trim() === '') return null;
    const parsed = schema.safeParse(text);
    if (parsed.success) return parsed.data;
    for (const { message } of parsed.error.issues) context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}
