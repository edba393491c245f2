import Big from 'big.js';
import { toDay, type BusinessDay } from '../analysis/calendar.ts';
import type { DataTest } from '../datasets/data-test.ts';
import type { Dataset } from '../datasets/definition.ts';
import { isZeroWithoutRows } from '../datasets/metric-traits.ts';
import type { Reader } from '../db/database.ts';
import { SourceError } from '../errors.ts';
import { fetchDaily } from '../query/daily.ts';
import type { Failures } from './data-tests-rows.ts';
import { readValues } from './read-values.ts';
import type { Source } from './source.ts';

type ControlTotalTest = Extract<DataTest, { readonly kind: 'control_total' }>;

const label = { 'pt-BR': '', 'en-US': '' };

/** A file of control totals is read and checked like every other file. */
const CONTROL: Dataset = {
  name: 'control totals',
  title: label,
  table: { schema: '', name: '' },
  timeColumn: 'day',
  columns: { day: { type: 'date', aliases: ['date'] }, total: { type: 'numeric', precision: 38, scale: 10 } },
  dimensions: {},
  measures: [],
  metrics: {},
  filter: [],
  report: { mainMetric: '', by: [] },
  alerts: { metrics: [], by: [] },
};

/** Loaded days whose metric is not what the file says, or of which it says nothing. */
export async function failingControlTotals(
  reader: Reader,
  dataset: Dataset,
  { metric, file, tolerance = 0 }: ControlTotalTest,
  days: readonly BusinessDay[],
  open: (file: string) => Promise<Source>,
): Promise<Failures> {
  const totals = await readTotals(await open(file));
  const rows = await fetchDaily(reader, dataset, { metrics: [metric], by: [], days });
  const values = new Map(rows.map((row) => [row.day, row.metrics[metric] ?? null]));
  const definition = dataset.metrics[metric];
  const empty = definition !== undefined && isZeroWithoutRows(definition, dataset) ? '0' : null;
  const examples = days.flatMap((day) => {
    const value = values.get(day) ?? empty;
    const total = totals.get(day);
    const agrees = value !== null && total !== undefined && Big(value).minus(total).abs().lte(tolerance);
    return agrees ? [] : [`${day}: ${value ?? '—'} ≠ ${total ?? '—'}`];
  });
  return { failing: examples.length, examples };
}

async function readTotals(source: Source): Promise<Map<BusinessDay, string>> {
  const totals = new Map<BusinessDay, string>();
  for (const { line, values } of await readValues(source, CONTROL)) {
    const day = toDay(values['day'] ?? '');
    if (totals.has(day)) {
      throw new SourceError(`${source.name}:${line}: ${day} has a control total already`, {
        hint: 'keep one line per day',
      });
    }
    totals.set(day, values['total'] ?? '');
  }
  return totals;
}
