import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { UsageError } from '../errors.ts';

export function register(program: Command, context: Context): void {
  const command = program
    .command('runs')
    .summary('show what each load did, its rejected rows, and load those again')
    .description(
      'Every load is a run with a number. The books keep what it did with every row of every file, which days it ' +
        'changed, what it restated, and the rows that it put aside.',
    )
    .addHelpText(
      'after',
      `
Examples:
  $ kpi runs list --limit 5
  $ kpi runs show 12
  $ kpi runs rejects 12 --csv > rejected.csv
  $ kpi runs replay 12 --file rejected.csv`,
    );
  command
    .command('list')
    .description('list load runs, the latest first')
    .option('--dataset <name>', 'only runs of this dataset')
    .option('--limit <count>', 'how many', '20')
    .option('--json', 'as JSON')
    .action(async (flags: JsonFlag & { readonly dataset?: string; readonly limit: string }) => {
      const { runRunsList } = await import('./runs-list.ts');
      const { dataset, json = false } = flags;
      await runRunsList({ dataset, limit: limitOf(flags.limit), json }, context);
    });
  command
    .command('show')
    .description('show one run: counts, files, days, what it restated, its data tests')
    .argument('<run>', 'number of the run')
    .option('--json', 'as JSON')
    .action(async (run: string, flags: JsonFlag) => {
      const { runRunsShow } = await import('./runs-show.ts');
      await runRunsShow(runIdOf(run), flags.json ?? false, context);
    });
  command
    .command('rejects')
    .description('show the rows that a run put aside, each with the first rule it breaks')
    .argument('<run>', 'number of the run')
    .option('--csv', 'as <file>.rejected.csv has them, ready to be corrected')
    .option('--json', 'as JSON')
    .action(async (run: string, flags: JsonFlag & { readonly csv?: boolean }) => {
      if (flags.csv === true && flags.json === true)
        throw new UsageError('--csv and --json exclude each other');
      const { runRunsRejects } = await import('./runs-rejects.ts');
      const format = flags.csv === true ? 'csv' : flags.json === true ? 'json' : 'text';
      await runRunsRejects(runIdOf(run), format, context);
    });
  command
    .command('replay')
    .summary('load rejected rows that somebody has corrected')
    .description(
      'Loads rejected rows that somebody has corrected, as a run of its own. Correct the column raw of ' +
        '<file>.rejected.csv; a line that is deleted there stays rejected.',
    )
    .argument('<run>', 'number of the run that rejected them')
    .option('--file <file>', 'the corrected file (default: <file>.rejected.csv beside each file of the run)')
    .option('--dry-run', 'check everything and count what would change, without writing')
    .option('-q, --quiet', 'print nothing but errors')
    .option('--json', 'print the counts as JSON, one entry per load')
    .action(async (run: string, flags: ReplayFlags) => {
      const { runRunsReplay } = await import('./runs-replay.ts');
      const { file, dryRun = false, quiet = false, json = false } = flags;
      await runRunsReplay({ run: runIdOf(run), file, dryRun, quiet, json }, context);
    });
}

interface JsonFlag {
  readonly json?: boolean;
}

interface ReplayFlags extends JsonFlag {
  readonly file?: string;
  readonly dryRun?: boolean;
  readonly quiet?: boolean;
}

function runIdOf(text: string): string {
  if (/^[1-9]\d{0,17}$/.test(text)) return text;
  throw new UsageError(`${JSON.stringify(text)} is not the number of a run`, {
    hint: 'see them: kpi runs list',
  });
}

function limitOf(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new UsageError(`--limit ${JSON.stringify(text)} is not a number from 1 to 999999`);
}
