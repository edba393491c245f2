import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, toDay } from '../../src/analysis/calendar.ts';
import { paymentsGenerator } from '../../src/packs/payments/generator.ts';
import type { Report } from '../../src/report/model.ts';
import { readPdf } from '../render/pdf/read-pdf.ts';
import { kpi, useTemporaryFolder } from '../support/kpi.ts';
import { useTestDatabase } from '../support/test-database.ts';

const START = toDay('2025-01-01');
const DAYS = 45;
const [LAST, BEFORE] = [addDays(START, DAYS - 1), addDays(START, DAYS - 2)];
const MESSAGE =
  /^error: 2025-02-14 is incomplete: \d+ rows, usually \d+; 7 segments, usually 14 — load what is missing of it and report again\n$/;

describe('a day that arrives in part', async () => {
  const { url } = useTestDatabase();
  const cwd = await useTemporaryFolder();
  const env = { DATABASE_URL: url, KPI_LOCALE: 'en-US' };
  const run = (...argv: string[]) => kpi(argv, { cwd, env, today: addDays(LAST, 1) });
  const json = async (...argv: string[]) =>
    JSON.parse((await run('report', '--json', ...argv)).stdout) as Report;
  let wholeDay = '';

  beforeAll(async () => {
    let text = paymentsGenerator.header;
    for await (const day of paymentsGenerator.days({ seed: 5, start: START, days: DAYS })) {
      text += wholeDay;
      wholeDay = day.text;
    }
    // The rows of the second entity come last in the file, and are cut off.
    const cut = wholeDay.split('\n').filter((row) => row.includes(',PF,'));
    await kpi(['ingest', '-'], { cwd, env, stdin: `${text}${cut.join('\n')}\n` });
  });

  it('is marked in the terminal and in Markdown, with its alerts muted', async () => {
    const { code, stdout, stderr } = await run('report');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Payment operations · Friday, Feb 14, 2025 · PARTIAL\n/);
    expect(stdout).toContain('7 segments, usually 14 (missing: PJ · ');
    expect(stdout).toContain('! Alerts muted. The day is incomplete; no segment was judged.');
    expect((await run('report', '--format', 'md')).stdout).toMatch(/^# Payment operations · PARTIAL\n/);
  });

  it('is said in the model', async () => {
    const report = await json();
    expect(report.completeness.state).toBe('partial');
    expect(report.completeness.findings.map(({ kind }) => kind)).toEqual(['rows', 'segments']);
    expect(report.notices).toEqual([{ kind: 'incomplete-day' }]);
    expect(report.alerts).toMatchObject({ muted: true, confirmed: [], watch: [], evaluated: 0 });
    const absent = report.breakdowns[2]?.lines.find(({ segment }) => segment[0] === 'PJ')?.metrics[0];
    expect(absent?.value, 'not 0: it is not known').toBeNull();
    expect(absent?.comparisons[0]).toMatchObject({ delta: null, missing: 'incomplete-day' });
  });

  it('ends with 6 where a whole day is required, when everything is written', async () => {
    const report = await run('report', '--require-complete', '--fail-on-alert');
    expect(report.code).toBe(6);
    expect(report.stderr).toMatch(MESSAGE);
    expect(report.stdout).toContain('PARTIAL');

    const exported = await run('export', '--require-complete', '--out', 'exported');
    expect(exported.code).toBe(6);
    expect(exported.stdout).toContain('kpi_report_2025-02-14.pdf');
    const { pages } = readPdf(await readFile(join(cwd, 'exported/kpi_report_2025-02-14.pdf')));
    for (const runs of pages) expect(runs.map(({ text }) => text)).toContain('PARTIAL');
    expect(await readFile(join(cwd, 'exported/kpi_report_2025-02-14.md'), 'utf8')).toContain('PARTIAL');

    const whole = await run('run', '--require-complete', '--out', 'ran', '--quiet');
    expect(whole.code).toBe(6);
    expect(whole.stderr).toMatch(MESSAGE);
    expect(await readFile(join(cwd, 'ran/kpi_report_2025-02-14.md'), 'utf8')).toContain('PARTIAL');
  });

  it('ends with 6 as well where there is nothing of the day', async () => {
    const { code, stderr } = await run('report', '--require-complete', '--date', '2025-02-16');
    expect(code).toBe(6);
    expect(stderr).toBe(
      'error: 2025-02-16 has no data; the report shows 2025-02-14 — load what is missing of it and report again\n',
    );
  });

  it('leaves whole days as they are', async () => {
    const before = await json('--date', BEFORE);
    expect(before.completeness).toEqual({ state: 'complete', findings: [] });
    expect(before.alerts.muted).toBe(false);
    expect((await run('report', '--require-complete', '--date', BEFORE)).code).toBe(0);
  });

  it('is not judged where the history is too short', async () => {
    const early = await json('--date', addDays(START, 20));
    expect(early.completeness).toEqual({ state: 'learning', findings: [] });
    expect(early.notices).toEqual([]);
    expect((await run('report', '--require-complete', '--date', addDays(START, 20))).code).toBe(0);
  });

  it('is named where another day is compared with it, and whole once the rest is loaded', async () => {
    const next: string[] = [];
    const dayAfter = { seed: 5, start: addDays(LAST, 1), days: 1 };
    for await (const { text } of paymentsGenerator.days(dayAfter)) next.push(text);
    await kpi(['ingest', '-'], { cwd, env, stdin: paymentsGenerator.header + next.join('') });
    const after = await json('--date', addDays(LAST, 1));
    expect(after.completeness.state).toBe('complete');
    expect(after.notices).toEqual([{ kind: 'incomplete-baselines', days: [LAST] }]);

    await kpi(['ingest', '-'], { cwd, env, stdin: paymentsGenerator.header + wholeDay });
    expect((await json()).completeness).toEqual({ state: 'complete', findings: [] });
    expect((await run('report', '--require-complete')).code).toBe(0);
    expect((await json('--date', addDays(LAST, 1))).notices).toEqual([]);
  });
});
