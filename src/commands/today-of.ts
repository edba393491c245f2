import { toDay, type BusinessDay } from '../analysis/calendar.ts';
import type { Context } from '../context.ts';
import type { Dataset } from '../datasets/definition.ts';

/**
 * The day it is where the dataset lives; in the time zone of the settings, where it says none. What knows the time
 * zones takes 20 ms to load, which not every load of a file is to wait for (2026-11).
 */
export async function todayOf(
  { timeZone }: Pick<Dataset, 'timeZone'>,
  { clock, config }: Pick<Context, 'clock' | 'config'>,
): Promise<BusinessDay> {
  const { localTime } = await import('../datasets/local-time.ts');
  return toDay(localTime(clock(), timeZone ?? config.timeZone, 'day'));
}
