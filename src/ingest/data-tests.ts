/** The promises of a dataset about its rows, checked within the transaction of a load. */
import { daysBetween, toDay, type BusinessDay } from '../analysis/calendar.ts';
import { failureCount, dataTestName, dataTestRule, type DataTest } from '../datasets/data-test.ts';
import type { DataTestKind, Severity } from '../datasets/data-test.ts';
import { childDimensions, dataTestsOf } from '../datasets/data-tests-of.ts';
import { keyOf } from '../datasets/key.ts';
import type { Dataset } from '../datasets/definition.ts';
import type { Reader } from '../db/database.ts';
import { identifier, sql } from '../db/sql.ts';
import { SourceError } from '../errors.ts';
import { dayOf, factTable } from '../query/expressions.ts';
import { failingControlTotals } from './data-tests-control-total.ts';
import { failingHierarchy } from './data-tests-hierarchy.ts';
import { failingRowCounts } from './data-tests-row-count.ts';
import { failingRows, failingUnique, NAMED_EXAMPLES, type Failures } from './data-tests-rows.ts';
import type { Source } from './source.ts';

export interface DataTestResult {
  readonly name: string;
  readonly kind: DataTestKind;
  readonly severity: Severity;
  /** `ok`, or the severity. */
  readonly status: 'ok' | Severity;
  /** What is promised, in words. */
  readonly rule: string;
  /** Rows, values or days, as the kind counts. */
  readonly failing: number;
  /** The first five by their text. Values of the data: they may hold anything. */
  readonly examples: readonly string[];
}

/** What tests need to know besides the table. */
export interface DataTestFacts {
  /** Days that the load touched, ascending. */
  readonly days: readonly BusinessDay[];
  /** Where the dataset lives; for tests of freshness. */
  readonly today: BusinessDay | undefined;
  /** Opens a file of control totals. */
  readonly openControl: ((file: string) => Promise<Source>) | undefined;
}

/** Runs every test of the dataset, in the order of `dataTestsOf`. */
export async function runDataTests(
  reader: Reader,
  dataset: Dataset,
  facts: DataTestFacts,
): Promise<DataTestResult[]> {
  const results: DataTestResult[] = [];
  for (const test of dataTestsOf(dataset)) {
    const { failing, examples } = await failuresOf(reader, dataset, test, facts);
    const severity = test.severity ?? 'warn';
    results.push({
      name: dataTestName(test),
      kind: test.kind,
      severity,
      status: failing === 0 ? 'ok' : severity,
      rule: dataTestRule(test),
      failing,
      examples: examples.slice(0, NAMED_EXAMPLES),
    });
  }
  return results;
}

function failuresOf(
  reader: Reader,
  dataset: Dataset,
  test: DataTest,
  { days, today, openControl }: DataTestFacts,
): Promise<Failures> {
  switch (test.kind) {
    case 'not_null':
    case 'accepted_values':
    case 'range':
      return failingRows(reader, dataset, test, days);
    case 'unique':
      return failingUnique(reader, dataset, test.columns ?? keyOf(dataset) ?? [], days);
    case 'freshness':
      if (today === undefined) throw new RangeError('a test of freshness needs to know today');
      return staleness(reader, dataset, test.maxAgeDays, today);
    case 'row_count':
      return failingRowCounts(reader, dataset, test, days);
    case 'control_total':
      if (openControl === undefined) throw new RangeError('a control total needs a way to its file');
      return failingControlTotals(reader, dataset, test, days, openControl);
    case 'hierarchy':
      return failingHierarchy(reader, dataset, test.dimensions ?? childDimensions(dataset), days);
  }
}

async function staleness(
  reader: Reader,
  dataset: Dataset,
  maxAgeDays: number,
  today: BusinessDay,
): Promise<Failures> {
  const [row] = await reader.query<{ last: string | null }>(
    sql`select ${dayOf(dataset, sql`max(${identifier(dataset.timeColumn)})`)} as last from ${factTable(dataset)}`,
  );
  if (row === undefined || row.last === null) return { failing: 1, examples: ['—'] };
  const age = daysBetween(toDay(row.last), today);
  if (age <= maxAgeDays) return { failing: 0, examples: [] };
  return { failing: age - maxAgeDays, examples: [`${row.last}: ${age} > ${maxAgeDays}`] };
}

/** A load that a test of severity `fail` undid. */
export class FailedDataTestsError extends SourceError {
  readonly results: readonly DataTestResult[];
  readonly days: readonly BusinessDay[];

  constructor(results: readonly DataTestResult[], days: readonly BusinessDay[]) {
    const failed = results.filter(({ status }) => status === 'fail');
    const lines = failed.flatMap((result) => [
      `  ${dataTestLine(result)}`,
      ...result.examples.map((example) => `    ${JSON.stringify(example)}`),
    ]);
    const tests = failed.length === 1 ? 'a data test fails' : `${failed.length} data tests fail`;
    super([`nothing was loaded, because ${tests}:`, ...lines].join('\n'), {
      hint: 'correct the data; if they are right, change the test in the definition of the dataset',
    });
    this.results = results;
    this.days = days;
  }
}

/** `range(amount): 3 rows fail; amount from 0 to 100` */
export function dataTestLine({ name, kind, failing, rule }: DataTestResult): string {
  return `${name}: ${failureCount(kind, failing)}; ${rule}`;
}
