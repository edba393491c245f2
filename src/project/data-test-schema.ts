/** Data tests as kpi.yaml writes them. */
import * as z from 'zod';
import { parseDay } from '../analysis/calendar.ts';
import type { DataTest } from '../datasets/data-test.ts';
import { record, word } from './words.ts';

const name = z.string().min(1);
const base = {
  name: z.string().min(1).max(100).exactOptional().describe('Default: the kind and its columns'),
  severity: word(['warn', 'fail']).exactOptional().describe('fail undoes the load; default: warn'),
};
const kind = <const Kind extends string>(value: Kind) => z.literal(value);
const bound = z.union([
  z.number(),
  z.string().refine((text) => parseDay(text) !== undefined, 'must be a number, or a day as YYYY-MM-DD'),
]);
const value = z.union([z.string(), z.number(), z.boolean()]);
const rows = z.int().min(0);

export const dataTestSchema = z.discriminatedUnion(
  'kind',
  [
    record({ kind: kind('not_null'), columns: z.array(name).min(1), ...base }),
    record({ kind: kind('accepted_values'), column: name, values: z.array(value).min(1), ...base }),
    record({
      kind: kind('range'),
      column: name,
      min: bound.exactOptional(),
      max: bound.exactOptional(),
      ...base,
    }),
    record({ kind: kind('unique'), columns: z.array(name).min(1).exactOptional(), ...base }),
    record({ kind: kind('freshness'), max_age_days: z.int().min(0), ...base }),
    record({
      kind: kind('row_count'),
      min: rows.exactOptional(),
      max: rows.exactOptional(),
      within_percent: z.number().positive().exactOptional(),
      weeks: z.int().min(2).max(104).exactOptional().describe('Weeks that the median is of; default: 8'),
      ...base,
    }),
    record({
      kind: kind('control_total'),
      metric: name,
      file: name.describe('CSV with the columns day and total, relative to kpi.yaml'),
      tolerance: z.number().min(0).exactOptional(),
      ...base,
    }),
    record({
      kind: kind('hierarchy'),
      dimensions: z
        .array(name)
        .min(1)
        .exactOptional()
        .describe('Dimensions with a parent; default: all. Without this test they are checked as a warning'),
      ...base,
    }),
  ],
  {
    error:
      'needs a kind: not_null, accepted_values, range, unique, freshness, row_count, control_total or hierarchy',
  },
);

type DataTestText = z.output<typeof dataTestSchema>;

export function toDataTest(text: DataTestText): DataTest {
  switch (text.kind) {
    case 'accepted_values':
      return { ...text, values: text.values.map(String) };
    case 'freshness': {
      const { max_age_days: maxAgeDays, ...rest } = text;
      return { ...rest, maxAgeDays };
    }
    case 'row_count': {
      const { within_percent: withinPercent, ...rest } = text;
      return withinPercent === undefined ? rest : { ...rest, withinPercent };
    }
    case 'not_null':
    case 'range':
    case 'unique':
    case 'control_total':
    case 'hierarchy':
      return text;
  }
}
