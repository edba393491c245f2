import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addDays, daysBetween, eachDay, type BusinessDay } from '../analysis/calendar.ts';
import type { Context } from '../context.ts';
import { failureCount } from '../datasets/data-test.ts';
import { dataTestsOf } from '../datasets/data-tests-of.ts';
import type { Dataset } from '../datasets/definition.ts';
import type { Database } from '../db/database.ts';
import { namesOf, pendingMigrations } from '../db/migrate.ts';
import { KpiError } from '../errors.ts';
import { sqlFolders } from '../project/sql-folders.ts';
import { fetchDataTestResults, type StoredTestResult } from '../query/data-test-results.ts';
import { fetchCoverage, fetchLoadedDays } from '../query/coverage.ts';
import { fetchLastLoadRun, type LoadRun } from '../query/load-runs.ts';
import { fetchServerVersion } from '../query/server.ts';
import { newTables } from '../schema/new-tables.ts';
import { localTime } from '../datasets/local-time.ts';
import { todayOf } from './today-of.ts';

/** One line of the examination. */
export interface Finding {
  readonly check: string;
  readonly status: 'ok' | 'warn' | 'fail';
  readonly detail: string;
  /** What to do; only where there is something to do. */
  readonly next?: string;
}

const OLDEST_NODE = [20, 19] as const;
/** A load every morning is at most a day old; a late one still counts. */
const STALE_LOAD_HOURS = 36;
const EXAMINED_DAYS = 60;

/** Everything that is looked at, in the order in which it can go wrong. */
export async function examine(dataset: Dataset, context: Context): Promise<Finding[]> {
  return [
    checkNode(context.nodeVersion),
    checkTimeZone(context),
    ...(await examineDatabase(dataset, context)),
    await checkReportsFolder(context.config.reportsDir),
  ];
}

function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  const recent = major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
  if (recent) return { check: 'node', status: 'ok', detail: version };
  return {
    check: 'node',
    status: 'fail',
    detail: `${version} is too old`,
    next: 'install Node 20.19 or newer',
  };
}

function checkTimeZone({ config, clock }: Context): Finding {
  const now = localTime(clock(), config.timeZone, 'minute');
  return { check: 'time zone', status: 'ok', detail: `${config.timeZone}, where it is ${now}` };
}

async function examineDatabase(dataset: Dataset, context: Context): Promise<Finding[]> {
  const findings: Finding[] = [];
  try {
    await context.useDatabase(
      async (db) => {
        const version = await db.readOnly(fetchServerVersion);
        findings.push({
          check: 'database',
          status: 'ok',
          detail: `${db.description}, PostgreSQL ${version}`,
        });
        const migrations = await checkMigrations(db, context);
        findings.push(migrations);
        if (migrations.status === 'ok') findings.push(...(await examineData(db, dataset, context)));
      },
      { schema: 'any' },
    );
  } catch (error) {
    if (!(error instanceof KpiError)) throw error;
    const next = error.hint === undefined ? {} : { next: error.hint };
    findings.push({ check: 'database', status: 'fail', detail: error.message, ...next });
  }
  return findings;
}

async function checkMigrations(db: Database, { packageRoot, project }: Context): Promise<Finding> {
  const plan = await pendingMigrations(db, sqlFolders(packageRoot, project), await newTables(project));
  const missing = namesOf(plan).join(', ');
  if (missing === '') return { check: 'migrations', status: 'ok', detail: 'up to date' };
  return {
    check: 'migrations',
    status: 'fail',
    detail: `not applied: ${missing}`,
    next: 'run `kpi db migrate`',
  };
}

