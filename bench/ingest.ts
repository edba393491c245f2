/**
 * The load against psql \copy (unvalidated) and pgloader, as processes, side by side on one server: the embedded one, or
 * that of DATABASE_URL. Prints a Markdown table. Needs psql; pgloader where it is to be compared.
 *
 *   npm run bench:ingest [-- --rows 2000000 --rounds 3 --large --file export.csv]
 */
import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { parseArgs, promisify } from 'node:util';
import pg from 'pg';

const { values: flags } = parseArgs({
  options: {
    rows: { type: 'string', default: '2000000' },
    rounds: { type: 'string', default: '3' },
    large: { type: 'boolean', default: false },
    file: { type: 'string' },
  },
});
const ROWS = Number(flags.rows);
const ROUNDS = Number(flags.rounds);
const KPI = resolve('dist/kpi.js');
const ROWS_A_DAY = 378;

const folder = await mkdtemp(join(tmpdir(), 'kpi-bench-'));
const path = (name: string) => join(folder, name);
const given = process.env['DATABASE_URL'];

interface Taken {
  readonly seconds: number;
  /** Peak resident memory of the process. */
  readonly megabytes: number;
}

async function run(command: string, ...argv: string[]): Promise<Taken> {
  const startedAt = performance.now();
  const running = promisify(execFile)(command, argv, { cwd: folder, maxBuffer: 1 << 26 });
  let kilobytes = 0;
  const watch = setInterval(() => {
    void readFile(`/proc/${running.child.pid}/status`, 'utf8').then(
      (status) => (kilobytes = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? kilobytes)),
      () => undefined,
    );
  }, 20);
  await running.finally(() => {
    clearInterval(watch);
  });
  return { seconds: (performance.now() - startedAt) / 1000, megabytes: kilobytes / 1024 };
}

const kpi = (...argv: string[]) => run(process.execPath, KPI, ...argv);
const ingest = (name: string, ...flags: string[]) => kpi('ingest', '--quiet', ...flags, path(name));
const psql = (name: string, table: string) =>
  run('psql', url, '--quiet', '--command', `\\copy ${table} (${COLUMNS}) from '${path(name)}' csv header`);

const COLUMNS =
  'date, entity, product, price_tier, anticipation_method, payment_method, installments, amount_transacted, quantity_transactions, quantity_of_merchants';

if (given === undefined) await kpi('db', 'start');
const url =
  given ?? (await promisify(execFile)(process.execPath, [KPI, 'db', 'url'], { cwd: folder })).stdout.trim();
const client = new pg.Client({ connectionString: url });

async function query(text: string): Promise<void> {
  await client.query(text);
}

/** Both tables in one state, and nothing left to do for the server. */
async function prepare(...statements: string[]): Promise<void> {
  for (const statement of statements) await query(statement);
  await query('checkpoint').catch(() => undefined);
}

const results: string[] = [];

/** Runs the contestants in turn, and compares the medians with the first one's. */
async function compare(
  title: string,
  contestants: Readonly<Record<string, () => Promise<Taken>>>,
  target = '',
): Promise<void> {
  const taken = new Map<string, Taken[]>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, contestant] of Object.entries(contestants)) {
      taken.set(name, [...(taken.get(name) ?? []), await contestant()]);
    }
  }
  let anchor: number | undefined;
  for (const [name, all] of taken) {
    const seconds = median(all.map((one) => one.seconds));
    const megabytes = Math.max(...all.map((one) => one.megabytes));
    anchor ??= seconds;
    const ratio = seconds / anchor;
    results.push(
      `| ${title} | ${name} | ${seconds.toFixed(2)} | ${ratio.toFixed(2)} | ${megabytes.toFixed(0)} | ${seconds === anchor ? '' : target} |`,
    );
    console.error(results.at(-1));
  }
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}

/** The file with every `share`-th amount changed. */
async function restate(from: string, to: string, every: number): Promise<void> {
  let line = 0;
  await pipeline(
    createInterface({ input: createReadStream(path(from)) }),
    async function* (lines: AsyncIterable<string>) {
      for await (const text of lines) {
        line += 1;
        const fields = text.split(',');
        if (line > 1 && line % every === 0) fields[7] = (Number(fields[7]) + 1).toFixed(2);
        yield `${fields.join(',')}\n`;
      }
    },
    createWriteStream(path(to)),
  );
}

/** Of so few dead rows it would else leave the key's entries, which whoever looks for new days would have to pass. */
const VACUUM = 'vacuum (index_cleanup on) bi.kpi_daily';

const EMPTY = [
  'truncate bi.kpi_daily, etl.load_run, etl.load_file, etl.load_day, etl.restatement',
  'truncate bench.keyed',
];

