/** What a fault may not change half: the fact table, its key, and the books. */
import type { Reader } from '../../../src/db/database.ts';
import { sql, type Sql } from '../../../src/db/sql.ts';

/** Equal for equal rows, in whatever order they lie. */
export async function contentOf(reader: Reader): Promise<{ rows: string; sum: string }> {
  const [content] = await reader.query<{ rows: string; sum: string }>(
    sql`select count(*) as rows, coalesce(sum(hashtextextended(fact::text, 0)), 0)::text as sum
        from bi.kpi_daily as fact`,
  );
  if (content === undefined) throw new Error('no content');
  return content;
}

/** What has to be there, and what must not. */
export async function structureOf(reader: Reader): Promise<{ keys: string[]; leftOver: string[] }> {
  const keys = await reader.query<{ text: string }>(
    sql`select conname || ' ' || pg_get_constraintdef(oid) as text
        from pg_constraint where conrelid = 'bi.kpi_daily'::regclass and contype = 'p'`,
  );
  const leftOver = await reader.query<{ text: string }>(
    sql`select relname as text from pg_class
        where relname like 'kpi\_staging%' or relname in ('kpi_delta', 'kpi_summed')`,
  );
  return { keys: keys.map(({ text }) => text), leftOver: leftOver.map(({ text }) => text) };
}

export const WHOLE = {
  keys: [
    'kpi_daily_pkey PRIMARY KEY (date, entity, product, price_tier, anticipation_method, payment_method, installments)',
  ],
  leftOver: [],
};

export interface Run {
  readonly status: string;
  readonly error: string | null;
}

export function runsOf(reader: Reader): Promise<Run[]> {
  return reader.query<Run>(sql`select status, error from etl.load_run order by id`);
}

/** Whether a session of kpi in the database of `reader`, other than this one, is in the midst of something. */
export async function isAtWork(reader: Reader, condition: Sql = sql`true`): Promise<boolean> {
  const rows = await reader.query(
    sql`select from pg_stat_activity as activity
        where datname = current_database() and pid <> pg_backend_pid() and application_name = 'kpi'
              and state <> 'idle' and ${condition}`,
  );
  return rows.length > 0;
}