async function examineData(db: Database, dataset: Dataset, context: Context): Promise<Finding[]> {
  const today = await todayOf(dataset, context);
  return db.readOnly(async (reader) => {
    const run = await fetchLastLoadRun(reader, dataset);
    const tests = dataTests(dataset, await fetchDataTestResults(reader, dataset));
    const coverage = await fetchCoverage(reader, dataset, today);
    if (coverage === undefined) {
      const next = 'load a file: kpi ingest <file.csv>';
      return [lastLoad(run), ...tests, { check: 'days', status: 'warn', detail: 'no data', next }];
    }
    const { firstDay, lastDay } = coverage;
    const from =
      daysBetween(firstDay, lastDay) < EXAMINED_DAYS ? firstDay : addDays(lastDay, 1 - EXAMINED_DAYS);
    const loaded = await fetchLoadedDays(reader, dataset, { from, to: lastDay });
    const present = new Set(loaded.map(({ day }) => day));
    const missing = eachDay(from, lastDay).filter((day) => !present.has(day));
    return [lastLoad(run), ...tests, missingDays(missing, from, lastDay), freshness(lastDay, today)];
  });
}

function lastLoad(run: LoadRun | undefined): Finding {
  const check = 'last load';
  if (run === undefined)
    return { check, status: 'warn', detail: 'none yet', next: 'run `kpi ingest <file.csv>`' };
  const detail = `run ${run.id} (${run.sources.join(', ')}), ${run.ageHours} h ago: ${run.status}`;
  if (run.status === 'failed') {
    return {
      check,
      status: 'warn',
      detail: `${detail}: ${run.error?.split('\n')[0]}`,
      next: 'load the corrected file',
    };
  }
  if (run.ageHours > STALE_LOAD_HOURS) {
    return { check, status: 'warn', detail, next: 'see whether the daily job still runs' };
  }
  return { check, status: 'ok', detail };
}

/** Nothing for a dataset without tests. */
function dataTests(dataset: Dataset, results: readonly StoredTestResult[]): Finding[] {
  if (dataTestsOf(dataset).length === 0) return [];
  const check = 'data tests';
  if (results.length === 0)
    return [{ check, status: 'warn', detail: 'not run yet', next: 'load a file: kpi ingest <file.csv>' }];
  const bad = results.filter(({ status }) => status !== 'ok');
  if (bad.length === 0) return [{ check, status: 'ok', detail: `${results.length} passed in the last load` }];
  const named = bad.map(({ name, status, failing, kind, detail }) => {
    return `${name} (${status}, ${failureCount(kind, failing)}): ${JSON.stringify(detail)}`;
  });
  const undone = bad.some((result) => result.undone) ? ', which was undone' : '';
  const detail = `${bad.length} of ${results.length} not passed in the last load${undone}: ${named.join('; ')}`;
  return [{ check, status: 'warn', detail, next: 'correct the data, or the test in the definition' }];
}

function missingDays(missing: readonly BusinessDay[], from: BusinessDay, to: BusinessDay): Finding {
  const check = 'days';
  if (missing.length === 0) return { check, status: 'ok', detail: `none missing from ${from} to ${to}` };
  const named = missing.slice(0, 5).join(', ') + (missing.length > 5 ? ', …' : '');
  const detail = `${missing.length} without data from ${from} to ${to}: ${named}`;
  return { check, status: 'warn', detail, next: 'load the files of those days' };
}

function freshness(lastDay: BusinessDay, today: BusinessDay): Finding {
  const behind = daysBetween(lastDay, today) - 1;
  const check = 'freshness';
  if (behind < 0) {
    const next = 'check the dates in the files';
    return { check, status: 'warn', detail: `data reaches to ${lastDay}, which is not over yet`, next };
  }
  if (behind === 0) return { check, status: 'ok', detail: `data reaches to yesterday, ${lastDay}` };
  const detail = `data ends on ${lastDay}, ${behind} day(s) before yesterday`;
  return { check, status: 'warn', detail, next: 'load the files since then' };
}

async function checkReportsFolder(folder: string): Promise<Finding> {
  const probe = join(folder, `.kpi-doctor-${randomBytes(6).toString('hex')}`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(probe, '');
    await rm(probe);
    return { check: 'reports', status: 'ok', detail: `${folder} can be written` };
  } catch (error) {
    const detail = `${folder} cannot be written: ${error instanceof Error ? error.message : String(error)}`;
    return { check: 'reports', status: 'fail', detail, next: 'correct its rights, or set KPI_REPORTS_DIR' };
  }
}
