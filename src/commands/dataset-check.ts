import type { Context } from '../context.ts';
import { failureCount } from '../datasets/data-test.ts';
import type { Dataset } from '../datasets/definition.ts';
import { fetchTableStates } from '../db/create-tables.ts';
import { ConfigError, DatabaseError } from '../errors.ts';
import {
  canReadDataTestResults,
  fetchDataTestResults,
  type StoredTestResult,
} from '../query/data-test-results.ts';
import { fetchTable } from '../query/table-columns.ts';
import { visibleText } from '../render/visible-text.ts';
import { lineOf } from '../project/definition-error.ts';
import { newTables } from '../schema/new-tables.ts';
import { fileName, readDefinitions, type Definition } from './dataset-definitions.ts';
import { compareWithTable, type TableFinding } from './dataset-table-check.ts';

/** What is known of one dataset. */
interface Checked extends Omit<Definition, 'dataset'> {
  readonly table: string | null;
  /** When kpi created the table, in UTC as ISO 8601; null where it did not. */
  readonly createdAt: string | null;
  readonly findings: readonly TableFinding[];
}

/**
 * @param name default: all datasets
 * @throws ConfigError when a definition is wrong; DatabaseError when a table is not what it says
 */
export async function runDatasetCheck(
  name: string | undefined,
  json: boolean,
  context: Context,
): Promise<void> {
  const definitions = [
    ...(await fileAsDefinition(context)),
    ...(await readDefinitions(context, name === undefined ? undefined : [name])),
  ];
  const right = definitions.flatMap(({ dataset }) => (dataset === undefined ? [] : [dataset]));
  const compared = right.length === 0 ? new Map<string, Compared>() : await compare(right, context);
  const checked = definitions.map(({ dataset, ...rest }) => ({
    ...rest,
    table: dataset === undefined ? null : `${dataset.table.schema}.${dataset.table.name}`,
    createdAt: compared.get(rest.name)?.createdAt ?? null,
    findings: compared.get(rest.name)?.findings ?? [],
  }));
  const { stdout } = context.io;
  if (json) stdout.write(`${JSON.stringify(checked, null, 2)}\n`);
  else stdout.write(checked.flatMap((one) => linesOf(one, fileName(context))).join(''));
  failIfWrong(checked, json);
}

/** What is wrong in kpi.yaml outside of its datasets stands in front of them, under the name of the file. */
async function fileAsDefinition(context: Context): Promise<Definition[]> {
  const errors = await context.project.fileErrors();
  const name = fileName(context);
  return errors.length === 0 ? [] : [{ name, source: name, dataset: undefined, errors }];
}

type Compared = Pick<Checked, 'createdAt' | 'findings'>;

async function compare(datasets: readonly Dataset[], context: Context): Promise<Map<string, Compared>> {
  // A missing table is what this looks for, so that a server may lack migrations; the embedded one is brought up.
  const schema = context.config.databaseUrl === undefined ? 'current' : 'any';
  return context.useDatabase(
    (db) =>
      db.readOnly(async (reader) => {
        const compared = new Map<string, Compared>();
        const states = await fetchTableStates(reader, await newTables(context.project));
        const tested = await canReadDataTestResults(reader);
        for (const dataset of datasets) {
          const results = tested ? await fetchDataTestResults(reader, dataset) : [];
          compared.set(dataset.name, {
            createdAt: states.find((state) => state.dataset === dataset.name)?.createdAt ?? null,
            findings: [
              ...compareWithTable(dataset, await fetchTable(reader, dataset)),
              ...results.flatMap(brokenPromise),
            ],
          });
        }
        return compared;
      }),
    { schema, quiet: true },
  );
}

/** What the last load found, so that the check of a dataset is one place to look at. */
function brokenPromise({ name, kind, status, failing, detail, undone }: StoredTestResult): TableFinding[] {
  if (status === 'ok' || (undone && status !== 'fail')) return [];
  const fate = undone ? 'undid the last load' : 'did not pass in the last load';
  const message = `the data test ${name} ${fate} (${failureCount(kind, failing)}): ${JSON.stringify(detail)}`;
  return [{ status: 'warn', message, next: 'correct the data, or the test in the definition' }];
}

function linesOf({ name, source, table, createdAt, errors, findings }: Checked, file: string): string[] {
  const wrong = errors.map((error) => `fail  ${lineOf(file, error)}\n`);
  const differing = findings.map(({ status, message, next }) => `${status}  ${name}: ${message} → ${next}\n`);
  const all = [...wrong, ...differing].map((line) => `${visibleText(line.trimEnd())}\n`);
  const created = createdAt === null ? '' : `, created by kpi on ${createdAt.slice(0, 10)}`;
  return all.length > 0 ? all : [`ok    ${name}: ${visibleText(table ?? '')} (${source}${created})\n`];
}

function failIfWrong(checked: readonly Checked[], json: boolean): void {
  const names = (wrong: (one: Checked) => boolean) =>
    checked
      .filter(wrong)
      .map(({ name }) => name)
      .join(', ');
  const hint = json ? undefined : 'do what the lines above say';
  const undefinedOnes = names(({ errors }) => errors.length > 0);
  if (undefinedOnes !== '') throw new ConfigError(`the definition is wrong: ${undefinedOnes}`, { hint });
  const differing = names(({ findings }) => findings.some(({ status }) => status === 'fail'));
  if (differing !== '')
    throw new DatabaseError(`the database differs from the definition: ${differing}`, { hint });
}
