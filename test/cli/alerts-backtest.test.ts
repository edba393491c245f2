import { beforeAll, describe, expect, it } from 'vitest';
import { textWidth } from '../../src/render/text-width.ts';
import type { Backtest } from '../../src/report/backtest/backtest-model.ts';
import { insertPayments } from '../support/generated-payments.ts';
import { kpi, useTemporaryFolder } from '../support/kpi.ts';
import { hasRealFile, readOracle, REAL_FILE } from '../support/real-file.ts';
import { useTestDatabase } from '../support/test-database.ts';
import { DROP, WEEKLY, weeklyPayments } from '../support/weekly-payments.ts';

describe('kpi alerts backtest', async () => {
  const { db, url } = useTestDatabase();
  const cwd = await useTemporaryFolder();
  const run = (...argv: string[]) =>
    kpi(['alerts', 'backtest', ...argv], {
      cwd,
      env: { DATABASE_URL: url, KPI_LOCALE: 'en-US' },
      today: '2025-07-21',
      columns: 80,
    });
  const json = async (...argv: string[]) => JSON.parse((await run('--json', ...argv)).stdout) as Backtest;
  /** A day that did not arrive, and one of which most rows are missing. */
  const MISSING = '2025-07-08';
  const PARTIAL = '2025-07-10';

  beforeAll(() =>
    insertPayments(
      db,
      weeklyPayments().filter(
        ({ date, product }) => date !== MISSING && !(date === PARTIAL && product !== 'pos'),
      ),
    ),
  );

  it('goes from the ninth week to the last day, and leaves out what did not arrive whole', async () => {
    const { from, to, leftOut, total } = await json();
    expect({ from, to }).toEqual({ from: '2025-06-30', to: WEEKLY.to });
    expect(leftOut).toEqual({ missing: [MISSING], partial: [PARTIAL] });
    expect(total.days).toBe(21 - 2);
  });

  it('tells the drop on its days, and the same incidents as the list', async () => {
    const { alerts, total } = await json();
    const tpv = alerts.filter(({ day, metric }) => metric === 'tpv' && day >= DROP.from && day <= DROP.to);
    expect(tpv.map(({ day, direction }) => [day, direction])).toEqual([
      [DROP.from, 'down'],
      [DROP.to, 'down'],
    ]);
    expect(tpv[0]?.incident).toBe(tpv[1]?.incident);
    expect(tpv[1]).toMatchObject({ segment: ['PF', 'pix'], holiday: null, said: null });
    expect(tpv[1]?.offBy).toBeCloseTo(-0.7, 1);
    const listed = await kpi(['alerts', 'list', '--json', '--days', '21'], {
      cwd,
      env: { DATABASE_URL: url },
      today: '2025-07-21',
    });
    const { incidents } = JSON.parse(listed.stdout) as { incidents: { id: string }[] };
    const ids = new Set(alerts.map(({ incident }) => incident));
    expect(ids).toEqual(new Set(incidents.map(({ id }) => id)));
    expect(total).toMatchObject({ alerts: alerts.length, incidents: ids.size, known: 0 });
  });

  it('says so when it begins later than asked', async () => {
    const { stdout } = await run('--from', '2025-05-20', '--to', '2025-07-15');
    expect(stdout).toContain('\nfrom 2025-06-30 on, not 2025-05-20: eight weeks have to be known before\n');
    expect(await json('--from', '2025-05-20')).toMatchObject({ movedFrom: '2025-05-20', from: '2025-06-30' });
    for (const from of [[], ['--from', '2025-06-30']]) {
      expect(await json(...from)).not.toHaveProperty('movedFrom');
    }
    const classic = await run('--method', 'zscore', '--from', '2025-01-01');
    expect(classic.stdout).toContain(' on, not 2025-01-01: the history begins there\n');
    expect(await json('--method', 'zscore', '--from', '2025-05-20')).not.toHaveProperty('movedFrom');
  });

  it('is limited by --from and --to, and judges these days as it does among others', async () => {
    const all = await json();
    const some = await json('--from', '2025-07-12', '--to', '2025-07-15');
    expect(some.total.days).toBe(4);
    expect(some.alerts).toEqual(all.alerts.filter(({ day }) => day >= some.from && day <= some.to));
    expect((await json('--from', '2025-05-06')).from).toBe('2025-06-30');
  });

  it('counts what somebody has said something about by itself', async () => {
    const known = ['--from', DROP.from, '--to', DROP.to];
    const said = await kpi(['alerts', 'event', 'Pix off', ...known], { cwd, env: { DATABASE_URL: url } });
    const { alerts, total } = await json();
    expect(total.known).toBeGreaterThan(0);
    expect(alerts.filter((one) => one.said === 'event')).toHaveLength(total.known);
    expect((await run()).stdout).toContain('more that somebody has said something about');
    const number = /forget (\d+)/.exec(said.stdout)?.[1] ?? '';
    await kpi(['alerts', 'forget', number], { cwd, env: { DATABASE_URL: url } });
  });

  it('writes short tables that fit 80 columns', async () => {
    const { code, stdout } = await run('--inject');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^2025-06-30 to 2025-07-20: baseline, false discovery rate 0\.1, direction both\n19 days judged \(left out: 1 without data, 1 incomplete\), [\d,]+ segment-days\n/,
    );
    expect(stdout).toMatch(/2025-07-16 Wed +PF · pix +TPV +▼ -\d\d\.\d\d%/);
    expect(stdout).toContain('false alerts per 100  baseline 1  baseline 3  zscore 1  zscore 3');
    for (const line of stdout.split('\n')) expect(textWidth(line)).toBeLessThanOrEqual(80);
  });

  it('measures what is caught, the chosen method first', async () => {
    for (const method of ['baseline', 'zscore'] as const) {
      const { injected } = await json('--inject', '--method', method);
      expect(injected?.groups.map(({ metric, level }) => `${metric} ${level}`)).toEqual([
        'tpv leaves',
        'average_ticket leaves',
        'tpv sums',
        'average_ticket sums',
      ]);
      for (const { methods } of injected?.groups ?? []) {
        expect(methods[0]?.method).toBe(method);
        expect(methods).toHaveLength(2);
        const baseline = methods.find((one) => one.method === 'baseline');
        const zero = baseline?.caught.find(({ injection }) => injection === 'zero');
        expect(zero?.caught).toEqual([1, 1]);
        expect(zero?.trials).toBe(baseline?.untouched);
      }
    }
  });

  it('has more alerts at a greater rate of false ones', async () => {
    const count = async (fdr: string) => (await json('--fdr', fdr)).alerts.length;
    expect(await count('0.4')).toBeGreaterThanOrEqual(await count('0.01'));
  });

  it.each([
    [
      ['--to', '2025-06-01'],
      3,
      'a replay needs nine weeks of history, 63 days; up to 2025-06-01 the dataset payments has 28',
    ],
    [['--method', 'zscore', '--to', '2025-06-01'], 3, 'a replay needs nine weeks of history'],
    [['--to', '2025-01-01'], 3, 'the dataset payments has no data on or before 2025-01-01'],
    [['--from', '2025-07-21'], 2, '--to 2025-07-20 is before --from 2025-07-21'],
    [
      ['--from', '2025-07-22', '--to', '2025-07-25'],
      3,
      'the dataset payments has no data from 2025-07-22 to 2025-07-25',
    ],
    [['--from', 'soon'], 2, '--from "soon" is not a day of the calendar'],
    [['--threshold', '3'], 2, '--threshold belongs to the method zscore'],
  ])('refuses %j', async (argv, code, message) => {
    const result = await run(...argv);
    expect(result).toMatchObject({ code, stdout: '' });
    expect(result.stderr).toContain(`error: ${message}`);
  });

  it('replays the classic rule from any day', async () => {
    const { from, total } = await json('--method', 'zscore', '--from', '2025-05-01', '--to', '2025-06-10');
    expect(from).toBe(WEEKLY.from);
    expect(total.days).toBe(37);
  });
});

