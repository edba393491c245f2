import { median } from 'simple-statistics';
import { addDays, type BusinessDay } from '../analysis/calendar.ts';
import { DEFAULT_WEEKS, type DataTest } from '../datasets/data-test.ts';
import type { Dataset } from '../datasets/definition.ts';
import type { Reader } from '../db/database.ts';
import { fetchLoadedDays } from '../query/coverage.ts';
import type { Failures } from './data-tests-rows.ts';

type RowCountTest = Extract<DataTest, { readonly kind: 'row_count' }>;

/** One week is no rule. */
const FEWEST_WEEKS = 2;

/** Days with too few or too many rows. */
export async function failingRowCounts(
  reader: Reader,
  dataset: Dataset,
  test: RowCountTest,
  days: readonly BusinessDay[],
): Promise<Failures> {
  const banded = test.withinPercent !== undefined;
  const asked = new Set([...days, ...(banded ? days.flatMap((day) => baselineDays(day, test)) : [])]);
  const loaded = await fetchLoadedDays(reader, dataset, [...asked].sort());
  const counts = new Map(loaded.map(({ day, rows }) => [day, rows]));
  const examples = days.flatMap((day) => judge(day, counts, test) ?? []);
  return { failing: examples.length, examples };
}

/** What is wrong with the day, or undefined. */
function judge(
  day: BusinessDay,
  counts: ReadonlyMap<BusinessDay, number>,
  test: RowCountTest,
): string | undefined {
  const rows = counts.get(day) ?? 0;
  if (test.min !== undefined && rows < test.min) return `${day}: ${rows} < ${test.min}`;
  if (test.max !== undefined && rows > test.max) return `${day}: ${rows} > ${test.max}`;
  if (test.withinPercent === undefined) return undefined;
  const before = baselineDays(day, test).flatMap((earlier) => counts.get(earlier) ?? []);
  if (before.length < FEWEST_WEEKS) return undefined;
  const usual = median(before);
  const off = Math.abs(rows - usual) > (usual * test.withinPercent) / 100;
  return off ? `${day}: ${rows} ≠ ${usual} ± ${test.withinPercent} %` : undefined;
}

/** The same weekday in the weeks before; the day itself is never in its own baseline. */
function baselineDays(day: BusinessDay, { weeks = DEFAULT_WEEKS }: RowCountTest): BusinessDay[] {
  return Array.from({ length: weeks }, (_, index) => addDays(day, -7 * (index + 1)));
}
