/** Every dataset of the project, right or wrong: for the commands that look at definitions. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { ZodError } from 'zod';
import type { Context } from '../context.ts';
import type { Dataset } from '../datasets/definition.ts';
import { ConfigError } from '../errors.ts';
import { positionOf } from '../project/yaml-position.ts';

interface DefinitionError {
  /** Place in kpi.yaml: `datasets.orders.metrics.revenue.measure` */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

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
      definitions.push({ name, source, dataset: await project.dataset(name), errors: [] });
    } catch (error) {
      if (!(error instanceof ConfigError) || !(error.cause instanceof ZodError)) throw error;
      definitions.push({
        name,
        source,
        dataset: undefined,
        errors: errorsOf(error.cause, name, project.file),
      });
    }
  }
  return definitions;
}

/** As the user would write it from where he is. */
export function fileName({ project, cwd }: Context): string {
  return project.file === undefined ? 'kpi.yaml' : relative(cwd, project.file);
}

function errorsOf(error: ZodError, name: string, file: string | undefined): DefinitionError[] {
  const text = file === undefined ? '' : readFileSync(file, 'utf8');
  const errors = error.issues.map((issue) => {
    const path = ['datasets', name, ...issue.path];
    return { path: path.join('.'), ...positionOf(text, path), message: issue.message };
  });
  return errors.sort((a, b) => a.line - b.line || a.column - b.column);
}
