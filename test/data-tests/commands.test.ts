import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/commands/doctor-checks.ts';
import type { Report } from '../../src/report/model.ts';
import { CONTROL, CSV, useOrders } from '../dataset/orders.ts';
import { kpi } from '../support/kpi.ts';

describe('a project with', async () => {
  const { url, cwd, run, file, ingest } = await useOrders();

  describe('data tests', () => {
    it('warn on stderr, and stand in JSON, doctor and report', async () => {
      await file('orders.csv', CSV.replace('12\n', '112\n'));
      await file('totals/control.csv', CONTROL.replace(',12', ',112'));
      const { code, stderr } = await ingest();
      expect({ code, stderr }).toEqual({
        code: 0,
        stderr:
          'warning: range(amount): 1 row fails; amount at most 100; e.g. "2025-03-02 · a: amount = 112.00"\n',
      });
      const json = JSON.parse((await ingest('--force', '--json', '--quiet')).stdout) as { tests: object[] };
      expect(json.tests).toMatchObject([
        { name: 'range(amount)', status: 'warn', failing: 1 },
        { status: 'ok' },
        { status: 'ok' },
        { name: 'hierarchy(shop)', status: 'ok' },
      ]);
      const findings = JSON.parse((await run('doctor', '--dataset', 'orders', '--json')).stdout) as Finding[];
      expect(findings.find(({ check }) => check === 'data tests')).toEqual({
        check: 'data tests',
        status: 'warn',
        detail:
          '1 of 4 not passed in the last load: range(amount) (warn, 1 row fails): "2025-03-02 · a: amount = 112.00"',
        next: 'correct the data, or the test in the definition',
      });
      const report = await run('report', '--dataset', 'orders', '--date', '2025-03-02', '--json');
      expect((JSON.parse(report.stdout) as Report).notices).toEqual([
        {
          kind: 'data-test',
          name: 'range(amount)',
          severity: 'warn',
          undone: false,
          failing: 1,
          counted: 'rows',
          detail: '2025-03-02 · a: amount = 112.00',
        },
      ]);
      expect(await run('report', '--dataset', 'orders', '--date', '2025-03-02', '--json')).toEqual(report);
    });

    it('find a shop in two regions, unasked', async () => {
      await file('orders.csv', CSV.replace('a,Norte,12', 'a,Sul,12'));
      const { code, stderr } = await ingest();
      expect({ code, stderr }).toEqual({
        code: 0,
        stderr:
          'warning: hierarchy(shop): 1 value fails; one parent per value of shop; e.g. "shop = a: region = Norte, Sul"\n',
      });
      const report = await run('report', '--dataset', 'orders', '--date', '2025-03-02');
      expect(report.stdout.replaceAll(/\s+/g, ' ')).toContain(
        '! A última carga não passou no teste de dados hierarchy(shop) (1 valor): shop = a: region = Norte, Sul',
      );
      expect((await run('doctor', '--dataset', 'orders')).stdout).toContain(
        'hierarchy(shop) (warn, 1 value fails)',
      );
    });

    it('undo a load with exit 3, which the next report says until a load goes well', async () => {
      await ingest();
      await file('orders.csv', CSV.replace('12\n', '13\n'));
      const { code, stdout, stderr } = await ingest();
      expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
      expect(stderr).toBe(
        'error: nothing was loaded, because a data test fails:\n' +
          '  control_total(revenue): 1 day fails; revenue per day equals totals/control.csv, tolerance 0\n' +
          '    "2025-03-02: 13.00 ≠ 12"\n' +
          'correct the data; if they are right, change the test in the definition of the dataset\n',
      );
      const report = () => run('report', '--dataset', 'orders', '--date', '2025-03-02', '--locale', 'en-US');
      expect((await report()).stdout).toContain(
        '! The last load was undone by the data test control_total(revenue) (1 day)',
      );
      // A file that is no CSV of orders never got as far as the tests, and changes nothing about them.
      await kpi(['ingest', '--dataset', 'orders', '-'], { cwd, env: { DATABASE_URL: url }, stdin: 'x\n' });
      expect((await report()).stdout).toContain('! The last load was undone');
      await file('orders.csv', CSV);
      await ingest('--force');
      expect((await report()).stdout).not.toContain('! ');
      const doctor = await run('doctor', '--dataset', 'orders');
      expect(doctor.stdout).toContain('data tests  4 passed in the last load\n');
    });
  });
});
