import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { useTemporaryFolder } from '../support/kpi.ts';
import { openDatabase } from '../support/open-database.ts';
import { csvOf } from '../support/payment-rows.ts';
import { contentOf, runsOf, structureOf, WHOLE } from './support/fact-table.ts';
import { useKpiProcess } from './support/kpi-process.ts';
import { LARGE, widePayments } from './support/wide-payments.ts';

const MIB = 1 << 20;
const FULL =
  /^error: embedded PostgreSQL on 127\.0\.0\.1:\d+: (the disk is full \(.*\) — free space on the server, .*|the (connection was|server crashed) .*)\n$/;

const folder = await useTemporaryFolder();
const mounted = mount(folder);

/** A disk of our own, which can be filled without harm; only root can make one, and not in every container. */
function mount(path: string): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256m', 'kpi-full-disk', path], { stdio: 'ignore' });
    chmodSync(path, 0o755);
    return true;
  } catch {
    return false;
  }
}

const reason = mounted ? '' : ' (skipped: only root can make a disk to fill)';

describe.runIf(mounted)(`a disk that becomes full${reason}`, () => {
  const filler = join(folder, 'filler');
  const kpi = useKpiProcess(folder, { KPI_HOME: join(folder, '.kpi') });
  const run = async (...argv: string[]) => {
    const { child, ended } = kpi(...argv);
    child.stdin.end();
    return ended;
  };
  let db: Database;
  const write = (text: string) => db.transaction((tx) => tx.runScript(text));

  beforeAll(async () => {
    await writeFile(join(folder, 'large.csv'), widePayments(LARGE));
    await writeFile(join(folder, 'small.csv'), csvOf([{ product: 'small' }]));
    await writeFile(join(folder, 'other.csv'), csvOf([{ product: 'other' }]));
    expect((await run('ingest', 'small.csv')).stderr).toContain('creating');
    expect(await run('db', 'start')).toMatchObject({ code: 0 });
    db = openDatabase((await run('db', 'url')).stdout.trim());
  });
  afterAll(async () => {
    rmSync(filler, { force: true });
    await run('db', 'stop', '--force');
    execFileSync('umount', ['-l', folder]);
  });
  beforeEach(async () => {
    rmSync(filler, { force: true });
    await write(`truncate bi.kpi_daily, etl.load_run, etl.load_file, etl.load_day, etl.restatement`);
    await write('checkpoint');
  });

  it.each([
    { phase: 'while rows are copied into the empty table', before: 0, free: 8 },
    { phase: 'while the key is built', before: 0, free: 24 },
    { phase: 'while rows are staged', before: 1, free: 8 },
    { phase: 'while rows are compared', before: 1, free: 24 },
    { phase: 'while rows are merged', before: 1, free: 46 },
  ])('$phase is one line, nothing is changed, and with space again all is well', async ({ before, free }) => {
    if (before > 0) expect((await run('ingest', 'small.csv')).code).toBe(0);
    const old = await db.readOnly(contentOf);
    const { bavail, bsize } = statfsSync(folder);
    writeFileSync(filler, Buffer.alloc(bavail * bsize - free * MIB));
    const exit = await run('ingest', 'large.csv');
    rmSync(filler);
    expect(exit).toMatchObject({ code: 4, stdout: '', stderr: expect.stringMatching(FULL) as string });
    expect(await run('db', 'start')).toMatchObject({ code: 0 });
    expect(await db.readOnly(contentOf)).toEqual(old);
    expect(await db.readOnly(structureOf)).toEqual(WHOLE);
    expect(await run('ingest', 'other.csv')).toMatchObject({ code: 0 });
    expect((await db.readOnly(contentOf)).rows).toBe(String(before + 1));
    expect((await db.readOnly(runsOf)).map(({ status }) => status).slice(-2)).toEqual(['failed', 'loaded']);
  });
});

describe.runIf(!mounted)(`a disk that becomes full${reason}`, () => {
  it.skip('is not tried here', () => undefined);
});
