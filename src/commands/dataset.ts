import { Option, type Command } from 'commander';
import type { Context } from '../context.ts';
import { POLICIES } from './dataset-drift-findings.ts';
import { oneOf } from './option-values.ts';
import { addDatasetOption } from './report-options.ts';

export function register(program: Command, context: Context): void {
  const command = program
    .command('dataset')
    .summary('show, check and document datasets, and what has drifted from them')
    .description(
      'A dataset says what the rows of one table mean; those of a project stand in kpi.yaml and in its packs.',
    )
    .addHelpText(
      'after',
      `
Examples:
  $ kpi dataset list
  $ kpi dataset check
  $ kpi dataset docs --out docs/data.md
  $ kpi dataset drift today.csv --policy freeze && kpi ingest today.csv`,
    );
  command
    .command('list')
    .description('name every dataset with its table, source and whether its definition is right')
    .option('--json', 'as JSON')
    .action(async (flags: JsonFlag) => {
      const { runDatasetList } = await import('./dataset-list.ts');
      await runDatasetList(flags.json ?? false, context);
    });
  command
    .command('show')
    .description('show the definition of a dataset')
    .argument('<name>', 'dataset')
    .option('--json', 'as JSON, whole')
    .action(async (name: string, flags: JsonFlag) => {
      const { runDatasetShow } = await import('./dataset-show.ts');
      await runDatasetShow(name, flags.json ?? false, context);
    });
  command
    .command('check')
    .description('check definitions, all errors of them, and compare each with its table')
    .argument('[name]', 'dataset (default: all of the project)')
    .option('--json', 'as JSON')
    .action(async (name: string | undefined, flags: JsonFlag) => {
      const { runDatasetCheck } = await import('./dataset-check.ts');
      await runDatasetCheck(name, flags.json ?? false, context);
    });
  command
    .command('docs')
    .description(
      'write the data dictionary of a dataset: columns, metrics with formulas, tests, dashboards, lineage',
    )
    .argument('[name]', 'dataset (default: the first of the project)')
    .option('--out <file>', 'write to this file instead of standard output')
    .action(async (name: string | undefined, flags: { readonly out?: string }) => {
      const { runDatasetDocs } = await import('./dataset-docs.ts');
      await runDatasetDocs(name, flags.out, context);
    });
  const drift = command
    .command('drift')
    .description(
      'Compares a CSV file with the definition and the table: new and vanished columns, new values of dimensions, ' +
        'values that no longer read. Nothing is loaded.',
    )
    .argument('<file>', 'CSV file; - reads standard input');
  addDatasetOption(drift)
    .addOption(
      new Option(
        '--policy <policy>',
        'freeze: any drift fails; discard: new columns and values pass; evolve: the same, and says what takes them in',
      ).default('discard'),
    )
    .option('--write', 'with evolve: write the migration into sql/migrations of the project')
    .option('--json', 'print the findings as JSON')
    .action(async (file: string, flags: DriftFlags) => {
      const dataset = await context.project.dataset(flags.dataset);
      const policy = oneOf('--policy', flags.policy, POLICIES);
      const { write = false, json = false } = flags;
      const { runDatasetDrift } = await import('./dataset-drift.ts');
      await runDatasetDrift({ dataset, file, policy, write, json }, context);
    });
}

interface JsonFlag {
  readonly json?: boolean;
}

interface DriftFlags extends JsonFlag {
  readonly dataset?: string;
  readonly policy: string;
  readonly write?: boolean;
}
