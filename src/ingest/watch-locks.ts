import { quoteValue } from '../columns/quote-value.ts';
import type { Database } from '../db/database.ts';
import { sql } from '../db/sql.ts';

const LOOK_EVERY_MS = 2000;

interface Blocker {
  readonly pid: number;
  readonly application: string;
  readonly state: string;
}

/**
 * Tells when a load waits for locks of others, such as rows that somebody changed and did not commit: once for each
 * that it waits for. The load's own connection cannot tell, because it waits.
 * @param pid of the session of the load
 * @returns ends the watch
 */
export function watchLocks(db: Database, pid: number, tell: (note: string) => void): () => void {
  const told = new Set<number>();
  let looking = false;
  let ended = false;
  const look = async () => {
    if (looking) return;
    looking = true;
    try {
      for (const blocker of await findBlockers(db, pid)) {
        // Awaited meanwhile.
        if (ended || told.has(blocker.pid)) continue;
        told.add(blocker.pid);
        tell(noteOf(blocker));
      }
    } catch {
      // The load itself will meet what is wrong with the database.
    }
    looking = false;
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  return () => {
    ended = true;
    clearInterval(timer);
  };
}

async function findBlockers(db: Database, pid: number): Promise<Blocker[]> {
  return db.transaction(
    (tx) =>
      // Who may not look into the sessions of others sees that they are there, and no more.
      tx.query<Blocker>(
        sql`select pid, coalesce(application_name, '') as application, coalesce(state, '') as state
            from pg_stat_activity where pid = any(pg_blocking_pids(${pid}))`,
      ),
    { beside: true },
  );
}

/** "waiting for a lock that "psql" holds (idle in transaction): commit …" */
function noteOf({ pid, application, state }: Blocker): string {
  const who = application === '' ? 'another session' : quoteValue(application);
  const doing = state === '' ? '' : `, ${state}`;
  return (
    `waiting for a lock that ${who} holds (process ${pid}${doing}); ` +
    `end its transaction, or run: select pg_terminate_backend(${pid})`
  );
}
