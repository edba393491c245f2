import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, toDay, weekday } from '../../src/analysis/calendar.ts';
import type { Report } from '../../src/report/model.ts';
import { readPdf } from '../render/pdf/read-pdf.ts';
import { kpi, useTemporaryFolder } from '../support/kpi.ts';
import { paymentsCsv } from '../support/payments-csv.ts';
import { useTestDatabase } from '../support/test-database.ts';

const START = '2025-01-01';
/** 31 days; the 20th did not arrive, nor did anything after the 31st. */
const HOLE = '2025-01-20';
const LAST = '2025-01-31';

function without(text: string, keep: (day: string) => boolean): string {
  return text
    .split('\n')
    .filter((line, index) => index === 0 || line === '' || keep(/\d{4}-\d{2}-\d{2}/.exec(line)?.[0] ?? ''))
    .join('\n');
}

describe('a day that did not arrive', async () => {
  const { url } = useTestDatabase();
  const cwd = await useTemporaryFolder();
  const env = { DATABASE_URL: url, KPI_LOCALE: 'en-US' };
  const on = (today: string, ...argv: string[]) => kpi(argv, { cwd, env, today });
  const json = async (today: string, ...argv: string[]) =>
    JSON.parse((await on(today, 'report', '--json', ...argv)).stdout) as Report;

  beforeAll(async () => {
    const text = without(paymentsCsv(START, 31), (day) => day !== HOLE);
    await kpi(['ingest', '-'], { cwd, env, stdin: text });
  });

  it('marks the terminal and Markdown, with one notice, when the morning report misses its yesterday', async () => {
    const { code, stdout, stderr } = await on('2025-02-02', 'report');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Payment operations · Friday, Jan 31, 2025 · NO DATA OF Feb 1, 2025\n/);
    expect(stdout).toContain(
      '! The data of Feb 1, 2025 has not arrived. This report shows Friday, Jan 31, 2025, the last day with data.',
    );
    const markdown = await on('2025-02-02', 'report', '--format', 'md');
    expect(markdown.stdout).toMatch(/^# Payment operations · NO DATA OF Feb 1, 2025\n/);
  });

  it('says since when, in the language of the report', async () => {
    const { stdout } = await on('2025-02-05', 'report', '--locale', 'pt-BR');
    expect(stdout).toMatch(/^.* · SEM DADOS DESDE 01\/02\/2025\n/);
    expect(stdout).toContain('! Os dados de 01/02/2025 a 04/02/2025 não chegaram.');
  });

  it('is said in the model, and only where a day is missing', async () => {
    const late = await json('2025-02-05');
    expect(late.completeness.missingSince).toBe('2025-02-01');
    expect(late.notices).toEqual([{ kind: 'fallback-day', requested: '2025-02-04', used: LAST }]);
    expect(await json('2025-02-05', '--date', LAST)).not.toHaveProperty('completeness.missingSince');
  });

  it('is told of a hole in the middle and of a day far ahead', async () => {
    const hole = await json('2025-02-05', '--date', HOLE);
    expect(hole).toMatchObject({ day: '2025-01-19', completeness: { missingSince: HOLE } });
    const ahead = await json('2025-02-05', '--date', '2031-01-01');
    expect(ahead).toMatchObject({ day: LAST, completeness: { missingSince: '2025-02-01' } });
  });

  it('ends with 6 where a whole day is required, when everything is written and every page is marked', async () => {
    const argv = ['export', '--require-complete', '--out', 'late'];
    const { code, stdout, stderr } = await on('2025-02-05', ...argv);
    expect(code).toBe(6);
    expect(stderr).toBe(
      'error: 2025-02-04 has no data; the report shows 2025-01-31 — load what is missing of it and report again\n',
    );
    expect(stdout).toContain(`kpi_report_${LAST}.pdf`);
    const { pages } = readPdf(await readFile(join(cwd, `late/kpi_report_${LAST}.pdf`)));
    expect(pages.length).toBeGreaterThan(1);
    for (const runs of pages) expect(runs.map(({ text }) => text)).toContain('NO DATA SINCE Feb 1, 2025');
    expect((await on('2025-02-05', 'report', '--require-complete', '--date', HOLE)).code).toBe(6);
  });

  it('has no report before the history', async () => {
    const { code, stderr } = await on('2025-02-05', 'report', '--require-complete', '--date', '2024-12-31');
    expect(code).toBe(3);
    expect(stderr).toContain('has no data on or before 2024-12-31; it reaches from 2025-01-01 to 2025-01-31');
  });

  describe('because its file is not there', () => {
    it('is in the report of the run, which fails all the same', async () => {
      const argv = ['run', '--quiet', '--out', 'absent', 'incoming.csv'];
      const { code, stdout, stderr } = await on('2025-02-02', ...argv);
      expect({ code, stdout, stderr }).toEqual({
        code: 3,
        stdout: '',
        stderr: 'error: incoming.csv does not exist — check the path\n',
      });
      const markdown = await readFile(join(cwd, `absent/kpi_report_${LAST}.md`), 'utf8');
      expect(markdown).toContain('NO DATA OF Feb 1, 2025');
      expect((await on('2025-02-02', 'run', '--out', 'pattern', 'in/*.csv')).code).toBe(3);
      expect(await readdir(join(cwd, 'pattern'))).toHaveLength(2);
    });

    it('writes nothing where the day is there: then it is a wrong path', async () => {
      const { code, stdout } = await on('2025-02-01', 'run', '--out', 'typo', 'incoming.csv');
      expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
      expect(await readdir(join(cwd, 'typo')).catch(() => [])).toEqual([]);
    });
  });
});

describe('a day that was not due', async () => {
  const { url } = useTestDatabase();
  const cwd = await useTemporaryFolder();
  const env = { DATABASE_URL: url, KPI_LOCALE: 'en-US' };

  it('is told without a mark, and is not missed', async () => {
    const text = without(paymentsCsv(START, 31), (day) => weekday(toDay(day)) < 6);
    await writeFile(join(cwd, 'workdays.csv'), text);
    const sunday = addDays(toDay(LAST), 2);
    const { code, stdout } = await kpi(['run', '--require-complete', 'workdays.csv'], {
      cwd,
      env,
      today: addDays(sunday, 1),
    });
    expect(code).toBe(0);
    expect(stdout).toContain('\nPayment operations · Friday, Jan 31, 2025\n');
    expect(stdout).toContain(
      '! No data on Sunday, Feb 2, 2025, and none was due. This report shows Friday, Jan 31, 2025, the last day with data.',
    );
    const monday = await kpi(['report', '--require-complete'], { cwd, env, today: addDays(sunday, 2) });
    expect(monday.code).toBe(6);
    expect(monday.stdout).toContain(' · NO DATA OF Feb 3, 2025\n');
  });
});
