import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { kpi, useTemporaryFolder } from '../support/kpi.ts';
import { paymentsCsv } from '../support/payments-csv.ts';
import { useTestDatabase } from '../support/test-database.ts';
import type { Report } from '../../src/report/model.ts';
import { classicAlerts } from '../support/classic-alerts.ts';

describe('kpi report', async () => {
  const { url } = useTestDatabase();
  const cwd = await useTemporaryFolder();
  const env = { DATABASE_URL: url };
  const run = (...argv: string[]) => kpi(['report', ...argv], { cwd, env });
  const json = async (...argv: string[]) => JSON.parse((await run('--json', ...argv)).stdout) as Report;

  beforeAll(async () => {
    // 60 days to 2025-03-01; on the last one the larger segment collapses.
    const stdin = paymentsCsv('2025-01-01', 60, (index) => (index === 59 ? 100 : 1000 + 10 * (index % 4)));
    await kpi(['ingest', '-'], { cwd, env, stdin });
  });

  it('takes yesterday in the configured time zone', async () => {
    const early = await kpi(['report', '--json'], { cwd, env, today: '2025-02-20' });
    expect(JSON.parse(early.stdout)).toMatchObject({
      day: '2025-02-19',
      requestedDay: '2025-02-19',
      notices: [],
    });
    // At noon UTC it is still the day before in Pago Pago, and the next day on Kiritimati.
    const zone = { ...env, KPI_TIME_ZONE: 'Pacific/Kiritimati' };
    const late = await kpi(['report', '--json'], { cwd, env: zone, today: '2025-02-20' });
    expect(JSON.parse(late.stdout)).toMatchObject({ day: '2025-02-20' });
  });

  it('falls back to the last day with data and says so', async () => {
    const { code, stdout } = await run('--date', '2031-01-01');
    expect(code).toBe(0);
    expect(stdout).toContain('01/01/2031');
    expect(stdout).toContain('01/03/2025');
  });

  it('invents no percentage where there is no baseline', async () => {
    const { stdout } = await run('--date', '2025-01-01');
    const report = await json('--date', '2025-01-01');
    expect(report.headline.flatMap((line) => line.comparisons.map(({ missing }) => missing))).toEqual(
      Array(9).fill('before-history'),
    );
    expect(stdout).not.toMatch(/NaN|Infinity|[+-]\d+,\d+ %/);
  });

  it('raises an alert and exits 5 only when asked to', async () => {
    const report = await json('--date', '2025-03-01', '--method', 'zscore');
    expect(classicAlerts(report).items.map(({ metric, segment }) => [metric, ...segment])).toContainEqual([
      'tpv',
      'PJ',
      'pos',
      'credit',
    ]);
    expect((await run('--date', '2025-03-01')).code).toBe(0);
    const failing = await run('--date', '2025-03-01', '--method', 'zscore', '--fail-on-alert');
    expect(failing.code).toBe(5);
    expect(failing.stdout).not.toBe('');
    expect(failing.stderr).toMatch(/^error: \d alerts? on 2025-03-01 — see the alerts in the report\n$/);
  });

  it('has every rule of the alerts as an option', async () => {
    const options = [
      '--method',
      'zscore',
      '--alert-by',
      'product',
      '--window',
      '14',
      '--threshold',
      '3.5',
      '--direction',
      'both',
    ];
    expect((await json(...options)).alerts.rule).toEqual({
      method: 'zscore',
      metrics: ['tpv', 'average_ticket'],
      by: ['product'],
      windowDays: 14,
      threshold: 3.5,
      direction: 'both',
    });
  });

  it('breaks down by dimensions and their products', async () => {
    const { breakdowns } = await json('--by', 'product', '--by', 'entity,payment_method');
    expect(breakdowns.map(({ by }) => by)).toEqual([['product'], ['entity', 'payment_method']]);
    expect(breakdowns[1]?.lines.map(({ segment }) => segment)).toContainEqual(['PF', 'uninformed']);
  });

  it('counts M-1 in days when told to', async () => {
    const { headline } = await json('--date', '2025-03-01', '--month-lag', '30d');
    expect(headline[0]?.comparisons[2]).toMatchObject({ kind: 'M-1', day: '2025-01-30' });
  });

  it('compares as the definition says', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kpi-test-comparisons-'));
    try {
      await writeFile(
        join(folder, 'kpi.yaml'),
        `datasets:
  volume:
    table: bi.kpi_daily
    time: date
    columns:
      date: { type: date }
      amount_transacted: { type: numeric }
    measures: [amount_transacted]
    metrics: { volume: { kind: sum, measure: amount_transacted } }
    report: { comparisons: [Y-1, M-1], month_lag: 28 }
`,
      );
      // Its folder names no pack, so the tables of this database are those of another project.
      const { stdout } = await kpi(['report', '--json', '--date', '2025-03-01'], { cwd: folder, env });
      const [line] = (JSON.parse(stdout) as Report).headline;
      expect(line?.comparisons.map(({ kind, day, missing }) => [kind, day, missing])).toEqual([
        ['Y-1', '2024-03-02', 'before-history'],
        ['M-1', '2025-02-01', null],
      ]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('speaks both languages', async () => {
    expect((await run('--locale', 'en-US')).stdout).toContain('Payment operations');
    expect((await run()).stdout).toContain('Operações de pagamento');
  });

  it('gives Markdown', async () => {
    expect((await run('--format', 'md')).stdout).toMatch(/^# /);
  });

  it.each([
    [
      ['--date', 'tomorrow-ish'],
      '--date "tomorrow-ish" is not a day of the calendar — write it as YYYY-MM-DD, e.g. --date 2025-03-31',
    ],
    [
      ['--date', '2025-02-30'],
      '--date "2025-02-30" is not a day of the calendar — write it as YYYY-MM-DD, e.g. --date 2025-03-31',
    ],
    [['--format', 'xml'], '--format "xml" is not one of text, json, md'],
    [
      ['--by', 'produkt'],
      '--by "produkt" is no dimension of payments — its dimensions: entity, product, price_tier, anticipation_method, payment_method, installments',
    ],
    [['--by', 'product,product'], '--by "product,product" names a dimension twice'],
    [['--method', 'zscore', '--window', '1'], '--window "1" is not a number of days from 2 to 9999'],
    [['--method', 'zscore', '--threshold', '-2'], '--threshold "-2" is not a number above 0'],
    [
      ['--window', '14'],
      '--window belongs to the method zscore — add --method zscore, or leave --window out',
    ],
    [
      ['--method', 'zscore', '--fdr', '0.1'],
      '--fdr belongs to the method baseline — add --method baseline, or leave --fdr out',
    ],
    [
      ['--fdr', '0.9'],
      '--fdr "0.9" is not a share above 0 and at most 0.5 — e.g. --fdr 0.1: one confirmed alert in ten may be false',
    ],
    [['--method', 'psychic'], '--method "psychic" is not one of baseline, zscore'],
    [['--direction', 'sideways'], '--direction "sideways" is not one of down, up, both'],
    [['--locale', 'fr-FR'], '--locale "fr-FR" is not one of pt-BR, en-US'],
    [
      ['--month-lag', 'fortnight'],
      '--month-lag "fortnight" is neither "calendar" nor a number of days — e.g. --month-lag 30d',
    ],
  ])('refuses %j with exit 2', async (argv, message) => {
    expect(await run(...argv)).toEqual({ code: 2, stdout: '', stderr: `error: ${message}\n` });
  });

  it('says where the data begins when asked for an earlier day', async () => {
    expect(await run('--date', '2024-12-31')).toEqual({
      code: 3,
      stdout: '',
      stderr:
        'error: the dataset payments has no data on or before 2024-12-31; it reaches from 2025-01-01 to 2025-03-01 — ' +
        'choose a day from 2025-01-01 on with --date\n',
    });
  });
});
