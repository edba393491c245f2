import { styleText } from 'node:util';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import type { Dataset } from '../datasets/definition.ts';
import { KpiError } from '../errors.ts';
import { examine, type Finding } from './doctor-checks.ts';
import { addDatasetOption } from './report-options.ts';

export interface DoctorOptions {
  readonly dataset: Dataset;
  readonly json: boolean;
}

export function register(program: Command, context: Context): void {
  const command = program
    .command('doctor')
    .summary('examine the installation and the data')
    .description(
      'Checks Node, database, migrations, time zone, last load, missing days and the reports folder.',
    );
  addDatasetOption(command)
    .option('--json', 'print the findings as JSON')
    .action(async (flags: { dataset?: string; json?: boolean }) => {
      const dataset = await context.project.dataset(flags.dataset);
      await runDoctor({ dataset, json: flags.json ?? false }, context);
    });
}

/** @throws KpiError when a check fails; warnings do not */
export async function runDoctor({ dataset, json }: DoctorOptions, context: Context): Promise<void> {
  const findings = await examine(dataset, context);
  const { stdout } = context.io;
  if (json) stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
  else stdout.write(findings.map((finding) => lineOf(finding, stdout.colour)).join(''));
  const failed = findings.filter(({ status }) => status === 'fail').map(({ check }) => check);
  if (failed.length > 0) {
    throw new KpiError(`failed: ${failed.join(', ')}`, {
      hint: 'do what the lines above say, then run it again',
    });
  }
}

const COLOURS = { ok: 'green', warn: 'yellow', fail: 'red' } as const;

function lineOf({ check, status, detail, next }: Finding, colour: boolean): string {
  const word = status.padEnd(4);
  const shown = colour ? styleText(COLOURS[status], word, { validateStream: false }) : word;
  return `${shown}  ${check.padEnd(10)}  ${detail}${next === undefined ? '' : ` → ${next}`}\n`;
}
