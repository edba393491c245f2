/**
 * kpi.yaml as a whole. Each section is a key with a schema of its own; a new one is added to `sections`, and is
 * then checked, completed by editors and typed.
 */
import * as z from 'zod';
import { PACKS } from '../packs/packs.ts';
import { DATASET_NAME, datasetSchema } from './dataset-schema.ts';
import { record, word } from './words.ts';
import { isTimeZone, TIME_ZONE_RULE } from '../datasets/time-zone.ts';

const packNames = PACKS.map(({ name }) => name) as [string, ...string[]];

const sections = {
  locale: word(['pt-BR', 'en-US']).exactOptional().describe('Language of the reports'),
  time_zone: z.string().refine(isTimeZone, TIME_ZONE_RULE).exactOptional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as BRL')
    .exactOptional(),
  packs: z.array(word(packNames)).default([]).describe('Datasets that come with kpi'),
};

const datasetName = z
  .string()
  .regex(DATASET_NAME, 'must be lower case letters, digits, - and _, beginning with a letter');

/** Datasets are checked when they are used: a project may have hundreds. */
export const projectSchema = record({
  ...sections,
  datasets: z.record(datasetName, z.unknown()).default({}),
});

/** The same with the datasets spelt out, for the JSON Schema that editors read. */
const editorSchema = record({ ...sections, datasets: z.record(datasetName, datasetSchema) });

export function projectJsonSchema(): object {
  return z.toJSONSchema(editorSchema, { io: 'input' });
}
