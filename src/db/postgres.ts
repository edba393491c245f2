import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { InterruptedError } from '../errors.ts';
import type { Database, Reader, Transaction } from './database.ts';
import { toDatabaseError } from './pg-error.ts';
import { sql, type Sql } from './sql.ts';

// A date stays the text it is: as a JavaScript Date it would depend on the time zone.
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.DATE, (value) => value);

/** For what no interrupt may end. */
const NEVER = new AbortController().signal;

export interface PostgresOptions {
  readonly url: string;
  /** Named in every error, without password. */
  readonly description: string;
  /** Aborting it ends what runs: the server rolls back. */
  readonly signal: AbortSignal;
}

/** A Database over a small pool; connections are made when first needed. */
export function openPostgres({ url, description, signal }: PostgresOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: 4,
    connectionTimeoutMillis: 15_000,
    application_name: 'kpi',
    types,
  });
  // An idle connection that breaks must not end the process; the next query says what is wrong.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));

  /** @param work may call `settle` when what follows must not be interrupted any more */
  async function withClient<T>(
    work: (client: pg.PoolClient, settle: () => void) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    let client: pg.PoolClient | undefined;
    let broken: Error | undefined;
    const abort = () => {
      client?.release(new Error('interrupted'));
      client = undefined;
    };
    const settle = () => {
      signal.throwIfAborted();
      signal.removeEventListener('abort', abort);
    };
    try {
      signal.throwIfAborted();
      client = await pool.connect();
      signal.addEventListener('abort', abort);
      if (signal.aborted) abort();
      signal.throwIfAborted();
      return await work(client, settle);
    } catch (error) {
      broken = error instanceof Error ? error : new Error(String(error));
      const interrupted = signal.aborted && client === undefined;
      if (interrupted) throw new InterruptedError('interrupted: rolled back, nothing was written');
      throw toDatabaseError(error, description);
    } finally {
      signal.removeEventListener('abort', abort);
      client?.release(broken && isConnectionError(broken) ? broken : undefined);
    }
  }

  async function inTransaction<T>(
    mode: string,
    work: (tx: Transaction) => Promise<T>,
    signal: AbortSignal,
    end: 'commit' | 'rollback' = 'commit',
  ): Promise<T> {
    return withClient(async (client, settle) => {
      // Days come as YYYY-MM-DD, whatever the server is set to.
      await client.query(`begin ${mode}; set local datestyle to iso`);
      try {
        const result = await unlessAborted(work(transactionOn(client, signal)), signal);
        // A commit that is under way goes on without us: only its answer tells whether anything was written.
        settle();
        const { command } = await client.query(end);
        if (command !== end.toUpperCase()) {
          throw new Error('rolled back: a statement failed, and the work went on without it');
        }
        return result;
      } catch (error) {
        // When the connection itself is gone the server has rolled back already.
        if (!signal.aborted) await client.query('rollback').catch(() => undefined);
        throw error;
      }
    }, signal);
  }

  return {
    description,
    transaction: (work, { rehearse = false, evenIfInterrupted = false } = {}) =>
      inTransaction('', work, evenIfInterrupted ? NEVER : signal, rehearse ? 'rollback' : 'commit'),
    readOnly: (work) =>
      inTransaction('isolation level repeatable read read only', (tx) => work(readerOf(tx)), signal),
    tryLock: (name, work) =>
      withClient(async (client) => {
        const { text, values } =
          sql`select pg_try_advisory_lock(hashtextextended(${name}, 0)) as held`.compile();
        const { rows } = await client.query<{ held: boolean }>(text, values);
        if (rows[0]?.held !== true) return undefined;
        try {
          return await work();
        } finally {
          await client.query('select pg_advisory_unlock_all()').catch(() => undefined);
        }
      }, signal),
    close: () => pool.end(),
  };
}

function transactionOn(client: pg.PoolClient, signal: AbortSignal): Transaction {
  const run = async (statement: Sql) => {
    signal.throwIfAborted();
    const { text, values } = statement.compile();
    return client.query(text, values);
  };
  return {
    query: async <Row extends object>(statement: Sql) => (await run(statement)).rows as Row[],
    execute: async (statement) => (await run(statement)).rowCount ?? 0,
    copyIn: async (statement, source) => {
      const stream = client.query(copyFrom(statement.compile().text));
      await pipeline(Readable.from(source), stream, { signal });
      return stream.rowCount;
    },
    runScript: async (text) => {
      await client.query(text);
    },
  };
}

/** Work that waits for a source waits for ever when that is silent. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      reject(new InterruptedError('interrupted: rolled back, nothing was written'));
    };
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', abort);
    });
  });
}

function readerOf(transaction: Transaction): Reader {
  return { query: (statement) => transaction.query(statement) };
}

/** Errors without an SQLSTATE come from the connection, not from the statement. */
function isConnectionError(error: Error): boolean {
  const cause: unknown = error.cause ?? error;
  return !(cause instanceof pg.DatabaseError) || /^(08|57P)/.test(cause.code ?? '');
}
