import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { InterruptedError } from '../errors.ts';
import type { Database, Reader, Transaction } from './database.ts';
import { endSession } from './end-session.ts';
import { toDatabaseError } from './pg-error.ts';
import { sql, type Sql } from './sql.ts';

// A date stays the text it is: as a JavaScript Date it would depend on the time zone.
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.DATE, (value) => value);

/** For what no interrupt may end. */
const NEVER = new AbortController().signal;

const INTERRUPTED = 'interrupted: rolled back, nothing was written';

export interface PostgresOptions {
  readonly url: string;
  /** Named in every error, without password. */
  readonly description: string;
  /** Aborting it ends what runs: the server rolls back. */
  readonly signal: AbortSignal;
}

/** A Database over a small pool; connections are made when first needed. */
export function openPostgres({ url, description, signal }: PostgresOptions): Database {
  const main = openPool(url, 4);
  // For bookkeeping beside transactions that are open: from the same pool, each of them could wait for another's.
  const aside = openPool(url, 1);

  // Not left to the pool: whoever came while it connects would get a connection of his own.
  const ahead = new Map<pg.Pool, Promise<pg.PoolClient>>();
  const connectAhead = (pool: pg.Pool) => {
    const begun = ahead.get(pool) ?? pool.connect();
    begun.catch(() => undefined);
    ahead.set(pool, begun);
  };
  async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
    const begun = ahead.get(pool);
    ahead.delete(pool);
    return begun ?? pool.connect();
  }

  /** @param work may call `settle` when what follows must not be interrupted any more */
  async function withClient<T>(
    work: (session: Session) => Promise<T>,
    signal: AbortSignal,
    pool = main,
  ): Promise<T> {
    if (signal.aborted) throw new InterruptedError(INTERRUPTED);
    const client = await connect(pool).catch((error: unknown) => {
      throw toDatabaseError(error, description);
    });
    // Not earlier: those that wait for a connection are many.
    const interrupt = interruption(signal);
    const session: Session = { client, settle: interrupt.settle };
    let broken: Error | undefined;
    try {
      if (interrupt.hasFired()) throw new InterruptedError(INTERRUPTED);
      // Work that waits for something else than the server, such as a silent source, is not waited for.
      return await Promise.race([interrupt.fired, work(session)]);
    } catch (error) {
      broken = error instanceof Error ? error : new Error(String(error));
      if (!interrupt.hasFired()) throw toDatabaseError(error, description);
      // Only then is it true that everything is rolled back, and no lock of ours is in anybody's way.
      if (session.pid !== undefined) await endSession(url, session.pid);
      throw new InterruptedError(INTERRUPTED);
    } finally {
      interrupt.settle();
      const spent = interrupt.hasFired() || (broken !== undefined && isConnectionError(broken));
      client.release(spent ? broken : undefined);
    }
  }

  async function inTransaction<T>(
    mode: string,
    work: (tx: Transaction) => Promise<T>,
    signal: AbortSignal,
    { end = 'commit', pool = main }: { end?: 'commit' | 'rollback'; pool?: pg.Pool } = {},
  ): Promise<T> {
    return withClient(
      async (session) => {
        const { client } = session;
        session.pid = await begin(client, mode);
        try {
          const result = await work(transactionOn(client, signal));
          // A commit that is under way goes on without us: only its answer tells whether anything was written.
          if (signal.aborted) throw new InterruptedError(INTERRUPTED);
          session.settle();
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
      },
      signal,
      pool,
    );
  }

  return {
    description,
    connectAhead: ({ beside = false } = {}) => {
      connectAhead(main);
      if (beside) connectAhead(aside);
    },
    // What a statement sees must not depend on the server's default: a load that waited for its turn has to see what
    // the one before it wrote.
    transaction: (work, { rehearse = false, evenIfInterrupted = false, beside = false } = {}) =>
      inTransaction('isolation level read committed', work, evenIfInterrupted ? NEVER : signal, {
        end: rehearse ? 'rollback' : 'commit',
        pool: beside ? aside : main,
      }),
    readOnly: (work) =>
      inTransaction('isolation level repeatable read read only', (tx) => work(readerOf(tx)), signal),
    tryLock: (name, work) =>
      withClient(async ({ client }) => {
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
    close: async () => {
      for (const begun of ahead.values()) (await begun.catch(() => undefined))?.release();
      await Promise.all([main.end(), aside.end()]);
    },
  };
}

interface Session {
  readonly client: pg.PoolClient;
  /** From now on an interrupt changes nothing. */
  readonly settle: () => void;
  /** Of its process on the server, while a transaction is open. */
  pid?: number;
}

function openPool(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 15_000,
    // While a key is built nothing is sent for minutes, and routers forget connections that are silent.
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
    application_name: 'kpi',
    types,
  });
  // An idle connection that breaks must not end the process; the next query says what is wrong.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/**
 * Begins a transaction and returns the process id of the session on the server.
 *
 * Days come as YYYY-MM-DD, whatever the server is set to. And it looks whether we are still there, also in the middle
 * of a statement: else the work of a killed process would go on to its end, and so would its locks. Windows cannot.
 */
async function begin(client: pg.PoolClient, mode: string): Promise<number> {
  const results: unknown = await client.query(
    `begin ${mode}; set local datestyle to iso;
     select pg_backend_pid() as pid, case when version() !~* 'visual c|msvc|mingw'
       then set_config('client_connection_check_interval', '1s', true) end`,
  );
  return (results as pg.QueryResult<{ pid: number }>[]).at(-1)?.rows[0]?.pid ?? 0;
}

/** `fired` rejects when the signal is aborted before `settle` is called; it never resolves. */
function interruption(signal: AbortSignal) {
  let fired = false;
  let fire: () => void = () => undefined;
  const promise = new Promise<never>((_, reject) => {
    fire = () => {
      fired = true;
      reject(new InterruptedError(INTERRUPTED));
    };
  });
  // It may fire while nobody waits for it yet.
  promise.catch(() => undefined);
  if (signal.aborted) fire();
  signal.addEventListener('abort', fire);
  return {
    fired: promise,
    hasFired: () => fired,
    settle: () => {
      signal.removeEventListener('abort', fire);
    },
  };
}

function transactionOn(client: pg.PoolClient, signal: AbortSignal): Transaction {
  const run = async (statement: Sql) => {
    if (signal.aborted) throw new InterruptedError(INTERRUPTED);
    const { text, values } = statement.compile();
    return client.query(text, values);
  };
  return {
    query: async <Row extends object>(statement: Sql) => (await run(statement)).rows as Row[],
    execute: async (statement) => (await run(statement)).rowCount ?? 0,
    copyIn: async (statement, source) => {
      const stream = client.query(copyFrom(statement.compile().text));
      let ofSource: { readonly error: unknown } | undefined;
      async function* watched() {
        try {
          yield* source;
        } catch (error) {
          ofSource = { error };
          throw error;
        }
      }
      // A pipeline that fails waits for its source all the same, and one that is silent never ends.
      const failed = new Promise<never>((_, reject) => stream.once('error', reject));
      try {
        await Promise.race([failed, pipeline(Readable.from(watched()), stream, { signal })]);
      } catch (error) {
        // The server answers that the copy was broken off; why it was, the source knows.
        throw ofSource === undefined ? error : ofSource.error;
      }
      return stream.rowCount;
    },
    runScript: async (text) => {
      await client.query(text);
    },
  };
}

function readerOf(transaction: Transaction): Reader {
  return { query: (statement) => transaction.query(statement) };
}

/** Errors without an SQLSTATE come from the connection, not from the statement. */
function isConnectionError(error: Error): boolean {
  const cause: unknown = error.cause ?? error;
  return !(cause instanceof pg.DatabaseError) || /^(08|57P)/.test(cause.code ?? '');
}
