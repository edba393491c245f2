import { Big } from 'big.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { alertRuleOf } from '../../src/analysis/alerts/alert-rule.ts';
import { toDay } from '../../src/analysis/calendar.ts';
import { identifier, sql } from '../../src/db/sql.ts';
import { loadSources } from '../../src/ingest/load.ts';
import { fileSource } from '../../src/ingest/source.ts';
import { payments } from '../../src/packs/payments/dataset.ts';
import { createReport } from '../../src/report/create-report.ts';
import { SILENT } from '../support/load-events.ts';
import { hasRealFile, REAL_FILE } from '../support/real-file.ts';
import { reportRequest } from '../support/report-request.ts';
import { useTestDatabase } from '../support/test-database.ts';

describe.runIf(hasRealFile)('expectations of the real file (skipped where the file is absent)', () => {
  const { db } = useTestDatabase();
  const reportOf = (day: string) =>
    createReport(
      db,
      payments,
      reportRequest(payments, toDay(day), {
        alertRule: alertRuleOf(payments, 'baseline'),
        locale: 'en-US',
      }),
    );

  beforeAll(async () => {
    const source = await fileSource(REAL_FILE, 'real.csv');
    await loadSources(db, payments, [source], { dryRun: false, toolVersion: 'test' }, SILENT);
  });

  const carnival = { kind: 'holiday', name: 'Carnival' };

  it('knows Carnival Tuesday, and that it came as expected of such a day', async () => {
    const { headline, alerts } = await reportOf('2025-03-04');
    const [tpv] = headline;
    expect(tpv?.value).toBe('119347456.02');
    expect(tpv?.expectation).toMatchObject({ state: 'judged', verdict: carnival });
    expect(alerts).toMatchObject({ evaluated: 54, confirmed: [] });
  });

  it('says of the Tuesday after that Carnival is what W-1 is compared with', async () => {
    const [tpv] = (await reportOf('2025-03-11')).headline;
    expect(tpv?.expectation).toMatchObject({
      verdict: { kind: 'usual' },
      comparisons: [{ kind: 'usual' }, { kind: 'baseline-holiday', name: 'Carnival' }, { kind: 'usual' }],
    });
  });

  it('calls the last Monday usual, however far above its Sunday', async () => {
    const { headline, alerts } = await reportOf('2025-03-31');
    for (const { expectation } of headline) expect(expectation).toMatchObject({ verdict: { kind: 'usual' } });
    expect(headline[0]?.comparisons[0]?.percent).toBeGreaterThan(100);
    expect(alerts).toMatchObject({ confirmed: [] });
  });

  it.each(['2025-02-06', '2025-02-28', '2025-03-04', '2025-03-06', '2025-03-31'])(
    'explains %s against what was expected, to the cent',
    async (day) => {
      const { headline, why } = await reportOf(day);
      const expectation = headline[0]?.expectation;
      const [first] = why?.explanations ?? [];
      if (first?.against.kind !== 'expected' || expectation?.state !== 'judged')
        throw new Error('not explained');
      const { expected } = first.against;
      expect(Number(expected)).toBe(expectation.expected);
      const sumBy = async (column: string) => {
        const rows = await db.readOnly((reader) =>
          reader.query<{ value: string; sum: string }>(
            sql`select ${identifier(column)}::text as value, sum(amount_transacted)::text as sum
              from bi.kpi_daily where date = ${day}::date group by 1`,
          ),
        );
        return new Map(rows.map(({ value, sum }) => [value, new Big(sum)]));
      };
      for (const { dimension, top, others } of first.dimensions) {
        const actual = await sumBy(dimension);
        const total = [...actual.values()].reduce((sum, value) => sum.plus(value), new Big(0));
        expect(first.delta).toBe(total.minus(expected).toFixed(2));
        const amounts = [...top, ...(others ? [others] : [])].map(({ amount }) => new Big(amount));
        expect(amounts.reduce((sum, amount) => sum.plus(amount)).toFixed(2)).toBe(first.delta);
        // What was expected of each value is no less than nothing, and no more than of the whole.
        for (const { name, amount } of top) {
          const part = (actual.get(name) ?? new Big(0)).minus(amount);
          expect(part.gte(0) && part.lte(expected)).toBe(true);
        }
      }
      expect(first.dimensions.length).toBeGreaterThan(0);
    },
  );

  it('shows where an alert lies: of the Thursday after Carnival in tap', async () => {
    const [first] = (await reportOf('2025-03-06')).why?.explanations ?? [];
    expect(first).toMatchObject({
      against: { ordinary: false },
      dimensions: [{ dimension: 'product', top: [{ name: 'tap' }, {}, {}] }, { dimension: 'entity' }],
    });
  });

  it('learns in January', async () => {
    expect((await reportOf('2025-01-15')).headline[0]?.expectation).toEqual({ state: 'learning' });
  });
});
