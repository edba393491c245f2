/** The tables that definitions ask kpi to create. */
import type { Dataset } from '../datasets/definition.ts';
import { keyOf } from '../datasets/key.ts';
import type { NewTable } from '../db/create-tables.ts';
import { ConfigError } from '../errors.ts';
import type { Project } from '../project/project.ts';
import { createTableSql } from './create-table-sql.ts';

/**
 * Those whose definition is right: a wrong one is told to those who use its dataset.
 * @throws ConfigError with `strict`, when a definition that asks for a table is wrong
 */
export async function newTables(project: Project, { strict = false } = {}): Promise<NewTable[]> {
  const tables: NewTable[] = [];
  for (const name of project.datasetsToCreate) {
    const dataset = await project.definition(name).catch((error: unknown) => {
      if (strict || !(error instanceof ConfigError)) throw error;
      return undefined;
    });
    if (dataset !== undefined) tables.push(newTableOf(dataset, ownerOf(name, project)));
  }
  return tables;
}

export function newTableOf(dataset: Dataset, owner: string): NewTable {
  const { table, columns, timeColumn } = dataset;
  return {
    owner,
    dataset: dataset.name,
    schema: table.schema,
    name: table.name,
    text: createTableSql({
      schema: table.schema,
      name: table.name,
      columns: Object.entries(columns).map(([name, column]) => ({
        name,
        column,
        comment: commentOf(name, dataset),
      })),
      timeColumn,
      key: keyOf(dataset),
    }),
  };
}

/** The owner of SQL folders, too: a pack, or the project itself. */
function ownerOf(dataset: string, { packs }: Project): string {
  return packs.find((pack) => pack.dataset.name === dataset)?.name ?? 'project';
}

/** `"Região" in files. Dimension: Region` */
function commentOf(name: string, { columns, timeColumn, dimensions, measures }: Dataset): string {
  const aliases = columns[name]?.aliases ?? [];
  const headers =
    aliases.length === 0 ? '' : `${aliases.map((alias) => JSON.stringify(alias)).join(' or ')} in files. `;
  const label = dimensions[name]?.label['en-US'];
  const roles = [
    ...(name === timeColumn ? ['time'] : []),
    ...(label === undefined ? [] : [`dimension: ${label}`]),
    ...(measures.includes(name) ? ['measure'] : []),
  ];
  return `${headers}${roles.join('; ') || 'only loaded'}`;
}
