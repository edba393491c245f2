import { beforeAll, describe, expect, it } from 'vitest';
import { alertRuleOf } from '../../src/analysis/alerts/alert-rule.ts';
import { toDay } from '../../src/analysis/calendar.ts';
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

  it('learns in January', async () => {
    expect((await reportOf('2025-01-15')).headline[0]?.expectation).toEqual({ state: 'learning' });
  });
});
