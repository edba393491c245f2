import type { BusinessDay } from '../analysis/calendar.ts';
import type { Dataset } from '../datasets/definition.ts';
import { isZeroWithoutRows } from '../datasets/metric-traits.ts';
import type { Reader } from '../db/database.ts';
import { fetchLoadedDays } from './coverage.ts';
import { fetchDaily } from './daily.ts';

/** Every metric of the dataset over the whole of a day. */
export interface DayMetrics {
  readonly day: BusinessDay;
  /** Metric → exact decimal text; null where it is undefined. */
  readonly metrics: Readonly<Record<string, string | null>>;
}

/**
 * Grain: one entry per day that has rows, of those asked for, ascending. A day whose rows all fail the filter has
 * what the report says of it: 0 where no rows mean 0, else null.
 */
export async function fetchDayMetrics(
  reader: Reader,
  dataset: Dataset,
  days: readonly BusinessDay[],
): Promise<DayMetrics[]> {
  if (days.length === 0) return [];
  const rows = await fetchDaily(reader, dataset, { metrics: Object.keys(dataset.metrics), by: [], days });
  const counted = new Set(rows.map(({ day }) => day));
  const silent = days.filter((day) => !counted.has(day));
  const filtered = silent.length === 0 ? [] : await fetchLoadedDays(reader, dataset, silent);
  const withoutRows = Object.fromEntries(
    Object.entries(dataset.metrics).map(([name, metric]) => [
      name,
      isZeroWithoutRows(metric, dataset) ? '0' : null,
    ]),
  );
  const entries = [
    ...rows.map(({ day, metrics }) => ({ day, metrics })),
    ...filtered.map(({ day }) => ({ day, metrics: withoutRows })),
  ];
  return entries.sort((a, b) => (a.day < b.day ? -1 : 1));
}
