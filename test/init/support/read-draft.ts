import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dataset } from '../../../src/datasets/definition.ts';
import type { Draft } from '../../../src/init/draft.ts';
import { newProjectYaml } from '../../../src/init/write-yaml.ts';
import { readProject } from '../../../src/project/read-project.ts';

export const DEFAULTS = { locale: 'pt-BR', timeZone: 'America/Sao_Paulo', currency: 'BRL' } as const;

/** The draft as the engine reads it back from the kpi.yaml written for it. */
export async function readBack(draft: Draft, folder: string): Promise<Dataset> {
  const path = join(folder, 'kpi.yaml');
  await writeFile(path, newProjectYaml(draft, DEFAULTS));
  return (await readProject(path, 'kpi.yaml')).dataset();
}
