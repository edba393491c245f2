import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, eachDay, toDay } from '../../src/analysis/calendar.ts';
import { judgeDays } from '../../src/analysis/completeness/known-days.ts';
import { sql } from '../../src/db/sql.ts';
import { loadSources } from '../../src/ingest/load.ts';
import { fileSource } from '../../src/ingest/source.ts';
import { payments } from '../../src/packs/payments/dataset.ts';
import { fetchArrivals } from '../../src/query/arrivals.ts';
import { SILENT } from '../support/load-events.ts';
import { hasRealFile, REAL_FILE } from '../support/real-file.ts';
import { useTestDatabase } from '../support/test-database.ts';

const [FIRST, LAST] = [toDay('2025-01-01'), toDay('2025-03-31')];

describe.runIf(hasRealFile)('completeness of the real file (skipped where the file is absent)', () => {
  const { db } = useTestDatabase();
  const judged = async () => {
    const request = { from: FIRST, to: LAST, by: payments.alerts.by };
    return judgeDays(await db.readOnly((reader) => fetchArrivals(reader, payments, request)));
  };

  beforeAll(async () => {
    const source = await fileSource(REAL_FILE, 'real.csv');
    await loadSources(db, payments, [source], { dryRun: false, toolVersion: 'test' }, SILENT);
  });

  it('calls no day partial, Carnival and its Wednesday among them', async () => {
    const states = await judged();
    const learning = eachDay(FIRST, addDays(FIRST, 27));
    expect(learning.map((day) => states.get(day)?.state)).toEqual(learning.map(() => 'learning'));
    const rest = eachDay(addDays(FIRST, 28), LAST);
    expect(rest.map((day) => states.get(day)?.state)).toEqual(rest.map(() => 'complete'));
  });

  it.each(['2025-02-09', '2025-02-19', '2025-03-04', '2025-03-31'])(
    'finds half of the rows, one entity, or the end of the file missing on %s',
    async (day) => {
      const conditions = [
        // Every row has its coin, always the same.
        sql`hashtext(concat(entity, product, price_tier, anticipation_method, payment_method, installments)) % 2 = 0`,
        sql`entity = 'PF'`,
        sql`entity = 'PJ'`,
        sql`ctid >= (select percentile_disc(0.7) within group (order by ctid) from bi.kpi_daily where date = ${day}::date)`,
      ];
      const states: (string | undefined)[] = [];
      for (const condition of conditions) {
        await db
          .transaction(async (tx) => {
            await tx.query(sql`delete from bi.kpi_daily where date = ${day}::date and ${condition}`);
            const request = { from: addDays(toDay(day), -56), to: toDay(day), by: payments.alerts.by };
            const arrivals = await fetchArrivals(tx, payments, request);
            states.push(judgeDays(arrivals).get(toDay(day))?.state);
            throw new Error('undo');
          })
          .catch((error: unknown) => expect(String(error)).toBe('Error: undo'));
      }
      expect(states).toEqual(conditions.map(() => 'partial'));
    },
  );
});
