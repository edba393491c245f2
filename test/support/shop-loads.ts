import { beforeEach } from 'vitest';
import type { Dataset } from '../../src/datasets/definition.ts';
import type { Database } from '../../src/db/database.ts';
import { sql, type Sql } from '../../src/db/sql.ts';
import { loadSources, type LoadOptions, type LoadResult } from '../../src/ingest/load.ts';
import type { RejectPolicy } from '../../src/ingest/rejected-rows.ts';
import type { Source } from '../../src/ingest/source.ts';
import { shop, shopCsv, SHOP_TABLE } from '../data-tests/shop.ts';
import { SILENT } from './load-events.ts';
import { useTestDatabase } from './test-database.ts';
import { textSource } from './text-source.ts';

/** Every wrong row is put aside, however many there are. */
export const ASIDE: RejectPolicy = { onError: 'quarantine', maxErrors: Infinity, maxErrorRate: 1 };

export interface ShopLoads {
  readonly db: Database;
  readonly script: (text: string) => Promise<void>;
  readonly query: <Row extends object>(statement: Sql) => Promise<Row[]>;
  readonly load: (
    files: readonly Source[] | Source,
    options?: Partial<LoadOptions>,
    dataset?: Dataset,
  ) => Promise<LoadResult>;
  /** The rows of the table as text, without what is null: "2025-01-01 a 1.50". */
  readonly stored: () => Promise<string[]>;
}

/** An empty table bi.shop before each test, nothing in the books, and what loads and reads it. */
export function useShopLoads(dataset: Dataset = shop([]), table: string = SHOP_TABLE): ShopLoads {
  const { db } = useTestDatabase();
  const script = (text: string) => db.transaction((tx) => tx.runScript(text));
  const query = <Row extends object>(statement: Sql) => db.readOnly((reader) => reader.query<Row>(statement));
  beforeEach(() =>
    script(
      `drop table if exists bi.shop; ${table};
       truncate etl.load_run, etl.load_file, etl.load_day, etl.rejected_row, etl.restatement restart identity`,
    ),
  );
  return {
    db,
    script,
    query,
    load: (files, options = {}, changed = dataset) =>
      loadSources(db, changed, [files].flat(), { dryRun: false, toolVersion: 'test', ...options }, SILENT),
    stored: async () => {
      const rows = await query<{ row: string }>(
        sql`select (select string_agg(value, ' ' order by place)
                    from json_each_text(row_to_json(shop)) with ordinality as field (name, value, place)) collate "C" as row
            from bi.shop order by 1`,
      );
      return rows.map(({ row }) => row);
    },
  };
}

/** A file of `day,city,amount,checked`, as one on the disk. */
export function shopFile(name: string, ...lines: readonly string[]): Source {
  return textSource(shopCsv(...lines), name, 1000);
}
