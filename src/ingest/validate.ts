import type { Dataset } from '../datasets/definition.ts';
import type { HeaderMatch } from './match-header.ts';
import type { CsvRecord } from './read-records.ts';
import { rowSchema, type RowSchema, type RowValues } from './row-schema.ts';

export interface ParsedRow {
  readonly line: number;
  readonly values: RowValues;
}

/** One broken rule. A row with several broken fields gives several. */
export interface Rejection {
  readonly line: number;
  /** Null when the rule is about the row as a whole. */
  readonly column: string | null;
  readonly value: string;
  readonly rule: string;
}

export type Validation =
  | { readonly ok: true; readonly row: ParsedRow }
  | { readonly ok: false; readonly rejections: readonly Rejection[] };

/** The slow lane: the definition of what a right row is, and the source of every message about a wrong one. */
export function rowValidator(dataset: Dataset, header: HeaderMatch): (record: CsvRecord) => Validation {
  const schema: RowSchema = rowSchema(dataset);
  const columns = [...header.positions];
  return ({ line, fields }) => {
    if (fields.length !== header.width)
      return { ok: false, rejections: [wrongWidth(line, fields, header.width)] };
    const raw: Record<string, string> = {};
    for (const [column, position] of columns) raw[column] = fields[position] ?? '';
    const parsed = schema.safeParse(raw);
    if (parsed.success) return { ok: true, row: { line, values: parsed.data } };
    const rejections = parsed.error.issues.map((issue) => {
      const column = String(issue.path[0]);
      return { line, column, value: raw[column] ?? '', rule: issue.message };
    });
    return { ok: false, rejections };
  };
}

function wrongWidth(line: number, fields: readonly string[], width: number): Rejection {
  return {
    line,
    column: null,
    value: fields.join(','),
    rule: `must have ${width} fields like the header, has ${fields.length}`,
  };
}
