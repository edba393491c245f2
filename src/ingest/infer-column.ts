import type { Column } from '../datasets/definition.ts';
import { columnSchema, type FieldSchema } from './column-schema.ts';

export interface ColumnGuess {
  /** @param value not blank */
  see(value: string): void;
  /** The narrowest type that holds everything seen; text where nothing was. */
  readonly result: () => Column;
}

const CANDIDATES: readonly Column[] = [
  { type: 'integer' },
  { type: 'date' },
  { type: 'date', format: 'DD/MM/YYYY' },
  { type: 'date', format: 'MM/DD/YYYY' },
  { type: 'numeric', precision: 38, scale: 10 },
  { type: 'numeric', precision: 38, scale: 10, decimal: ',', thousands: true },
  { type: 'timestamptz' },
  { type: 'boolean' },
];

/** A type for a column that no definition knows yet, found while its values pass by. */
export function guessColumn(timeZone: string | undefined): ColumnGuess {
  let open: readonly (readonly [Column, FieldSchema])[] = CANDIDATES.map((column) => [
    column,
    columnSchema(column, timeZone),
  ]);
  let seen = false;
  let scale = 2;
  return {
    see: (value) => {
      seen = true;
      // 00123 is a code, not a number.
      const isCode = /^[+-]?0\d/.test(value);
      open = open.filter(([column, schema]) => {
        const isNumber = column.type === 'integer' || column.type === 'numeric';
        return !(isCode && isNumber) && schema.safeParse(value).success;
      });
      scale = Math.max(scale, /[.,](\d+)$/.exec(value)?.[1]?.length ?? 0);
    },
    result: () => {
      const column = seen ? open[0]?.[0] : undefined;
      if (column === undefined) return { type: 'text', nullable: true };
      if (column.type !== 'numeric') return { ...column, nullable: true };
      return { ...column, precision: 18 + Math.max(0, scale - 2), scale, nullable: true };
    },
  };
}
