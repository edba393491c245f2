import { basename, relative, resolve } from 'node:path';
import { Argument, type Command } from 'commander';
import type { Context } from '../context.ts';
import { UsageError } from '../errors.ts';
import { loadPlaces } from '../calendars/places.ts';
import { fileSource } from '../ingest/source.ts';
import { shellWord } from '../ingest/source/shell-word.ts';
import type { Choices } from '../init/choices.ts';
import { draftDataset, type Draft, type DraftInput } from '../init/draft.ts';
import { readSample } from '../init/read-sample.ts';
import { readTable } from '../init/read-table.ts';
import { planFiles, requireRoom } from './init-files.ts';
import { confirmDraft, datasetName } from './init-prompts.ts';
import { renderDraft } from './init-summary.ts';
import { writeWhole } from './write-whole.ts';

export interface InitFlags {
  readonly name?: string;
  readonly time?: string;
  readonly table?: string;
  readonly force?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

export interface InitOptions {
  /** A CSV file as the user wrote it, or an existing table. */
  readonly from: { readonly file: string } | { readonly table: string };
  readonly choices: Choices;
  readonly force: boolean;
  readonly yes: boolean;
  readonly json: boolean;
}

export function register(program: Command, context: Context): void {
  program
    .command('init')
    .summary('make a dataset of a CSV file: kpi.yaml and the migration of its table')
    .description(
      'Reads a sample of a CSV file, infers types, time column, dimensions and measures, says why, and writes ' +
        'kpi.yaml, the migration for the table and an .env. Then `kpi run <file.csv>` works. An existing kpi.yaml ' +
        'keeps its text and gets one more dataset.',
    )
    .addArgument(new Argument('[file]', 'CSV file with a header line'))
    .option('--name <name>', 'name of the dataset (default: that of the file)')
    .option('--time <column>', 'column that says which day a row belongs to (default: the most likely)')
    .option('--table <schema.name>', 'describe an existing table or view instead of a file')
    .option('--force', 'replace a dataset of this name; its table is renamed and kept')
    .option('-y, --yes', 'ask nothing and take what was inferred; so it is without a terminal, too')
    .option('--json', 'print what was inferred and written as JSON; asks nothing')
    .addHelpText(
      'after',
      `
Examples:
  $ kpi init sales.csv && kpi run sales.csv
  $ kpi init --yes --name orders --time created_at export.csv
  $ kpi init --table public.orders`,
    )
    .action(async (file: string | undefined, flags: InitFlags) => {
      await runInit(parseInitOptions(file, flags), context);
    });
}

/** @throws UsageError unless there is a file or a table, and not both */
export function parseInitOptions(file: string | undefined, flags: InitFlags): InitOptions {
  const { name, time, table, force = false, yes = false, json = false } = flags;
  if ((file === undefined) === (table === undefined)) {
    throw new UsageError('name a CSV file, or a table with --table', {
      hint: 'such as kpi init sales.csv, or kpi init --table public.orders',
    });
  }
  return {
    from: file === undefined ? { table: table ?? '' } : { file },
    choices: {
      ...(name === undefined ? {} : { name: datasetName(name) }),
      ...(time === undefined ? {} : { time }),
    },
    force,
    yes,
    json,
  };
}

export async function runInit(options: InitOptions, context: Context): Promise<void> {
  const { io, cwd } = context;
  const input = await readInput(options.from, context);
  const draftWith = (choices: Choices) => draftDataset(input, choices);
  const show = (draft: Draft) => io.stdout.write(`${renderDraft(draft, io.stdout)}\n`);
  let draft = draftWith(options.choices);
  if (!options.json) show(draft);
  requireRoom(draft, options.force, context);
  if (!options.yes && !options.json && io.stdout.isTTY && io.stderr.isTTY) {
    const draftAnew = (choices: Choices) => {
      const anew = draftWith(choices);
      requireRoom(anew, options.force, context);
      return anew;
    };
    draft = await confirmDraft(io, options.choices, draftAnew, show);
  }
  const files = await planFiles(draft, options.force, context);
  await writeWhole(files);
  const paths = files.map(({ path }) => relative(cwd, path) || basename(path));
  if (options.json) io.stdout.write(`${JSON.stringify(summaryOf(draft, paths), null, 2)}\n`);
  else for (const path of paths) io.stderr.write(`wrote ${path}\n`);
  if (!options.json) io.stderr.write(`next: ${nextStep(options, draft, context)}\n`);
}

async function readInput(from: InitOptions['from'], context: Context): Promise<DraftInput> {
  const { locale, timeZone, currency } = context.config;
  const { isKnown, guess } = await loadPlaces();
  const places = { isKnown, guessed: guess({ timeZone, locale, currency }) };
  if ('file' in from) {
    const source = await fileSource(resolve(context.cwd, from.file), from.file, context.signal);
    const { delimiter, delimiterReason, ...sample } = await readSample(source);
    return { sample, delimiter, delimiterReason, locale, places };
  }
  const read = await context.useDatabase((db) => db.readOnly((reader) => readTable(reader, from.table)), {
    schema: 'any',
  });
  return { ...read, locale, places };
}

function nextStep({ from }: InitOptions, { name }: Draft, { config, project }: Context): string {
  const first = project.file === undefined || project.datasetNames.length === 0;
  const dataset = first ? '' : ` --dataset ${name}`;
  if ('table' in from) return `kpi report${dataset}`;
  const migrate = config.databaseUrl === undefined ? '' : 'kpi db migrate && ';
  return `${migrate}kpi run${dataset} ${shellWord(from.file)}`;
}

function summaryOf(draft: Draft, files: readonly string[]): object {
  const { sample, columns, metrics, ...rest } = draft;
  return {
    ...rest,
    rows: sample.rows.length,
    complete: sample.complete,
    columns: columns.map(({ name, header, column, reason, role, roleReason, blanks, distinct }) => {
      return { name, header, column, reason, role, roleReason, blanks, distinct };
    }),
    metrics: metrics.map(({ name, text, reason }) => ({ name, ...text, reason })),
    files,
  };
}
