/** The one door to PostgreSQL. Everything above this folder sees these three interfaces, never `pg`. */
import type { Sql } from './sql.ts';

/** Can only read: the transaction behind it is READ ONLY and sees one snapshot. */
export interface Reader {
  /** Dates and numerics come as text, integers up to 4 bytes as numbers, 8-byte integers as text. */
  query<Row extends object>(statement: Sql): Promise<Row[]>;
}

export interface Transaction extends Reader {
  /** Runs a statement and returns the number of rows it touched. */
  execute(statement: Sql): Promise<number>;
  /** Streams COPY … FROM STDIN; returns the number of rows copied. Back-pressure reaches the source. */
  copyIn(statement: Sql, source: AsyncIterable<string | Uint8Array>): Promise<number>;
  /** Runs a script of several statements that takes no parameters (a migration file). */
  runScript(text: string): Promise<void>;
}

export interface TransactionOptions {
  /** Roll back in the end even though all went well: a rehearsal. */
  readonly rehearse?: boolean;
  /** Finish although the user interrupted: for short bookkeeping that must be written all the same. */
  readonly evenIfInterrupted?: boolean;
  /** Short work while another transaction of this handle is open: it never has to wait for the connection of one. */
  readonly beside?: boolean;
}

export interface Database {
  /** For people, without password: `embedded PostgreSQL on 127.0.0.1:54330`. */
  readonly description: string;
  /**
   * Begins to connect, so that the first transaction, and where it is asked for the first one beside another, does not
   * wait for it. What goes wrong, that one tells.
   */
  connectAhead(options?: Pick<TransactionOptions, 'beside'>): void;
  /** Commits when `work` resolves, rolls back when it throws. */
  transaction<T>(work: (tx: Transaction) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** One REPEATABLE READ READ ONLY transaction: every query in it sees the same data. */
  readOnly<T>(work: (reader: Reader) => Promise<T>): Promise<T>;
  /**
   * Holds a session-level advisory lock named `name` while `work` runs. Returns undefined without running
   * `work` when another session holds it. The server releases it when this process dies.
   */
  tryLock<T>(name: string, work: () => Promise<T>): Promise<T | undefined>;
  close(): Promise<void>;
}
