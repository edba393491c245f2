/** Generated from the migrated schema by test/sql/schema-types.test.ts; do not edit. */
export interface AnnotationRow {
  readonly id: string;
  readonly dataset: string;
  readonly kind: string;
  readonly incident: string | null;
  readonly metric: string | null;
  readonly dimensions: string[];
  readonly segment: string[];
  readonly first_day: string;
  readonly last_day: string;
  readonly note: string;
  readonly created_at: Date;
}

export interface LoadDayRow {
  readonly run_id: string;
  readonly position: number;
  readonly dataset: string;
  readonly day: string;
  readonly changed: boolean;
}

export interface LoadFileRow {
  readonly run_id: string;
  readonly position: number;
  readonly name: string;
  readonly bytes: string;
  readonly sha256: string;
  readonly rules: string;
  readonly encoding: string;
  readonly delimiter: string;
  readonly header: string;
  readonly formats: unknown;
  readonly rows_read: string;
  readonly rows_rejected: string;
}

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
  readonly mode: string;
  readonly rows_deleted: string | null;
  readonly rows_collapsed: string | null;
  readonly rows_rejected: string | null;
  readonly replays: string | null;
}

export interface MigrationRow {
  readonly kind: string;
  readonly name: string;
  readonly checksum: string;
  readonly applied_at: Date;
}

export interface RejectedRowRow {
  readonly run_id: string;
  readonly position: number;
  readonly file: string;
  readonly line: string;
  readonly column_name: string | null;
  readonly value: string;
  readonly rule: string;
  readonly raw: string;
}

export interface RestatementRow {
  readonly run_id: string;
  readonly dataset: string;
  readonly day: string;
  readonly metric: string;
  readonly before: string | null;
  readonly after: string | null;
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
