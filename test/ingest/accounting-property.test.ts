/** Every row of every file is accounted for, and the table holds what a plain model of the load says. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sql } from '../../src/db/sql.ts';
import { ASIDE, shopFile, useShopLoads } from '../support/shop-loads.ts';

interface Line {
  readonly day: string;
  readonly city: string;
  /** Null: a row that breaks a rule. */
  readonly amount: number | null;
  readonly wrong: string;
}

const line: fc.Arbitrary<Line> = fc.record({
  day: fc.constantFrom('2025-01-01', '2025-01-02', '2025-01-03'),
  city: fc.constantFrom('a', 'b', 'ção', 'd, e', 'f"'),
  amount: fc.option(fc.integer({ min: -500, max: 500 }), { freq: 5 }),
  wrong: fc.constantFrom('2025-01-01,a,1x,', '2025-02-30,a,1,', '2025-01-01,a', '2025-01-01,"a"x,1,', ',,1,'),
});
const lines = fc.array(line, { maxLength: 25 });
const quoted = (text: string) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const textOf = ({ day, city, amount, wrong }: Line) =>
  amount === null ? wrong : `${day},${quoted(city)},${(amount / 100).toFixed(2)},`;

const POLICIES = ['sum', 'last', 'reject'] as const;
type Table = Map<string, number>;

/** What a file makes of a table. */
function apply(table: Table, file: readonly Line[], policy: (typeof POLICIES)[number], replace: boolean) {
  const byKey = new Map<string, number[]>();
  for (const { day, city, amount } of file) {
    if (amount === null) continue;
    const key = `${day} ${city}`;
    byKey.set(key, [...(byKey.get(key) ?? []), amount]);
  }
  if (policy === 'reject') for (const [key, amounts] of byKey) if (amounts.length > 1) byKey.delete(key);
  const days = new Set([...byKey.keys()].map((key) => key.slice(0, 10)));
  if (replace) {
    for (const key of table.keys()) if (days.has(key.slice(0, 10)) && !byKey.has(key)) table.delete(key);
  }
  for (const [key, amounts] of byKey) {
    const value = policy === 'sum' ? amounts.reduce((sum, one) => sum + one) : amounts.at(-1);
    table.set(key, value ?? NaN);
  }
}

const { load, stored, query, script } = useShopLoads();

it('rows read = inserted + updated + unchanged + collapsed + rejected', async () => {
  const files = fc.array(lines, { minLength: 1, maxLength: 3 });
  const policies = fc.constantFrom(...POLICIES);
  await fc.assert(
    fc.asyncProperty(lines, files, policies, fc.boolean(), async (earlier, given, onDuplicate, replace) => {
      await script('truncate bi.shop, etl.rejected_row');
      await load(shopFile('earlier.csv', ...earlier.map(textOf)), {
        onDuplicate: 'last',
        rejects: ASIDE,
        force: true,
      });
      const table: Table = new Map();
      apply(table, earlier, 'last', false);
      const size = table.size;
      const sources = given.map((file, index) => shopFile(`${index}.csv`, ...file.map(textOf)));
      const mode = replace ? 'replace' : 'upsert';
      const counts = await load(sources, { onDuplicate, mode, rejects: ASIDE, force: true });
      for (const file of given) apply(table, file, onDuplicate, replace);

      const { rowsRead, inserted, updated, unchanged, deleted, collapsed, rejected } = counts;
      expect(rowsRead).toBe(given.flat().length);
      expect(inserted + updated + unchanged + collapsed + rejected).toBe(rowsRead);
      expect(await stored()).toEqual(
        [...table].map(([key, amount]) => `${key} ${(amount / 100).toFixed(2)}`).sort(),
      );
      expect(inserted - deleted).toBe(table.size - size);
      expect(counts.rejectedRows).toHaveLength(rejected);
      expect(
        await query(
          sql`select rows_read = rows_inserted + rows_updated + rows_unchanged + rows_collapsed + rows_rejected as adds_up,
                     (select count(*) from etl.rejected_row as row where row.run_id = run.id) = rows_rejected as kept
              from etl.load_run as run where id = ${counts.runId}`,
        ),
      ).toEqual([{ adds_up: true, kept: true }]);
    }),
    { numRuns: 100 },
  );
});
