import { Option, type Command } from 'commander';
import { addDays, type BusinessDay } from '../analysis/calendar.ts';
import type { Context } from '../context.ts';
import { DELIMITERS, type Dataset, type Delimiter } from '../datasets/definition.ts';
import { UsageError } from '../errors.ts';
import { DUPLICATE_POLICIES, type DuplicatePolicy } from '../ingest/duplicates.ts';
import { LOAD_MODES, type LoadMode } from '../ingest/load-run.ts';
import type { ReadOptions } from '../ingest/read-file.ts';
import type { RejectPolicy } from '../ingest/rejected-rows.ts';
import { collect, dayOf, oneOf, parseMap } from './option-values.ts';
import { todayOf } from './today-of.ts';

/** What `ingest` and `run` let the user say about files and their rows. */
export interface IngestFlags {
  readonly dataset?: string;
  readonly map?: readonly string[];
  readonly delimiter?: string;
  readonly encoding?: string;
  readonly extraColumns?: string;
  readonly onDuplicate?: string;
  readonly onError?: string;
  readonly maxErrors?: string;
  readonly maxErrorRate?: string;
  readonly mode?: string;
  readonly since?: string;
  readonly lookback?: string;
  readonly force?: boolean;
  readonly dryRun?: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

export interface IngestOptions {
  readonly dataset: Dataset;
  /** As the user wrote them: paths, folders, patterns; `-` is standard input. */
  readonly files: readonly string[];
  readonly read: ReadOptions;
  readonly mode: LoadMode;
  readonly onDuplicate: DuplicatePolicy;
  readonly rejects: RejectPolicy;
  /** Of folders and patterns, files of this day and later ones. */
  readonly since: BusinessDay | undefined;
  readonly force: boolean;
  readonly dryRun: boolean;
  readonly quiet: boolean;
  readonly json: boolean;
}

/** A file with more wrong rows than this is hardly the file that it was taken for. */
const MAX_ERRORS = 10_000;
const MAX_ERROR_RATE = 0.5;

const DELIMITER_NAMES: Readonly<Record<string, Delimiter>> = { tab: '\t', '\\t': '\t' };

export function addIngestOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--mode <mode>', 'what a file says about its days').choices(LOAD_MODES).default('upsert'),
    )
    .addOption(
      new Option('--on-error <what>', 'one wrong row undoes the load, or wrong rows are put aside')
        .choices(['fail', 'quarantine'])
        .default('fail'),
    )
    .option('--max-errors <count>', `rows that may be put aside (default: ${MAX_ERRORS})`)
    .option(
      '--max-error-rate <share>',
      `share of a file's rows that may be, 0 to 1 (default: ${MAX_ERROR_RATE})`,
    )
    .addOption(
      new Option(
        '--on-duplicate <what>',
        'rows of one file that share a key: load nothing, add their measures up, take the last, or put them aside',
      )
        .choices([...DUPLICATE_POLICIES])
        .default('refuse'),
    )
    .option('--map <theirs=ours>', 'a header of the file and the column that it is; may be repeated', collect)
    .addOption(
      new Option('--extra-columns <what>', 'headers that the dataset has no column for')
        .choices(['ignore', 'refuse'])
        .default('ignore'),
    )
    .option(
      '--delimiter <sign>',
      'comma, semicolon, tab or bar as a sign: , ; tab | (default: found in the file)',
    )
    .option('--encoding <name>', 'such as utf-8, windows-1252, utf-16le (default: found in the file)')
    .option('--since <day>', 'of folders and patterns, only files of this day and later ones')
    .option('--lookback <days>', 'the same, as a number of days before today')
    .option('--force', 'load files again whose bytes were loaded before');
}

