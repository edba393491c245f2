/** Generated from the migrated schema by test/sql/schema-types.test.ts; do not edit. */
export interface LoadRunRow {
  readonly id: string;
  readonly dataset: string;
  readonly sources: string[];
  readonly status: string;
  readonly started_at: Date;
  readonly finished_at: Date | null;
  readonly rows_read: string | null;
  readonly rows_inserted: string | null;
  readonly rows_updated: string | null;
  readonly rows_unchanged: string | null;
  readonly first_day: string | null;
  readonly last_day: string | null;
  readonly error: string | null;
  readonly tool_version: string;
}

export interface MigrationRow {
  readonly kind: string;
  readonly name: string;
  readonly checksum: string;
  readonly applied_at: Date;
}

export interface TestResultRow {
  readonly run_id: string;
  readonly position: number;
  readonly dataset: string;
  readonly name: string;
  readonly kind: string;
  readonly severity: string;
  readonly status: string;
  readonly failing: string;
  readonly detail: string;
  readonly first_day: string | null;
  readonly last_day: string | null;
  readonly checked_at: Date;
}
