/** What would make a dataset take a file with new columns and values. */
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import type { Context } from '../context.ts';
import type { Column, Dataset } from '../datasets/definition.ts';
import { codeOf } from '../db/pg-error.ts';
import { identifier } from '../db/sql.ts';
import { UsageError } from '../errors.ts';
import type { FileDrift } from '../ingest/file-drift.ts';
import type { TableShape } from '../query/table-columns.ts';
import { sqlType } from '../schema/sql-type.ts';
import { writeWhole } from './write-whole.ts';

export interface Evolution {
  /** Lines to add under `datasets.<name>` in kpi.yaml; empty when there is nothing to add. */
  readonly yaml: string;
  /** Text of a migration; empty when the table has every column. */
  readonly sql: string;
}

export function evolutionOf(dataset: Dataset, table: TableShape | undefined, drift: FileDrift): Evolution {
  const columns = namedColumns(dataset, drift);
  const dimensions = Object.fromEntries(
    Object.entries(dataset.dimensions).flatMap(([name, { values }]) => {
      const seen = [...(drift.values.get(name)?.keys() ?? [])].sort();
      const added = values === undefined ? [] : seen.filter((value) => !values.includes(value));
      return added.length === 0 ? [] : [[name, { values: [...(values ?? []), ...added] }]];
    }),
  );
  const additions = {
    ...(columns.length === 0
      ? {}
      : {
          columns: Object.fromEntries(
            columns.map(({ name, header, column }) => [name, yamlOf(name, header, column)]),
          ),
        }),
    ...(Object.keys(dimensions).length === 0 ? {} : { dimensions }),
  };
  const inTable = new Set(table?.columns.map(({ name }) => name));
  const missing = columns.filter(({ name }) => !inTable.has(name));
  return {
    yaml: Object.keys(additions).length === 0 ? '' : stringify(additions),
    sql: missing.length === 0 || dataset.table.kind === 'view' ? '' : alterTable(dataset, missing),
  };
}

interface NamedColumn {
  readonly name: string;
  readonly header: string;
  readonly column: Column;
}

function namedColumns(dataset: Dataset, { newColumns }: FileDrift): NamedColumn[] {
  const taken = new Set(Object.keys(dataset.columns));
  return [...newColumns].map(([header, { column }], index) => {
    let name = nameOf(header) || `column_${index + 1}`;
    while (taken.has(name)) name = `${name}_2`;
    taken.add(name);
    return { name, header, column };
  });
}

/** `Order Total (R$)` → `order_total_r`: easy to write, whatever the file calls it. */
function nameOf(header: string): string {
  const name = header
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_+|_+$/g, '');
  // PostgreSQL keeps 63 bytes; room is left for a number.
  return trimToBytes(name, 55);
}

function trimToBytes(name: string, bytes: number): string {
  const characters = Array.from(name);
  while (new TextEncoder().encode(characters.join('')).length > bytes) characters.pop();
  return characters.join('');
}

function yamlOf(name: string, header: string, column: Column) {
  const plain = header.toLowerCase().replaceAll(/[\s_-]/g, '');
  return plain === name.replaceAll('_', '') ? column : { ...column, aliases: [header] };
}

function alterTable(dataset: Dataset, columns: readonly NamedColumn[]): string {
  const { schema, name } = dataset.table;
  const quoted = (...parts: readonly string[]) => identifier(...parts).compile().text;
  const additions = columns.map((column) => `  add column ${quoted(column.name)} ${sqlType(column.column)}`);
  const comment = '-- New columns of a file, found by `kpi dataset drift`.';
  return `${comment}\nalter table ${quoted(schema, name)}\n${additions.join(',\n')};\n`;
}

/**
 * Writes the migration as the next number of the project's own.
 * @returns its path
 * @throws UsageError when the folder has no kpi.yaml
 */
export async function writeMigration(dataset: Dataset, text: string, { project }: Context): Promise<string> {
  if (project.file === undefined) {
    throw new UsageError('--write needs a project of your own: there is no kpi.yaml', {
      hint: 'run `kpi init`, or put the statement into a migration yourself',
    });
  }
  const folder = join(dirname(project.file), 'sql/migrations');
  const files = await readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
  const last = Math.max(0, ...files.map((file) => Number(/^\d+/.exec(file)?.[0] ?? 0)));
  const number = String(last + 1).padStart(4, '0');
  const path = join(folder, `${number}_${dataset.name.replaceAll('-', '_')}_columns.sql`);
  await writeWhole([{ path, bytes: text }]);
  return path;
}
