/** Every dataset of the project, right or wrong: for the commands that look at definitions. */
import { relative } from 'node:path';
import type { Context } from '../context.ts';
import type { Dataset } from '../datasets/definition.ts';
import { WrongDefinition, type DefinitionError } from '../project/definition-error.ts';

export interface Definition {
  readonly name: string;
  /** `kpi.yaml`, or `pack payments`. */
  readonly source: string;
  /** Undefined when the definition is wrong. */
  readonly dataset: Dataset | undefined;
  /** All of them, in the order of the file. */
  readonly errors: readonly DefinitionError[];
}

/**
 * @param names default: all
 * @throws UsageError when one of them is not a dataset
 */
export async function readDefinitions(context: Context, names?: readonly string[]): Promise<Definition[]> {
  const { project } = context;
  const definitions: Definition[] = [];
  for (const name of names ?? project.datasetNames) {
    const pack = project.packs.find(({ dataset }) => dataset.name === name);
    const source = pack === undefined ? fileName(context) : `pack ${pack.name}`;
    try {
      definitions.push({ name, source, dataset: await project.definition(name), errors: [] });
    } catch (error) {
      if (!(error instanceof WrongDefinition)) throw error;
      definitions.push({ name, source, dataset: undefined, errors: error.errors });
    }
  }
  return definitions;
}

/** As the user would write it from where he is. */
export function fileName({ project, cwd }: Context): string {
  return project.file === undefined ? 'kpi.yaml' : relative(cwd, project.file);
}
