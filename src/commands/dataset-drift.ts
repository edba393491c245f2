import { relative, resolve } from 'node:path';
import type { Context } from '../context.ts';
import type { Dataset } from '../datasets/definition.ts';
import { DatabaseError, SourceError, UsageError } from '../errors.ts';
import { readFileDrift } from '../ingest/file-drift.ts';
import { fileSource, stdinSource } from '../ingest/source.ts';
import { fetchTable } from '../query/table-columns.ts';
import { visibleText } from '../render/visible-text.ts';
import { findDrift, refusedBy, type DriftFinding, type Policy } from './dataset-drift-findings.ts';
import { evolutionOf, writeMigration, type Evolution } from './dataset-evolve.ts';
import { grouped } from './live-line.ts';

export interface DriftOptions {
  readonly dataset: Dataset;
  /** As the user wrote it; `-` is standard input. */
  readonly file: string;
  readonly policy: Policy;
  readonly write: boolean;
  readonly json: boolean;
}

/** @throws SourceError when the file has drifted further than the policy lets pass */
export async function runDatasetDrift(options: DriftOptions, context: Context): Promise<void> {
  const { dataset, policy, write, json } = options;
  if (write && policy !== 'evolve') throw new UsageError('--write goes with --policy evolve only');
  const source = await open(options.file, context);
  const drift = await readFileDrift(source, dataset, context.config.locale);
  const { table, findings } = await context.useDatabase(
    (db) =>
      db.readOnly(async (reader) => {
        const shape = await fetchTable(reader, dataset);
        if (shape === undefined) throw noTable(dataset);
        return { table: shape, findings: await findDrift(reader, dataset, shape, drift) };
      }),
    { quiet: true },
  );
  const refused = refusedBy(policy, findings);
  const evolution = policy === 'evolve' ? evolutionOf(dataset, table, drift) : undefined;
  const migration =
    // What vanished may have been renamed: a person decides first.
    write && refused.length === 0 && evolution !== undefined && evolution.sql !== ''
      ? await writeMigration(dataset, evolution.sql, context)
      : undefined;
  const { stdout, stderr } = context.io;
  if (json) {
    const report = { file: source.name, dataset: dataset.name, policy, rows: drift.rows, findings };
    const more = evolution === undefined ? {} : { evolution, migration: migration ?? null };
    stdout.write(`${JSON.stringify({ ...report, ...more }, null, 2)}\n`);
  } else {
    const summary =
      findings.length === 0 ? 'no drift' : `${findings.length} finding${findings.length === 1 ? '' : 's'}`;
    stdout.write(`${visibleText(source.name)}: ${grouped(drift.rows)} rows, ${summary} (${dataset.name})\n`);
    stdout.write(findings.map((finding) => `${lineOf(finding, refused.includes(finding))}\n`).join(''));
    if (evolution !== undefined) stdout.write(evolutionText(dataset, evolution));
  }
  if (migration !== undefined) stderr.write(`wrote ${relative(context.cwd, migration) || migration}\n`);
  if (refused.length > 0) throw tooMuch(source.name, policy, refused);
}

function open(file: string, { io, cwd, signal }: Context) {
  return file === '-' ? stdinSource(io.stdin) : fileSource(resolve(cwd, file), file, signal);
}

function lineOf({ kind, column, count, detail, examples }: DriftFinding, refused: boolean): string {
  const words = [kind, ...(column === null ? [] : [JSON.stringify(column)])].join(' ');
  const rows = `${grouped(count)} row${count === 1 ? '' : 's'}`;
  const shown = examples.map(({ line, value }) => `${JSON.stringify(shorten(value))} in line ${line}`);
  const tail = shown.length === 0 ? '' : `: ${shown.join(', ')}`;
  return visibleText(`${refused ? 'fail' : 'note'}  ${words}, ${rows}, ${detail}${tail}`);
}

const LONGEST_VALUE = 40;

function shorten(value: string): string {
  return value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value;
}

function evolutionText(dataset: Dataset, { yaml, sql }: Evolution): string {
  const definition = yaml === '' ? '' : `\n# in kpi.yaml, under datasets: ${dataset.name}:\n${yaml}`;
  return `${definition}${sql === '' ? '' : `\n${sql}`}`;
}

function noTable({ table }: Dataset): DatabaseError {
  return new DatabaseError(`there is no table or view ${table.schema}.${table.name}`, {
    hint: 'see `kpi dataset check`',
  });
}

function tooMuch(file: string, policy: Policy, refused: readonly DriftFinding[]): SourceError {
  const named = refused.map(({ kind, column }) =>
    column === null ? kind : `${kind} ${JSON.stringify(column)}`,
  );
  return new SourceError(`${file} has drifted further than ${policy} lets pass: ${named.join(', ')}`, {
    hint:
      policy === 'freeze'
        ? 'change the file, or take it in with --policy evolve'
        : 'change the file, or the definition of the dataset',
  });
}