describe.runIf(hasRealFile)('a replay of the real file (skipped where the file is absent)', async () => {
  const { url } = useTestDatabase();
  const cwd = await useTemporaryFolder();
  const run = (...argv: string[]) =>
    kpi(argv, { cwd, env: { DATABASE_URL: url, KPI_LOCALE: 'en-US' }, today: '2025-04-01' });
  const backtest = async (...argv: string[]) =>
    JSON.parse((await run('alerts', 'backtest', '--json', ...argv)).stdout) as Backtest;

  beforeAll(async () => {
    await run('ingest', REAL_FILE);
  });

  it('has the alerts of the classic rule over all 90 days', async () => {
    const { total, weekdays } = await backtest('--method', 'zscore', '--from', '2025-01-01');
    const { seed_rule: oracle } = readOracle();
    expect(total).toMatchObject({ days: 90, alerts: oracle.alerts_over_all_90_days });
    const names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
    const found = weekdays.flatMap(({ weekday, alerts }) =>
      alerts === 0 ? [] : [[names[weekday - 1] ?? '', alerts] as const],
    );
    expect(Object.fromEntries(found)).toEqual(oracle.alerts_by_weekday);
  });

  it('has few of the baseline, none on days with a name, and no weekend pattern', async () => {
    const { total, holidays, weekdays } = await backtest();
    expect(total.days).toBe(34);
    expect(holidays).toEqual({ days: 5, alerts: 0 });
    expect(total.alertsPerWeek).toBeLessThanOrEqual(3);
    const weekend = weekdays.slice(5).reduce((sum, { alerts }) => sum + alerts, 0);
    expect(weekend).toBeLessThanOrEqual(0.4 * total.alerts);
  });
});
