/** kpi.yaml → Project, with errors that name line, column and the nearest valid word. */
import { readFileSync } from 'node:fs';
import { load, YAMLException } from 'js-yaml';
import type * as z from 'zod';
import type { Dataset } from '../datasets/definition.ts';
import { ConfigError } from '../errors.ts';
import { PACKS } from '../packs/packs.ts';
import { inFileOrder, locateErrors, WrongDefinition, type DefinitionError } from './definition-error.ts';
import { datasetTransform } from './dataset-schema.ts';
import { projectSchema } from './project-schema.ts';
import { projectOf, type Project } from './project.ts';

const DEFAULT_TIME_ZONE = 'America/Sao_Paulo';

/**
 * The project of a file that is YAML at all; what else is wrong in it is told by the project.
 * @param path absolute
 * @param name how to name the file in errors
 * @throws ConfigError
 */
export async function readProject(path: string, name: string): Promise<Project> {
  const text = readFileSync(path, 'utf8');
  const raw = parseYaml(text, name) ?? {};
  const parsed = projectSchema.safeParse(raw);
  const { locale, time_zone: timeZone, currency, packs = [], datasets = {} } = parsed.data ?? rightParts(raw);
  const errorsOf = (issues: readonly z.core.$ZodIssue[], ...place: readonly string[]) =>
    locateErrors(issues, place, text);
  const readers = Object.entries(datasets).map(([dataset, definition]) => {
    let checked: Promise<Dataset> | undefined;
    const read = async (): Promise<Dataset> => {
      const result = datasetTransform(dataset, timeZone ?? DEFAULT_TIME_ZONE).safeParse(definition);
      if (result.success) return result.data;
      const errors = await errorsOf(result.error.issues, 'datasets', dataset);
      throw new WrongDefinition(name, errors, 'what is wrong in other datasets');
    };
    return [dataset, () => (checked ??= read())] as const;
  });
  const fileErrors = () => errorsOf(parsed.error?.issues ?? []);
  return projectOf({
    file: path,
    locale,
    timeZone,
    currency,
    packs: PACKS.filter((pack) => packs.includes(pack.name)),
    definitions: new Map(readers),
    toCreate: Object.entries(datasets).flatMap(([dataset, definition]) =>
      asksForTable(definition) ? [dataset] : [],
    ),
    fileErrors,
    check: async () => {
      if (parsed.success) return;
      const ofDatasets = await Promise.all(readers.map(([, read]) => errorsIn(read)));
      throw new WrongDefinition(name, inFileOrder([...(await fileErrors()), ...ofDatasets.flat()]));
    },
  });
}

async function errorsIn(read: () => Promise<Dataset>): Promise<readonly DefinitionError[]> {
  try {
    await read();
    return [];
  } catch (error) {
    if (error instanceof WrongDefinition) return error.errors;
    throw error;
  }
}

/** Of a file that is wrong somewhere, what can be used to look at the rest of it. */
function rightParts(raw: unknown): Partial<z.output<typeof projectSchema>> {
  const { packs, locale, time_zone, currency } = projectSchema.shape;
  const right = Object.entries({ locale, time_zone, currency }).flatMap(([word, schema]) => {
    const result = schema.safeParse(propertyOf(raw, word));
    return result.success ? [[word, result.data]] : [];
  });
  const named: unknown = propertyOf(raw, 'datasets');
  const isMapping = typeof named === 'object' && named !== null && !Array.isArray(named);
  return {
    ...(Object.fromEntries(right) as object),
    packs: packs.safeParse(propertyOf(raw, 'packs')).data ?? [],
    // Those with a wrong name, too: what is in them may be wrong besides.
    datasets: isMapping ? { ...named } : {},
  };
}

/** Seen without checking the definition, which is done when it is used. */
function asksForTable(definition: unknown): boolean {
  return propertyOf(propertyOf(definition, 'table'), 'create') === true;
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function parseYaml(text: string, name: string): unknown {
  try {
    return load(text);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { line, column } = error.mark ?? { line: 0, column: 0 };
    throw new ConfigError(`${name}:${line + 1}:${column + 1}: ${error.reason}`, {
      hint: 'correct the YAML there',
      cause: error,
    });
  }
}
