import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { Context } from '../context.ts';
import { codeOf } from '../db/pg-error.ts';
import type { ViewScript } from '../dictionary/lineage.ts';
import { renderDictionary } from '../dictionary/render-dictionary.ts';
import { sqlFolders } from '../project/sql-folders.ts';
import { readDashboards } from './project-dashboards.ts';
import { writeWhole } from './write-whole.ts';

/** @param out path of the file to write; undefined prints */
export async function runDatasetDocs(
  name: string | undefined,
  out: string | undefined,
  context: Context,
): Promise<void> {
  const { config, cwd, io } = context;
  const dataset = await context.project.dataset(name);
  const text = renderDictionary(dataset, {
    locale: config.locale,
    views: await readViews(context),
    dashboards: await readDashboards(context, dataset),
  });
  if (out === undefined) {
    io.stdout.write(text);
    return;
  }
  const path = resolve(cwd, out);
  await writeWhole([{ path, bytes: text }]);
  io.stderr.write(`wrote ${relative(cwd, path) || path}\n`);
}

/** The views of the project's SQL folders: by convention, the file `10_name.sql` makes bi.name. */
async function readViews({ packageRoot, project }: Context): Promise<ViewScript[]> {
  const views: ViewScript[] = [];
  for (const { path } of sqlFolders(packageRoot, project)) {
    const folder = join(path, 'views');
    const files = await readdir(folder).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    });
    for (const file of files.filter((entry) => entry.endsWith('.sql')).sort()) {
      const name = `bi.${file.replace(/^(\d+_)?(.*)\.sql$/, '$2')}`;
      views.push({ name, text: await readFile(join(folder, file), 'utf8') });
    }
  }
  return views;
}
