import { resolve } from 'node:path';
import { Argument, type Command } from 'commander';
import { addDays, type BusinessDay } from '../analysis/calendar.ts';
import type { Context, Output } from '../context.ts';
import { InterruptedError } from '../errors.ts';
import { anomaliesCsv, type Anomaly } from '../generate/anomalies.ts';
import type { Generator } from '../generate/generator.ts';
import {
  DEFAULTS,
  packNames,
  parseGenerateOptions,
  type GenerateFlags,
  type GenerateOptions,
} from './generate-options.ts';
import { grouped, liveLine } from './live-line.ts';
import { streamToFile, type Write } from './stream-file.ts';
import { writeWhole } from './write-whole.ts';

export interface GenerateSummary {
  readonly pack: string;
  readonly seed: number;
  readonly start: BusinessDay;
  readonly end: BusinessDay;
  readonly days: number;
  /** Data rows, without the header. */
  readonly rows: number;
  readonly bytes: number;
  /** Absolute; null for standard output. */
  readonly file: string | null;
}

type Counts = Pick<GenerateSummary, 'rows' | 'bytes'>;

export function register(program: Command, context: Context): void {
  program
    .command('generate')
    .summary('write synthetic data, the same for the same seed')
    .description(
      'Writes made-up daily data in the shape of a real export: seasons, holidays, growth, noise. The same ' +
        'options give the same bytes on every machine, and more days never change the earlier ones.',
    )
    .addArgument(new Argument('<pack>', `which data: ${packNames().join(', ')}`))
    .option('--days <count>', `number of days (default: ${DEFAULTS.days})`)
    .option('--start <day>', `first day, YYYY-MM-DD (default: ${DEFAULTS.start})`)
    .option('--end <day>', 'last day, instead of --start or of --days')
    .option('--seed <number>', 'whole number that chooses the data', String(DEFAULTS.seed))
    .option('--out <file>', 'file to write, replaced if it is there; - is standard output', DEFAULTS.out)
    .option(
      '--anomalies <file>',
      'put anomalies into the data, about one a week, and the truth about them here',
    )
    .option('-q, --quiet', 'print nothing but errors')
    .option('--json', 'print a summary as JSON (with --out)')
    .addHelpText(
      'after',
      `
Examples:
  $ kpi generate payments --days 90 --seed 7 --out payments.csv
  $ kpi generate payments --days 365 --out payments.csv --anomalies truth.csv
  $ kpi generate payments --start 2024-01-01 --end 2024-12-31 | kpi ingest -`,
    )
    .action(async (pack: string, flags: GenerateFlags) => {
      await runGenerate(parseGenerateOptions(pack, flags), context);
    });
}

/**
 * Returns undefined when the reader of the rows has gone (`| head`).
 * @throws UsageError when the file cannot be written there, KpiError when writing fails, InterruptedError when
 * the context's signal is aborted; the file is then as it was before
 */
export async function runGenerate(
  options: GenerateOptions,
  context: Context,
): Promise<GenerateSummary | undefined> {
  const { io, cwd } = context;
  const file = options.out === '-' ? null : resolve(cwd, options.out);
  const generator = await options.pack.loadGenerator();
  const anomalies = options.anomalies === null ? [] : generator.anomalies.plan(options);
  const fill = (write: Write) => pour(generator, anomalies, options, write, context);
  let counts: Counts;
  try {
    counts = file === null ? await fill(toStdout(io.stdout)) : await streamToFile(file, fill);
  } catch (error) {
    if (isClosedPipe(error)) return undefined;
    throw error;
  }
  if (options.anomalies !== null) {
    const bytes = anomaliesCsv(generator.anomalies.dimensions, anomalies);
    await writeWhole([{ path: resolve(cwd, options.anomalies), bytes }]);
  }
  const { pack, seed, start, days } = options;
  const summary = { pack: pack.name, seed, start, end: addDays(start, days - 1), days, ...counts, file };
  if (options.json) io.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
  else if (!options.quiet) io.stderr.write(`${summaryLine(summary, options.out)}\n`);
  return summary;
}

/**
 * Characters to gather before a write. A write for each day (27 kB) costs a tenth of the run (2026-11), and one
 * that fits into a pipe does not tell that its reader has gone.
 */
const BATCH = 1 << 18;

async function pour(
  generator: Generator,
  anomalies: readonly Anomaly[],
  options: GenerateOptions,
  write: Write,
  { io, clock, signal }: Context,
): Promise<Counts> {
  // On standard output the rows tell enough.
  const quiet = options.quiet || options.out === '-';
  const progress = liveLine(io.stderr, quiet, clock);
  let batch = generator.header;
  let [days, rows, bytes] = [0, 0, 0];
  try {
    for await (const day of generator.days(options, anomalies)) {
      batch += day.text;
      days += 1;
      rows += day.rows;
      if (batch.length < BATCH && days < options.days) continue;
      bytes += Buffer.byteLength(batch);
      await write(batch);
      batch = '';
      progress.draw(() => `generating ${Math.floor((100 * days) / options.days)} %, ${grouped(rows)} rows`);
      if (signal.aborted) throw interrupted(options);
    }
  } finally {
    progress.end();
  }
  return { rows, bytes };
}

/** Waits for the reader, so that rows never pile up in memory; and gives a signal its turn. */
function toStdout(stdout: Output): Write {
  return async (text) => {
    stdout.write(text);
    await stdout.drained();
    await new Promise((done) => setImmediate(done));
  };
}

/** The reader has what it wanted: no failure, and nobody to tell. */
function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}

function interrupted({ out }: GenerateOptions): InterruptedError {
  return new InterruptedError(
    out === '-' ? 'interrupted: the rows are incomplete' : `interrupted: ${out} was not written`,
  );
}

function summaryLine({ rows, days, start, end, bytes }: GenerateSummary, out: string): string {
  const where = out === '-' ? '' : ` → ${out}`;
  return `${grouped(rows)} rows, ${grouped(days)} days (${start} to ${end}), ${grouped(bytes)} bytes${where}`;
}
