import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { findProjectFolder, loadConfig } from '../config/config.ts';
import type { Context } from '../context.ts';
import { defaultProject, type Project } from '../project/project.ts';
import { databaseOpener } from './database-opener.ts';

/** What only the edge knows. */
export type Edge = Pick<
  Context,
  'io' | 'clock' | 'signal' | 'cwd' | 'version' | 'packageRoot' | 'nodeVersion'
> & { readonly environment: Readonly<Record<string, string | undefined>> };

/** @throws ConfigError when the environment, `.env` or kpi.yaml is wrong */
export async function createContext(edge: Edge): Promise<Context> {
  const { environment, ...given } = edge;
  const folder = findProjectFolder(edge.cwd);
  const project = await loadProject(folder, edge.cwd);
  const config = loadConfig(folder, environment, project);
  const useDatabase = databaseOpener({ ...given, config, project });
  return { ...given, config, project, useDatabase };
}

async function loadProject(folder: string, cwd: string): Promise<Project> {
  const file = join(folder, 'kpi.yaml');
  if (!existsSync(file)) return defaultProject();
  // Its parser is loaded only by those who have the file.
  const { readProject } = await import('../project/read-project.ts');
  return readProject(file, relative(cwd, file));
}
