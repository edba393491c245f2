import { dirname, resolve } from 'node:path';
import { formatInTimeZone } from 'date-fns-tz';
import { toDay } from '../analysis/calendar.ts';
import type { Context } from '../context.ts';
import type { Dataset } from '../datasets/definition.ts';
import type { LoadOptions } from '../ingest/load.ts';
import { fileSource } from '../ingest/source.ts';

/** What every load takes from its surroundings. */
export function loadOptionsOf(
  { timeZone }: Dataset,
  { clock, config, cwd, project, signal, version }: Context,
): Pick<LoadOptions, 'toolVersion' | 'today' | 'openControl'> {
  const folder = project.file === undefined ? cwd : dirname(project.file);
  return {
    toolVersion: version,
    today: toDay(formatInTimeZone(clock(), timeZone ?? config.timeZone, 'yyyy-MM-dd')),
    openControl: (file) => fileSource(resolve(folder, file), file, signal),
  };
}
