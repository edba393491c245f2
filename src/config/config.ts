/** Settings from the environment and `.env`, read once at the edge and checked as a whole. */
import { dirname, join, resolve } from 'node:path';
import { existsSync, readFileSync } from 'node:fs';
import { parse as parseDotenv } from 'dotenv';
import * as z from 'zod';
import { LOCALES } from '../datasets/definition.ts';
import { ConfigError } from '../errors.ts';
import { isTimeZone, TIME_ZONE_RULE } from '../datasets/time-zone.ts';

const timeZone = z.string().refine(isTimeZone, TIME_ZONE_RULE);

/** Every variable that kpi reads. `.env.example` and the README table are checked against this. */
export const environmentSchema = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://')
    .optional(),
  KPI_HOME: z.string().min(1).optional(),
  KPI_PORT: z.coerce.number().int().min(1).max(65535).optional(),
  KPI_TIME_ZONE: timeZone.optional(),
  KPI_LOCALE: z.enum(LOCALES).optional(),
  KPI_CURRENCY: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as BRL')
    .optional(),
  KPI_REPORTS_DIR: z.string().min(1).default('reports'),
});

export interface Config {
  /** Unset: the embedded server. */
  readonly databaseUrl: string | undefined;
  /** The folder of the embedded server and its state, absolute. */
  readonly home: string;
  /** Preferred port of the embedded server; the next free one is taken when it is in use. */
  readonly port: number | undefined;
  /** IANA name; decides what "yesterday" is. */
  readonly timeZone: string;
  readonly locale: (typeof LOCALES)[number];
  /** ISO 4217. */
  readonly currency: string;
  /** Absolute. */
  readonly reportsDir: string;
}

/** What kpi.yaml may say, too; the environment goes before it. */
export interface ProjectSettings {
  readonly timeZone?: string | undefined;
  readonly locale?: Config['locale'] | undefined;
  readonly currency?: string | undefined;
}

/**
 * @param folder the project's folder: `.env` is read there, and relative paths start there
 * @throws ConfigError naming the variable, its value and the rule
 */
export function loadConfig(
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
  project: ProjectSettings = {},
): Config {
  const merged = { ...readDotenv(join(folder, '.env')), ...environment };
  // An empty value means "not set": `.env.example` lists every name with nothing behind it.
  const given = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) throw configError(parsed.error, given);
  const settings = parsed.data;
  return {
    databaseUrl: settings.DATABASE_URL,
    home: resolve(folder, settings.KPI_HOME ?? '.kpi'),
    port: settings.KPI_PORT,
    timeZone: settings.KPI_TIME_ZONE ?? project.timeZone ?? 'America/Sao_Paulo',
    locale: settings.KPI_LOCALE ?? project.locale ?? 'pt-BR',
    currency: settings.KPI_CURRENCY ?? project.currency ?? 'BRL',
    reportsDir: resolve(folder, settings.KPI_REPORTS_DIR),
  };
}

/** The nearest folder upwards with a kpi.yaml or a `.kpi` folder, else the working directory: as git finds `.git`. */
export function findProjectFolder(cwd: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'kpi.yaml')) || existsSync(join(folder, '.kpi'))) return folder;
    if (folder === dirname(folder)) return cwd;
  }
}

function readDotenv(path: string): Record<string, string> {
  return existsSync(path) ? parseDotenv(readFileSync(path)) : {};
}

function configError(error: z.ZodError, given: Readonly<Record<string, string | undefined>>): ConfigError {
  const issue = error.issues[0];
  const name = String(issue?.path[0] ?? '');
  // A database URL may hold a password: it is never printed.
  const value = name === 'DATABASE_URL' ? '' : ` is ${JSON.stringify(given[name])}:`;
  return new ConfigError(`${name}${value} ${issue?.message ?? 'is not valid'}`, {
    hint: `correct ${name} in the environment or in .env (see .env.example)`,
  });
}