try {
  await client.connect();
  await kpi('db', 'migrate');
  await prepare(
    'drop schema if exists bench cascade',
    'create schema bench',
    'create table bench.keyed (like bi.kpi_daily including all)',
  );
  const days = Math.ceil(ROWS / ROWS_A_DAY);
  const generate = (name: string, count: number, start: string, seed = 7) =>
    kpi(
      'generate',
      'payments',
      '--days',
      `${count}`,
      '--start',
      start,
      '--seed',
      `${seed}`,
      '--out',
      path(name),
      '--quiet',
    );
  await generate('rows.csv', days, '2010-01-01');
  await run(
    'sh',
    '-c',
    `(head -1 rows.csv; tail -n +2 rows.csv | shuf --random-source=rows.csv) > shuffled.csv`,
  );
  await restate('rows.csv', 'restated.csv', 100);

  const fresh = (name: string) => ({
    'psql \\copy, keyed table': async () => {
      await prepare(...EMPTY);
      return psql(name, 'bench.keyed');
    },
    'kpi ingest': async () => {
      await prepare(...EMPTY);
      return ingest(name);
    },
  });
  const pgloader = await pgloaderInto('rows.csv');
  await compare('empty table', { ...fresh('rows.csv'), ...(pgloader && { pgloader }) }, '≤ 0.6');
  await compare('empty table, rows in random order', fresh('shuffled.csv'), '≤ 0.6');

  const filled = async () => {
    await prepare(...EMPTY);
    await ingest('rows.csv');
    await prepare('vacuum (index_cleanup on, analyze) bi.kpi_daily');
  };
  const anchor = fresh('rows.csv')['psql \\copy, keyed table'];
  await filled();
  await compare(
    'same bytes again',
    { 'psql \\copy, keyed table': () => psqlFresh('rows.csv'), 'kpi ingest': () => ingest('rows.csv') },
    '≤ 0.1',
  );
  await compare('same rows, forced', {
    'psql \\copy, keyed table': () => psqlFresh('rows.csv'),
    'kpi ingest --force': () => ingest('rows.csv', '--force'),
  });
  await compare(
    '1 % restated',
    {
      'psql \\copy, keyed table': anchor,
      'kpi ingest': async () => {
        await filled();
        return ingest('restated.csv');
      },
    },
    '≤ 1.0',
  );
  if (flags.file !== undefined) {
    const file = resolve(flags.file);
    await compare(
      'real file, empty table',
      {
        'node -e 0': () => run(process.execPath, '-e', '0'),
        'kpi ingest': async () => {
          await prepare(...EMPTY);
          return kpi('ingest', '--quiet', file);
        },
      },
      '≤ 0.6 s',
    );
  }
  if (flags.large) await large(generate, days);
  console.log(
    `Node ${process.versions.node}, ${await version()}, ${cpus().length} × ${cpus()[0]?.model.trim()}`,
  );
  console.log(`${ROWS} rows, ${ROUNDS} rounds in turn, medians\n`);
  console.log(
    '| case | command | seconds | ratio | peak MB | target |\n| --- | --- | ---: | ---: | ---: | ---: |',
  );
  console.log(results.join('\n'));
} finally {
  await client.end().catch(() => undefined);
  if (given === undefined) await kpi('db', 'stop', '--force');
  await rm(folder, { recursive: true, force: true });
}

async function psqlFresh(name: string): Promise<Taken> {
  await prepare('truncate bench.keyed');
  return psql(name, 'bench.keyed');
}

/** Ten times the rows: memory and time; and a day's worth onto them. */
async function large(
  generate: (name: string, count: number, start: string, seed?: number) => Promise<Taken>,
  days: number,
): Promise<void> {
  await generate('large.csv', days * 10, '1901-01-01');
  await compare(
    'ten times the rows, empty table',
    {
      'kpi ingest, once': async () => {
        await prepare(...EMPTY);
        return ingest('rows.csv');
      },
      'kpi ingest, ten times': async () => {
        await prepare(...EMPTY);
        return ingest('large.csv');
      },
    },
    '≤ 10.5',
  );
  await rm(path('large.csv'));
  await generate('half.csv', days * 5, '1901-01-01');
  await generate('more.csv', Math.ceil(100_000 / ROWS_A_DAY), '2024-01-01');
  await prepare(...EMPTY);
  await ingest('half.csv');
  await prepare('vacuum (index_cleanup on, analyze) bi.kpi_daily');
  await compare(
    '100,000 rows onto ten million',
    {
      'psql \\copy, keyed staging table': () => psqlFresh('more.csv'),
      'kpi ingest': async () => {
        await prepare(
          "delete from bi.kpi_daily where date >= '2024-01-01'",
          VACUUM,
          'truncate etl.load_file, etl.load_day',
        );
        return ingest('more.csv');
      },
      'kpi ingest, half of them there': async () => {
        await prepare(
          "delete from bi.kpi_daily where date >= '2024-01-01' and installments > 1",
          VACUUM,
          'truncate etl.load_file, etl.load_day',
        );
        return ingest('more.csv');
      },
    },
    '≤ 1.3',
  );
}

async function pgloaderInto(name: string): Promise<(() => Promise<Taken>) | undefined> {
  const found = await promisify(execFile)('pgloader', ['--version']).catch(() => undefined);
  if (found === undefined) return undefined;
  const target = new URL(url);
  const password = target.password === '' ? '' : `:${target.password}`;
  const into = `postgresql://${target.username}${password}@${target.hostname}:${target.port || 5432}${target.pathname}`;
  await writeFile(
    path('pgloader.load'),
    `load csv from '${path(name)}' having fields (${COLUMNS})
     into ${into}?sslmode=disable target table bench.keyed target columns (${COLUMNS})
     with skip header = 1, fields terminated by ',';`,
  );
  return async () => {
    await prepare('truncate bench.keyed');
    return run('pgloader', path('pgloader.load'));
  };
}

async function version(): Promise<string> {
  const { rows } = await client.query<{ server_version: string }>('show server_version');
  return `PostgreSQL ${rows[0]?.server_version}${given === undefined ? ' (embedded)' : ''}`;
}
