import type { Database } from '../../../src/db/database.ts';

/** From now on adding a key takes an hour, until the function that is returned is called. */
export async function sleepInKeyBuild(db: Database): Promise<() => Promise<void>> {
  // Not a trigger on the table: with one, its key is not built behind the rows.
  await db.transaction((tx) =>
    tx.runScript(`create function take_an_hour() returns event_trigger language plpgsql as
        $$ begin if current_query() ilike '%add constraint%' then perform pg_sleep(3600); end if; end $$;
      create event trigger slow_key on ddl_command_start when tag in ('ALTER TABLE') execute function take_an_hour()`),
  );
  return () => db.transaction((tx) => tx.runScript('drop function take_an_hour() cascade'));
}
