import { toDay, type BusinessDay } from '../analysis/calendar.ts';
import type { Context } from '../context.ts';
import type { Dataset } from '../datasets/definition.ts';
import { localTime } from '../datasets/local-time.ts';

/** The day it is where the dataset lives; in the time zone of the settings, where it says none. */
export function todayOf({ timeZone }: Pick<Dataset, 'timeZone'>, { clock, config }: Context): BusinessDay {
  return toDay(localTime(clock(), timeZone ?? config.timeZone, 'day'));
}
