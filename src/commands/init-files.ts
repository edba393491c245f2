/** The files that a draft becomes. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Context } from '../context.ts';
import { UsageError } from '../errors.ts';
import type { Draft } from '../init/draft.ts';
import { migrationOf } from '../init/write-migration.ts';
import { extendedProjectYaml, newProjectYaml, SCHEMA_FILE } from '../init/write-yaml.ts';
import { projectJsonSchema } from '../project/project-schema.ts';
import type { WholeFile } from './write-whole.ts';

/** @throws UsageError when the project has a dataset of this name and it may not be replaced */
export function requireRoom({ name }: Draft, force: boolean, { project }: Context): void {
  if (project.file === undefined || !project.datasetNames.includes(name)) return;
  const ofPack = project.packs.some(({ dataset }) => dataset.name === name);
  if (force && !ofPack) return;
  throw new UsageError(`the project has a dataset ${JSON.stringify(name)} already`, {
    hint: ofPack
      ? 'choose another name with --name'
      : 'choose another name with --name, or replace it with --force',
  });
}

/** kpi.yaml, its schema, the migration unless the table exists, and `.env` unless there is one. */
export async function planFiles(draft: Draft, force: boolean, context: Context): Promise<WholeFile[]> {
  const { project, cwd, config, packageRoot } = context;
  const folder = project.file === undefined ? cwd : dirname(project.file);
  const path = join(folder, 'kpi.yaml');
  const text =
    project.file === undefined
      ? newProjectYaml(draft, config)
      : extendedProjectYaml(await readFile(path, 'utf8'), 'kpi.yaml', draft);
  const files: WholeFile[] = [];
  if (!draft.existing) {
    files.push(await migrationFile(draft, force, join(folder, 'sql/migrations')));
  }
  files.push({ path: join(folder, SCHEMA_FILE), bytes: `${JSON.stringify(projectJsonSchema(), null, 2)}\n` });
  const example = join(packageRoot, '.env.example');
  if (!existsSync(join(folder, '.env')) && existsSync(example)) {
    files.push({ path: join(folder, '.env'), bytes: await readFile(example) });
  }
  // Last: while it is not there, the project has not changed.
  files.push({ path, bytes: text });
  return files;
}

async function migrationFile(draft: Draft, force: boolean, folder: string): Promise<WholeFile> {
  const existing = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  const last = Math.max(0, ...existing.map((file) => Number(/^\d+/.exec(file)?.[0] ?? 0)));
  const number = String(last + 1).padStart(4, '0');
  const { name } = draft.table;
  const replaced = existing.some((file) => file.replace(/^\d+_/, '') === `${name}.sql`);
  return {
    path: join(folder, `${number}_${name}.sql`),
    bytes: migrationOf(draft, force && replaced ? `${name.slice(0, 45)}_before_${number}` : undefined),
  };
}
