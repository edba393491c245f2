/** A dataset as kpi.yaml writes it → the definition that the engine works with. */
import * as z from 'zod';
import {
  ALERT_METHODS,
  COMPARISON_KINDS,
  DELIMITERS,
  type Dataset,
  type Dimension,
  type FilterCondition,
} from '../datasets/definition.ts';
import { columnsSchema } from './column-schema.ts';
import { checkDataTests } from './data-test-references.ts';
import { dataTestSchema, toDataTest } from './data-test-schema.ts';
import { checkReferences } from './dataset-references.ts';
import { checkNames } from './name-rules.ts';
import { parseFilter } from './filter-language.ts';
import { labelOf, labelSchema } from './label.ts';
import { metricSchema, toMetric } from './metric-schema.ts';
import { checkTargets, targetsOf, targetsSchema } from './target-schema.ts';
import { record, word } from './words.ts';

export const DATASET_NAME = /^[a-z][a-z0-9_-]*$/;

const name = z.string().min(1).max(63);
const place = z.string().regex(/^[^."\0]+\.[^."\0]+$/, 'must be schema.name, such as bi.orders');
const part = z.string().regex(/^[^."\0]+$/, 'must be a name without dots and quotes');
const table = z.union(
  [
    place,
    record({
      schema: part,
      name: part,
      create: z.boolean().default(false).describe('Create it from this definition where it does not exist'),
    }),
  ],
  { error: 'must be schema.name, such as bi.orders, or a mapping with schema, name and create' },
);

const filter = z.string().transform((text, context): FilterCondition => {
  const parsed = parseFilter(text);
  if (parsed !== undefined) return parsed;
  context.addIssue({
    code: 'custom',
    message: `${JSON.stringify(text)} is no condition; write: column operator value, such as amount > 0 or status in (paid, sent)`,
  });
  return z.NEVER;
});

const dimensionSchema = record({
  label: labelSchema.optional(),
  parent: name.optional().describe('The dimension that contains this one'),
  values: z.array(z.string()).min(1).optional().describe('The values it may have'),
}).nullable();

const share = z.number().gt(0, 'must be above 0 and at most 0.5').max(0.5, 'must be above 0 and at most 0.5');

const inputSchema = record({
  delimiter: word(DELIMITERS).optional().describe('Default: a comma'),
});

export const datasetSchema = record({
  title: labelSchema.optional(),
  table: table
    .optional()
    .describe('The table of the rows, schema.name, or with create: true one that kpi makes'),
  view: place.optional().describe('A view instead of a table: reported, not loaded'),
  time: name.describe('The column of type date or timestamptz that a row gets its day from'),
  time_zone: z.string().optional().describe('IANA name; default: that of the project'),
  holidays: z
    .string()
    .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'must be a country such as BR, or a state of it such as BR-SP')
    .optional()
    .describe('Country whose holidays the figures follow, such as BR'),
  input: inputSchema.optional(),
  columns: columnsSchema,
  dimensions: z.record(name, dimensionSchema).default({}),
  key: z
    .union([z.array(name).min(1), z.literal('none')], { error: 'must be a list of columns, or none' })
    .optional()
    .describe('Columns that name one row, or none'),
  measures: z.array(name).default([]),
  metrics: z.record(name, metricSchema),
  filter: z.array(filter).default([]),
  tests: z.array(dataTestSchema).default([]).describe('What every load is checked for'),
  report: record({
    main_metric: name.optional(),
    comparisons: z.array(word(COMPARISON_KINDS)).min(1).optional().describe('Default: D-1, W-1, M-1'),
    month_lag: z
      .union([z.literal('calendar'), z.int().min(1).max(999)], {
        error: 'must be calendar, or a number of days from 1 to 999',
      })
      .optional()
      .describe('Of M-1; default: calendar'),
    outlook: z.boolean().optional().describe('Month end, next days and weeks; default: true'),
    by: z
      .array(z.union([name, z.array(name).min(1)], { error: 'must be a dimension, or a list of them' }))
      .optional(),
  }).default({}),
  targets: targetsSchema.optional(),
  alerts: record({
    metrics: z.array(name).optional(),
    by: z.array(name).optional(),
    method: word(ALERT_METHODS).optional().describe('Default: baseline'),
    direction: word(['down', 'up', 'both']).optional().describe('Default: both; of zscore: down'),
    false_discovery_rate: share
      .optional()
      .describe('Of baseline: the share of confirmed alerts that may be false; default: 0.1'),
    minimum_change: z
      .number()
      .nonnegative()
      .optional()
      .describe('Of baseline: smaller differences are no alerts; a part of what was expected, default: 0.1'),
    minimum_impact: z
      .number()
      .nonnegative()
      .optional()
      .describe('Of baseline: the same as a part of the containing segment; default: 0.005'),
    window_days: z.int().min(2).max(9999).optional().describe('Of zscore; default: 28'),
    threshold: z.number().positive().optional().describe('Of zscore; default: 2'),
  }).prefault({}),
});

export type DatasetText = z.output<typeof datasetSchema>;

/** The dataset of this name as kpi.yaml has it. Issues carry paths within the dataset. */
export function datasetTransform(datasetName: string, projectTimeZone: string) {
  return datasetSchema.transform((text, context): Dataset => {
    const dataset = toDataset(datasetName, text, projectTimeZone);
    if ((text.table === undefined) === (text.view === undefined)) {
      context.addIssue({ code: 'custom', path: [], message: 'needs either a table or a view' });
    }
    checkNames(dataset, context);
    checkReferences(dataset, context);
    checkDataTests(dataset, context);
    checkTargets(dataset, context);
    return dataset;
  });
}

function toDataset(datasetName: string, text: DatasetText, projectTimeZone: string): Dataset {
  const dimensions = Object.keys(text.dimensions);
  const metrics = Object.keys(text.metrics);
  return {
    name: datasetName,
    title: labelOf(text.title, datasetName),
    table: tableOf(text),
    timeColumn: text.time,
    timeZone: text.time_zone ?? projectTimeZone,
    ...(text.holidays === undefined ? {} : { holidays: text.holidays }),
    input: { delimiter: text.input?.delimiter ?? ',' },
    columns: text.columns,
    dimensions: mapValues(text.dimensions, toDimension),
    ...(text.key === undefined ? {} : { key: text.key === 'none' ? null : text.key }),
    measures: text.measures,
    metrics: mapValues(text.metrics, toMetric),
    filter: text.filter,
    ...(text.tests.length === 0 ? {} : { tests: text.tests.map(toDataTest) }),
    report: {
      mainMetric: text.report.main_metric ?? metrics[0] ?? '',
      by:
        text.report.by?.map((by) => (typeof by === 'string' ? [by] : by)) ??
        dimensions.slice(0, 3).map((by) => [by]),
      ...(text.report.comparisons === undefined ? {} : { comparisons: text.report.comparisons }),
      ...(text.report.month_lag === undefined ? {} : { monthLag: monthLagOf(text.report.month_lag) }),
      ...(text.report.outlook === undefined ? {} : { outlook: text.report.outlook }),
    },
    ...(text.targets === undefined ? {} : { targets: targetsOf(text.targets) }),
    alerts: {
      metrics: text.alerts.metrics ?? metrics,
      by: text.alerts.by ?? dimensions.slice(0, 3),
      ...definedOnly({
        method: text.alerts.method,
        direction: text.alerts.direction,
        falseDiscoveryRate: text.alerts.false_discovery_rate,
        minimumChange: text.alerts.minimum_change,
        minimumImpact: text.alerts.minimum_impact,
        windowDays: text.alerts.window_days,
        threshold: text.alerts.threshold,
      }),
    },
  };
}

function tableOf({ table, view }: DatasetText): Dataset['table'] {
  if (typeof table === 'object') {
    const { schema, name, create } = table;
    return { schema, name, kind: 'table', ...(create ? { create } : {}) };
  }
  const [schema = '', name = ''] = (table ?? view ?? '').split('.');
  return { schema, name, kind: view === undefined ? 'table' : 'view' };
}

function toDimension(text: z.output<typeof dimensionSchema>, name: string): Dimension {
  return {
    label: labelOf(text?.label, name),
    ...(text?.parent === undefined ? {} : { parent: text.parent }),
    ...(text?.values === undefined ? {} : { values: text.values }),
  };
}

function mapValues<From, To>(
  entries: Readonly<Record<string, From>>,
  convert: (value: From, name: string) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, convert(value, name)]));
}

type Defined<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> };

/** Without the keys that say nothing. */
function definedOnly<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}

function monthLagOf(lag: 'calendar' | number): 'calendar' | { readonly days: number } {
  return lag === 'calendar' ? lag : { days: lag };
}
