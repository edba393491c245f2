import { dirname, join } from 'node:path';
import type { SqlFolder } from '../db/migrate.ts';
import type { Project } from './project.ts';

/** The schema of a project: that of the engine, of each pack, and its own `sql` folder beside kpi.yaml. */
export function sqlFolders(packageRoot: string, project: Project): SqlFolder[] {
  return [
    { owner: 'kpi', path: join(packageRoot, 'sql') },
    ...project.packs.map(({ name }) => ({ owner: name, path: join(packageRoot, 'sql/packs', name) })),
    ...(project.file === undefined ? [] : [{ owner: 'project', path: join(dirname(project.file), 'sql') }]),
  ];
}