/** @throws UsageError when an option has a value that it cannot have, or two do not go together */
export async function parseIngestOptions(
  files: readonly string[],
  flags: IngestFlags,
  dataset: Dataset,
  context: Context,
): Promise<IngestOptions> {
  if (files.filter((file) => file === '-').length > 1) {
    throw new UsageError('standard input (-) is named twice; it can be read once');
  }
  const onDuplicate = oneOf('--on-duplicate', flags.onDuplicate ?? 'refuse', DUPLICATE_POLICIES);
  const rejects = rejectPolicy(flags);
  if (onDuplicate === 'reject' && rejects.onError !== 'quarantine') {
    throw new UsageError('--on-duplicate reject puts rows aside, which --on-error fail does not allow', {
      hint: 'add --on-error quarantine',
    });
  }
  if (onDuplicate === 'reject' && files.includes('-')) {
    throw new UsageError(
      '--on-duplicate reject reads a file twice, and standard input (-) can be read once',
      {
        hint: 'save it to a file first',
      },
    );
  }
  const mode = oneOf('--mode', flags.mode ?? 'upsert', LOAD_MODES);
  if (mode === 'replace' && rejects.onError === 'quarantine') {
    throw new UsageError(
      '--mode replace takes a file for the whole truth, and --on-error quarantine leaves rows out of it',
      {
        hint: 'use one of them; with both, rows of the table would be deleted whose new values were put aside',
      },
    );
  }
  return {
    dataset,
    files,
    read: {
      map: parseMap(flags.map ?? []),
      delimiter: flags.delimiter === undefined ? undefined : delimiterOf(flags.delimiter),
      encoding: flags.encoding,
      extraColumns: oneOf('--extra-columns', flags.extraColumns ?? 'ignore', ['ignore', 'refuse'] as const),
      locale: context.config.locale,
    },
    mode,
    onDuplicate,
    rejects,
    since: await sinceOf(flags, () => todayOf(dataset, context)),
    force: flags.force ?? false,
    dryRun: flags.dryRun ?? false,
    quiet: flags.quiet ?? false,
    json: flags.json ?? false,
  };
}

function rejectPolicy({ onError, maxErrors, maxErrorRate }: IngestFlags): RejectPolicy {
  const policy = oneOf('--on-error', onError ?? 'fail', ['fail', 'quarantine'] as const);
  if (policy === 'fail') {
    const given = maxErrors === undefined ? maxErrorRate && '--max-error-rate' : '--max-errors';
    if (given !== undefined) {
      throw new UsageError(`${given} counts rows that are put aside, and --on-error fail puts none aside`, {
        hint: 'add --on-error quarantine',
      });
    }
  }
  return {
    onError: policy,
    maxErrors: wholeNumber('--max-errors', maxErrors) ?? MAX_ERRORS,
    maxErrorRate: shareOf('--max-error-rate', maxErrorRate) ?? MAX_ERROR_RATE,
  };
}

async function sinceOf(
  { since, lookback }: IngestFlags,
  today: () => Promise<BusinessDay>,
): Promise<BusinessDay | undefined> {
  if (since !== undefined && lookback !== undefined) {
    throw new UsageError('--since and --lookback say the same in two ways', { hint: 'give one of them' });
  }
  if (since !== undefined) return dayOf('--since', since);
  const days = wholeNumber('--lookback', lookback);
  return days === undefined ? undefined : addDays(await today(), -days);
}

function delimiterOf(text: string): Delimiter {
  const sign = DELIMITER_NAMES[text] ?? DELIMITERS.find((delimiter) => delimiter === text);
  if (sign !== undefined) return sign;
  throw new UsageError(`--delimiter ${JSON.stringify(text)} is not one of , ; tab |`);
}

function wholeNumber(option: string, text: string | undefined): number | undefined {
  if (text === undefined || /^\d{1,9}$/.test(text)) return text === undefined ? undefined : Number(text);
  throw new UsageError(`${option} ${JSON.stringify(text)} is not a whole number`);
}

function shareOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const share = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (share >= 0 && share <= 1) return share;
  throw new UsageError(`${option} ${JSON.stringify(text)} is not a share from 0 to 1`, {
    hint: `write 1 % as ${option} 0.01`,
  });
}
