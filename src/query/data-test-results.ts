import type { DataTestKind, Severity } from '../datasets/data-test.ts';
import type { Dataset } from '../datasets/definition.ts';
import type { Reader } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import type { TestResultRow } from './etl-schema.ts';

/** Grain: one row per data test of one load run. */
export interface StoredTestResult {
  readonly name: string;
  readonly kind: DataTestKind;
  readonly severity: Severity;
  readonly status: 'ok' | Severity;
  /** Rows, values or days, as the kind counts. */
  readonly failing: number;
  /** Examples; empty when all is well. Holds values of the data. */
  readonly detail: string;
  /** A test of severity `fail` failed: what the run brought is not in the table. */
  readonly undone: boolean;
}

/**
 * The results of the last load run that ended with any, or loaded without any: a run that failed before its
 * tests says nothing about the rows in the table. In the order of the definition; empty when there are none.
 */
export async function fetchDataTestResults(reader: Reader, dataset: Dataset): Promise<StoredTestResult[]> {
  const rows = await reader.query<Omit<StoredTestResult, 'failing'> & Pick<TestResultRow, 'failing'>>(
    sql`select result.name, result.kind, result.severity, result.status, result.failing, result.detail,
               run.status = 'failed' as undone
        from etl.test_result as result join etl.load_run as run on run.id = result.run_id
        where result.run_id = (
          select max(id) from etl.load_run as last
          where dataset = ${dataset.name}
            and (status = 'loaded' or exists (select from etl.test_result where run_id = last.id)))
        order by result.position`,
  );
  return rows.map((row) => ({ ...row, failing: Number(row.failing) }));
}

/** False before `kpi db migrate`, and for a user who has not been granted the results. */
export async function canReadDataTestResults(reader: Reader): Promise<boolean> {
  const [row] = await reader.query<{ readable: boolean }>(
    sql`select count(*) = 2 as readable
        from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
        where n.nspname = 'etl' and c.relname in ('test_result', 'load_run')
          and pg_catalog.has_schema_privilege(n.oid, 'usage') and pg_catalog.has_table_privilege(c.oid, 'select')`,
  );
  return row?.readable === true;
}
