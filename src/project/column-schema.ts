import * as z from 'zod';
import { DATE_FORMATS } from '../datasets/definition.ts';
import { record, word } from './words.ts';

const base = {
  aliases: z.array(z.string().min(1)).exactOptional().describe('Other names of the column in files'),
  nullable: z.boolean().exactOptional().describe('A blank field is null instead of an error'),
};
const dateFormat = word(DATE_FORMATS).exactOptional().describe('How files write days; default: YYYY-MM-DD');

const columnSchema = z.discriminatedUnion(
  'type',
  [
    record({ type: z.literal('date'), format: dateFormat, ...base }),
    record({ type: z.literal('timestamptz'), format: dateFormat, ...base }),
    record({ type: z.literal('text'), max_length: z.int().positive().exactOptional(), ...base }).transform(
      ({ max_length: maxLength, ...rest }) => (maxLength === undefined ? rest : { ...rest, maxLength }),
    ),
    record({
      type: z.literal('integer'),
      minimum: z.int().exactOptional(),
      maximum: z.int().exactOptional(),
      thousands: word(['.', ',']).exactOptional().describe('What may stand between thousands in files'),
      ...base,
    }),
    record({
      type: z.literal('numeric'),
      precision: z.int().min(1).max(1000).default(18),
      scale: z.int().min(0).max(100).default(2),
      minimum: z.number().exactOptional(),
      maximum: z.number().exactOptional(),
      decimal: word(['.', ',']).exactOptional(),
      thousands: z.boolean().exactOptional(),
      ...base,
    }),
    record({ type: z.literal('boolean'), ...base }),
    record({ type: z.literal('json'), ...base }),
  ],
  { error: 'needs a type: text, integer, numeric, date, timestamptz, boolean or json' },
);

export const columnsSchema = z.record(z.string().min(1).max(63), columnSchema);
