import type { Context } from '../context.ts';
import { failureCount } from '../datasets/data-test.ts';
import type { Dataset } from '../datasets/definition.ts';
import { ConfigError, DatabaseError } from '../errors.ts';
import {
  canReadDataTestResults,
  fetchDataTestResults,
  type StoredTestResult,
} from '../query/data-test-results.ts';
import { fetchTable } from '../query/table-columns.ts';
import { visibleText } from '../render/visible-text.ts';
import { fileName, readDefinitions, type Definition } from './dataset-definitions.ts';
import { compareWithTable, type TableFinding } from './dataset-table-check.ts';

/** What is known of one dataset. */
interface Checked extends Omit<Definition, 'dataset'> {
  readonly table: string | null;
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
  const definitions = await readDefinitions(context, name === undefined ? undefined : [name]);
  const right = definitions.flatMap(({ dataset }) => (dataset === undefined ? [] : [dataset]));
  const findings = right.length === 0 ? new Map<string, TableFinding[]>() : await compare(right, context);
  const checked = definitions.map(({ dataset, ...rest }) => ({
    ...rest,
    table: dataset === undefined ? null : `${dataset.table.schema}.${dataset.table.name}`,
    findings: findings.get(rest.name) ?? [],
  }));
  const { stdout } = context.io;
  if (json) stdout.write(`${JSON.stringify(checked, null, 2)}\n`);
  else stdout.write(checked.flatMap((one) => linesOf(one, fileName(context))).join(''));
  failIfWrong(checked, json);
}

async function compare(datasets: readonly Dataset[], context: Context): Promise<Map<string, TableFinding[]>> {
  // A missing table is what this looks for, so that a server may lack migrations; the embedded one is brought up.
  const schema = context.config.databaseUrl === undefined ? 'current' : 'any';
  return context.useDatabase(
    (db) =>
      db.readOnly(async (reader) => {
        const findings = new Map<string, TableFinding[]>();
        const tested = await canReadDataTestResults(reader);
        for (const dataset of datasets) {
          const results = tested ? await fetchDataTestResults(reader, dataset) : [];
          findings.set(dataset.name, [
            ...compareWithTable(dataset, await fetchTable(reader, dataset)),
            ...results.flatMap(brokenPromise),
          ]);
        }
        return findings;
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

function linesOf({ name, source, table, errors, findings }: Checked, file: string): string[] {
  const wrong = errors.map(
    ({ line, column, path, message }) => `fail  ${file}:${line}:${column}: ${path}: ${message}\n`,
  );
  const differing = findings.map(({ status, message, next }) => `${status}  ${name}: ${message} → ${next}\n`);
  const all = [...wrong, ...differing].map((line) => `${visibleText(line.trimEnd())}\n`);
  return all.length > 0 ? all : [`ok    ${name}: ${visibleText(table ?? '')} (${source})\n`];
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
