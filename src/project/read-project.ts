/** kpi.yaml → Project, with errors that name line, column and the nearest valid word. */
import { readFileSync } from 'node:fs';
import { load, YAMLException } from 'js-yaml';
import type * as z from 'zod';
import type { Dataset } from '../datasets/definition.ts';
import { ConfigError } from '../errors.ts';
import { PACKS } from '../packs/packs.ts';
import { datasetTransform } from './dataset-schema.ts';
import { projectSchema } from './project-schema.ts';
import { projectOf, type Project } from './project.ts';

const DEFAULT_TIME_ZONE = 'America/Sao_Paulo';

/**
 * @param path absolute
 * @param name how to name the file in errors
 * @throws ConfigError
 */
export async function readProject(path: string, name: string): Promise<Project> {
  const text = readFileSync(path, 'utf8');
  const parsed = projectSchema.safeParse(parseYaml(text, name) ?? {});
  if (!parsed.success) throw await schemaError(parsed.error, text, name, []);
  const { locale, time_zone: timeZone, currency, packs, datasets } = parsed.data;
  const zone = timeZone ?? DEFAULT_TIME_ZONE;
  const definitions = Object.entries(datasets).map(([dataset, definition]) => {
    let checked: Promise<Dataset> | undefined;
    const read = () => (checked ??= readDataset(dataset, definition, zone, text, name));
    return [dataset, read] as const;
  });
  return projectOf({
    file: path,
    locale,
    timeZone,
    currency,
    packs: PACKS.filter((pack) => packs.includes(pack.name)),
    definitions: new Map(definitions),
    toCreate: Object.entries(datasets).flatMap(([dataset, definition]) =>
      asksForTable(definition) ? [dataset] : [],
    ),
  });
}

/** Seen without checking the definition, which is done when it is used. */
function asksForTable(definition: unknown): boolean {
  const table: unknown = propertyOf(definition, 'table');
  return propertyOf(table, 'create') === true;
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

async function readDataset(
  dataset: string,
  definition: unknown,
  timeZone: string,
  text: string,
  name: string,
): Promise<Dataset> {
  const parsed = datasetTransform(dataset, timeZone).safeParse(definition);
  if (parsed.success) return parsed.data;
  throw await schemaError(parsed.error, text, name, ['datasets', dataset]);
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

async function schemaError(
  error: z.ZodError,
  text: string,
  name: string,
  prefix: readonly string[],
): Promise<ConfigError> {
  const issue = error.issues[0];
  const path = [...prefix, ...(issue?.path ?? [])];
  // The parser that knows positions is slow to load and to run: only an error pays for it.
  const { positionOf } = await import('./yaml-position.ts');
  const { line, column } = positionOf(text, path);
  const more = error.issues.length > 1 ? ` (and ${error.issues.length - 1} more)` : '';
  const place = path.join('.') || 'the file';
  return new ConfigError(`${name}:${line}:${column}: ${place}: ${messageOf(issue)}${more}`, {
    hint: 'correct it there; `kpi dataset check` shows what else is wrong',
    cause: error,
  });
}

/** Of a wrong key zod says only that it is wrong; the rule is one level down. */
function messageOf(issue: z.core.$ZodIssue | undefined): string {
  const inner = issue?.code === 'invalid_key' ? issue.issues[0] : issue;
  return inner?.message ?? 'is not valid';
}
