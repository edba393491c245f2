/** `create: true`: from a definition alone to a report. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/sql.ts';
import { kpi, useTemporaryFolder } from '../support/kpi.ts';
import { useTestDatabase } from '../support/test-database.ts';

const VISITS = `datasets:
  visits:
    table: { schema: web, name: visits, create: true }
    time: day
    columns:
      day: { type: date }
      page: { type: text, aliases: [Página] }
      visits: { type: integer }
    dimensions: { page: { label: Page } }
    measures: [visits]
    metrics: { visits: { kind: sum, measure: visits } }
    report: { by: [page] }
`;
const CSV = 'day,Página,visits\n2025-03-30,home,10\n2025-03-31,home,12\n';
const MIGRATED = /^applied: (\S+, )*table web\.visits(, views)?\n$/;

describe('a table that kpi creates on a server', async () => {
  const { db, url } = useTestDatabase();
  const cwd = await useTemporaryFolder();
  const run = (argv: readonly string[], databaseUrl = url) =>
    kpi(argv, { cwd, env: { DATABASE_URL: databaseUrl } });
  const script = (text: string) => db.transaction((tx) => tx.runScript(text));
  const define = (text: string) => writeFile(join(cwd, 'kpi.yaml'), text);
  const ingest = () => run(['ingest', 'visits.csv', '--quiet']);

  beforeEach(async () => {
    await define(VISITS);
    await writeFile(join(cwd, 'visits.csv'), CSV);
    await rm(join(cwd, 'sql'), { recursive: true, force: true });
    await script("drop schema if exists web cascade; delete from etl.migration where kind = 'tables'");
  });

  it('comes with the migrations, before the first load', async () => {
    const early = await ingest();
    expect(early.code).toBe(4);
    expect(early.stderr).toMatch(/lacks migrations: .*table web\.visits.* — run `kpi db migrate`\n$/);
    const status = await run(['db', 'status']);
    expect(status.stdout).toMatch(
      /\ntable {4}web\.visits of the dataset visits: not there yet; `kpi db migrate` creates it\n$/,
    );
    const missing = await run(['dataset', 'check']);
    expect(missing).toMatchObject({
      code: 4,
      stdout: 'fail  visits: there is no table or view web.visits → run `kpi db migrate`, which creates it\n',
    });

    expect((await run(['db', 'migrate'])).stdout).toMatch(MIGRATED);
    expect(await ingest()).toMatchObject({ code: 0, stderr: '' });
    expect((await run(['report', '--locale', 'en-US'])).stdout).toMatch(/Visits\s+12\.00\n/);
    expect((await run(['dataset', 'check'])).stdout).toMatch(
      /^ok {4}visits: web\.visits \(kpi\.yaml, created by kpi on \d{4}-\d\d-\d\d\)\n$/,
    );
    expect((await run(['db', 'status'])).stdout).toMatch(/: created by kpi on \d{4}-\d\d-\d\d\n$/);
    expect(JSON.parse((await run(['db', 'status', '--json'])).stdout)).toMatchObject({
      embedded: false,
      tables: [{ dataset: 'visits', table: 'web.visits', state: 'created' }],
    });
    expect((await run(['doctor'])).stdout).toMatch(/migrations +up to date/);
    const comments = await db.readOnly((reader) =>
      reader.query(sql`select col_description('web.visits'::regclass, 2) as page,
                              obj_description('web.visits'::regclass) as grain`),
    );
    expect(comments).toEqual([
      { page: '"Página" in files. dimension: Page', grain: 'Grain: one row per day, page.' },
    ]);
  });

  it('is never altered: the check tells what differs', async () => {
    await script('create schema web; create table web.visits (day date, page text, primary key (day, page))');
    expect((await run(['db', 'migrate'])).stdout).not.toContain('web.visits');
    const { code, stdout } = await run(['dataset', 'check']);
    expect(code).toBe(4);
    expect(stdout).toBe(
      'fail  visits: the column "visits" is missing → add it with a migration, or take it out of the definition\n',
    );
    expect((await run(['db', 'status'])).stdout).toContain('was there before; kpi leaves it as it is');
  });

  it('is there for the views of the project, and again with them after it was dropped', async () => {
    await mkdir(join(cwd, 'sql/views'), { recursive: true });
    await writeFile(
      join(cwd, 'sql/views/10_pages.sql'),
      'create view bi.pages as select page from web.visits;',
    );
    for (const damage of ['', 'drop table web.visits cascade']) {
      if (damage !== '') await script(damage);
      expect((await run(['db', 'migrate'])).stdout).toMatch(MIGRATED);
      await script('select page from bi.pages');
    }
    await script('drop view bi.pages');
  });

  it('leaves other datasets alone when its definition is wrong, but kpi db migrate does not', async () => {
    const other = VISITS.slice('datasets:\n'.length)
      .replace('visits:', 'other:')
      .replace(', create: true', '');
    await run(['db', 'migrate']);
    await define(`${VISITS.replace('time: day', 'time: dya')}${other}`);
    expect(await run(['ingest', '--dataset', 'other', 'visits.csv', '--quiet'])).toMatchObject({ code: 0 });
    const { code, stderr } = await run(['db', 'migrate']);
    expect(code).toBe(2);
    expect(stderr).toContain('datasets.visits.time: "dya" is no column');
  });

  it('is asked for in words that are checked, and is no view', async () => {
    await define(
      VISITS.replace('schema: web, name: visits, create: true', 'schema: web, name: visits, creat: true'),
    );
    expect((await run(['dataset', 'check'])).stdout).toContain(
      'fail  kpi.yaml:3:41: datasets.visits.table: "creat" is no word here (did you mean "create"?)',
    );
    await define(VISITS.replace('table: { schema', 'view: { schema'));
    expect((await run(['dataset', 'check'])).stdout).toContain('fail  kpi.yaml:3:5: datasets.visits.view: ');
  });

  describe('for a user with the least rights', () => {
    const role = `kpi_test_writer_${process.pid}`;
    const asWriter = new URL(url);
    asWriter.searchParams.set('options', `-c role=${role}`);
    beforeAll(() =>
      script(`create role ${role} nologin; grant usage on schema bi, etl to ${role};
              grant select on all tables in schema etl to ${role}`),
    );
    afterAll(() => script(`drop owned by ${role}; drop role ${role}`));

    it('says whose task it is', async () => {
      const load = await run(['ingest', 'visits.csv'], asWriter.toString());
      expect(load.code).toBe(4);
      expect(load.stderr).toMatch(/lacks migrations: .*table web\.visits/);
      const { code, stderr } = await run(['db', 'migrate'], asWriter.toString());
      expect(code).toBe(4);
      expect(stderr).toMatch(
        /: this user may not change the schema \(permission denied for (database|schema) \S+\) — run `kpi db migrate` as the owner of the database; loads and reports need no such right\n$/,
      );
    });
  });
});

describe('a table that kpi creates on the embedded server', async () => {
  const cwd = await useTemporaryFolder();

  it('is there when the first load needs it', async () => {
    await writeFile(join(cwd, 'kpi.yaml'), VISITS);
    await writeFile(join(cwd, 'visits.csv'), CSV);
    const run = (...argv: string[]) => kpi(argv, { cwd });
    expect((await run('ingest', 'visits.csv')).stdout).toMatch(/^2 rows read, 2 loaded/);
    expect((await run('dataset', 'check')).stdout).toContain('created by kpi on ');
    expect((await run('db', 'status')).stdout).toContain('not running');
  });
});
