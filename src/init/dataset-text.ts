/** A draft in the words of kpi.yaml, in the order in which people read, with the comments that belong to it. */
import type { Column } from '../datasets/definition.ts';
import type { Draft, DraftColumn } from './draft.ts';
import { titleOf } from './metrics.ts';

export type DatasetYaml = Readonly<Record<string, unknown>>;
type Path = readonly string[];

export interface DatasetText {
  readonly value: DatasetYaml;
  /** Behind the value at the path. */
  readonly comments: readonly (readonly [Path, string])[];
  /** Before the key at the path. */
  readonly headings: readonly (readonly [Path, string])[];
  /** What stands on one line. */
  readonly flow: readonly Path[];
}

export function datasetText(draft: Draft): DatasetText {
  const { columns, dimensions, metrics, key, table } = draft;
  const time = columns.find(({ name }) => name === draft.time);
  const value: DatasetYaml = {
    [table.kind]: `${table.schema}.${table.name}`,
    time: draft.time,
    ...(draft.timeZone === undefined ? {} : { time_zone: draft.timeZone }),
    ...(draft.holidays === undefined ? {} : { holidays: draft.holidays }),
    ...(draft.delimiter === undefined || draft.delimiter === ','
      ? {}
      : { input: { delimiter: draft.delimiter } }),
    columns: Object.fromEntries(columns.map(({ name, column }) => [name, columnText(column)])),
    dimensions: Object.fromEntries(dimensions.map((name) => [name, dimensionText(columns, name)])),
    key: key ?? 'none',
    measures: draft.measures,
    metrics: Object.fromEntries(metrics.map(({ name, text }) => [name, text])),
    report: { main_metric: draft.mainMetric, by: draft.reportBy },
    alerts: { metrics: [draft.mainMetric], by: draft.alertsBy },
  };
  const left = draft.leftOut.map(({ header, reason }) => `left out: ${JSON.stringify(header)}: ${reason}`);
  return {
    value,
    comments: [
      [['time'], time?.roleReason ?? ''],
      [['input'], draft.delimiterReason ?? ''],
      [['time_zone'], 'the days are written as midnight UTC'],
      [['holidays'], draft.holidaysReason],
      ...columns.map((column) => [['columns', column.name], reasonOf(column)] as const),
      [['key'], draft.keyReason],
      ...metrics.map(({ name, reason }) => [['metrics', name], reason] as const),
      [['report', 'main_metric'], draft.mainReason],
    ],
    headings: [
      [['columns'], [...originOf(draft), ...left].join('\n')],
      [['dimensions'], 'What the figures are broken down by.'],
      [['key'], 'What tells one row from another; with none, a file replaces the days that it holds.'],
      [['measures'], 'What may be added up over days and dimensions.'],
      [['metrics'], 'What the report shows.'],
    ],
    flow: [
      ['input'],
      ...columns.map(({ name }) => ['columns', name]),
      ...columns.map(({ name }) => ['columns', name, 'aliases']),
      ...dimensions.map((name) => ['dimensions', name]),
      ...(dimensions.length === 0 ? [['dimensions']] : []),
      ['key'],
      ['measures'],
      ...metrics.map(({ name }) => ['metrics', name]),
      ['report', 'by'],
      ['alerts', 'metrics'],
      ['alerts', 'by'],
    ],
  };
}

/** Why the column has its type and its place, for people. */
export function reasonOf({ reason, roleReason, role, blanks }: DraftColumn): string {
  const type = blanks > 0 ? `${reason}, ${blanks} blank` : reason;
  const use = role === 'plain' ? 'only loaded' : role;
  return role === 'time' || roleReason === '' ? type : `${type}; ${use}: ${roleReason}`;
}

function originOf({ sample: { name, rows, complete }, notes }: Draft): string[] {
  const part = complete ? `all ${rows.length} rows` : `the first ${rows.length} rows`;
  return [`Inferred from ${part} of ${name}.`, ...notes];
}

function columnText({ type, nullable, aliases, ...rules }: Column): DatasetYaml {
  const { precision, scale } = { precision: undefined, scale: undefined, ...rules };
  const usual = precision === 18 && scale === 2 ? { precision: undefined, scale: undefined } : {};
  const all = { type, ...rules, ...usual, nullable, aliases };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function dimensionText(columns: readonly DraftColumn[], name: string): DatasetYaml | null {
  const column = columns.find((candidate) => candidate.name === name);
  const label = column === undefined ? undefined : titleOf(column);
  return label === undefined ? null : { label };
}
