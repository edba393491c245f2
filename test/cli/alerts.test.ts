import { beforeAll, describe, expect, it } from 'vitest';
import type { BaselineSection, Report } from '../../src/report/model.ts';
import { insertPayments } from '../support/generated-payments.ts';
import { kpi, useTemporaryFolder } from '../support/kpi.ts';
import { useTestDatabase } from '../support/test-database.ts';
import { DROP, weeklyPayments } from '../support/weekly-payments.ts';

interface Log {
  readonly incidents: readonly {
    readonly id: string;
    readonly segment: readonly string[];
    readonly metric: string;
    readonly since: string;
    readonly lastDay: string;
    readonly days: number;
    readonly annotation?: { readonly kind: string };
  }[];
  readonly annotations: readonly { readonly id: string }[];
}

describe('kpi alerts', async () => {
  const { db, url } = useTestDatabase();
  const cwd = await useTemporaryFolder();
  const today = '2025-07-21';
  const run = (...argv: string[]) => kpi(argv, { cwd, env: { DATABASE_URL: url }, today });
  const list = async (...argv: string[]) =>
    JSON.parse((await run('alerts', 'list', '--json', ...argv)).stdout) as Log;
  const incident = async () => {
    const found = (await list()).incidents.find(({ metric }) => metric === 'tpv');
    if (found === undefined) throw new Error('no incident');
    return found;
  };
  const alertsOn = async (day: string) => {
    const { stdout } = await run('report', '--json', '--date', day);
    return (JSON.parse(stdout) as Report).alerts as BaselineSection;
  };
  const forget = async () => {
    for (const { id } of (await list()).annotations) await run('alerts', 'forget', id);
  };

  beforeAll(() => insertPayments(db, weeklyPayments()));

  it('tells a drop of several days as one incident', async () => {
    expect(await incident()).toMatchObject({ segment: ['PF', 'pix'], since: DROP.from, days: 2 });
    expect((await list('--days', '2')).incidents).toEqual([]);
    const { stdout } = await run('alerts', 'list');
    expect(stdout).toMatch(/ended +2025-07-15 +2025-07-16 +2 +PF · pix +TPV +▼ -\d\d\.\d\d%/);
  });

  it('has the incident in the report of each of its days, by the same id', async () => {
    const { id } = await incident();
    const [first, second] = [await alertsOn('2025-07-15'), await alertsOn('2025-07-16')];
    const tpv = (alerts: BaselineSection) => alerts.confirmed.find(({ metric }) => metric === 'tpv');
    expect(tpv(first)).toMatchObject({
      segment: ['PF', 'pix'],
      direction: 'down',
      incident: { id, status: 'new', since: DROP.from, length: 1 },
    });
    expect(tpv(second)?.incident).toEqual({ id, status: 'continuing', since: DROP.from, length: 2 });
    expect((await alertsOn('2025-07-17')).recovered.map((one) => one.id)).toContain(id);
  });

  it('exits 5 for an alert, and not for one that is known', async () => {
    const failing = ['report', '--date', '2025-07-16', '--fail-on-alert', '--locale', 'en-US'];
    expect((await run(...failing)).code).toBe(5);
    const { confirmed } = await alertsOn('2025-07-16');
    expect(confirmed.length).toBeGreaterThan(0);
    for (const { incident } of confirmed) await run('alerts', 'ack', incident.id, '--note', 'Pix was down');
    const { code, stdout } = await run(...failing);
    expect(code).toBe(0);
    expect(stdout).toContain('No confirmed alerts');
    expect(stdout).toContain('acknowledged: Pix was down');
    await forget();
    expect((await run(...failing)).code).toBe(5);
  });

  it('is silent until the last day of a snooze', async () => {
    const { id } = await incident();
    expect((await run('alerts', 'snooze', id, '--until', '2025-07-15')).code).toBe(0);
    const known = async (day: string) => (await alertsOn(day)).known.map(({ metric }) => metric);
    expect(await known('2025-07-15')).toContain('tpv');
    expect(await known('2025-07-16')).not.toContain('tpv');
    await forget();
  });

  it('counts how many labelled incidents were right', async () => {
    const { id } = await incident();
    expect(await run('alerts', 'label', id, 'true')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        new RegExp(
          `^true: incident ${id}, 2025-07-15 to 2025-07-16; take it back with kpi alerts forget \\d+\n$`,
        ),
      ) as string,
    });
    expect((await run('alerts', 'list')).stdout).toContain('1 of 1 labelled incidents were right (100%)');
    expect((await incident()).annotation?.kind).toBe('true');
    await forget();
  });

  it('tells a known event where its days are compared with', async () => {
    await run(
      'alerts',
      'event',
      'Pix off',
      '--from',
      '2025-07-15',
      '--to',
      '2025-07-17',
      '--segment',
      'PF,pix',
    );
    const notices = async (day: string) => {
      const { stdout } = await run('report', '--json', '--date', day);
      return (JSON.parse(stdout) as Report).notices.map(({ kind }) => kind);
    };
    expect(await notices('2025-07-16')).toContain('event');
    expect(await notices('2025-07-18')).toContain('event');
    expect(await notices('2025-07-20')).not.toContain('event');
    const { stdout } = await run('report', '--date', '2025-07-16', '--locale', 'en-US');
    expect(stdout).toContain('! Pix off (Jul 15, 2025 – Jul 17, 2025, PF · pix): a known event');
    await forget();
  });

  it.each([
    [
      ['ack', 'nope'],
      2,
      'there is no incident "nope" from 2025-04-20 to 2025-07-20 — see them: kpi alerts list',
    ],
    [['label', 'nope', 'perhaps'], 2, '"perhaps" is not one of true, false, event'],
    [
      ['event', 'x', '--from', '2025-07-15', '--to', '2025-07-14'],
      2,
      '--to 2025-07-14 is before --from 2025-07-15',
    ],
    [['event', ' ', '--from', '2025-07-15'], 2, 'the name of the event is empty'],
    [
      ['event', 'x', '--from', '2025-07-15', '--segment', 'a,b,c,d'],
      2,
      '--segment "a,b,c,d" has more values than',
    ],
    [['forget', '999'], 2, 'nothing that was said has the number "999"'],
    [['forget', 'x'], 2, 'nothing that was said has the number "x"'],
    [['list', '--days', '0'], 2, '--days "0" is not a number from 1 to 9999'],
    [['list', '--date', '2020-01-01'], 3, 'the dataset payments has no data on or before 2020-01-01'],
  ])('refuses %j', async (argv, code, message) => {
    const result = await run('alerts', ...argv);
    expect(result).toMatchObject({ code, stdout: '' });
    expect(result.stderr).toContain(`error: ${message}`);
  });
});
