import { dirname, resolve } from 'node:path';
import type { Context } from '../context.ts';
import { dataTestsOf } from '../datasets/data-tests-of.ts';
import type { Dataset } from '../datasets/definition.ts';
import type { LoadOptions } from '../ingest/load.ts';
import { fileSource } from '../ingest/source.ts';
import { todayOf } from './today-of.ts';

/** What every load takes from its surroundings. */
export async function loadOptionsOf(
  dataset: Dataset,
  context: Context,
): Promise<Pick<LoadOptions, 'toolVersion' | 'today' | 'openControl'>> {
  const { cwd, project, signal, version } = context;
  const folder = project.file === undefined ? cwd : dirname(project.file);
  const needsToday = dataTestsOf(dataset).some(({ kind }) => kind === 'freshness');
  return {
    toolVersion: version,
    ...(needsToday ? { today: await todayOf(dataset, context) } : {}),
    openControl: (file) => fileSource(resolve(folder, file), file, signal),
  };
}
