/**
 * Whole commands as processes, side by side: the start against Node itself, the load and the report on a running
 * embedded server. Prints a Markdown table.
 *
 *   npm run bench [-- file.csv]
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const RUNS = 15;
const KPI = resolve('dist/kpi.js');
const file = resolve(process.argv[2] ?? 'data/sample/payments.csv');
const folder = await mkdtemp(join(tmpdir(), 'kpi-bench-'));
const environment = { ...process.env };
delete environment['DATABASE_URL'];

const node = async (...argv: string[]) => {
  const startedAt = performance.now();
  await promisify(execFile)(process.execPath, argv, { cwd: folder, env: environment, maxBuffer: 1 << 26 });
  return (performance.now() - startedAt) / 1000;
};
const kpi = (...argv: string[]) => node(KPI, ...argv);

/** Medians of several commands, run in turn so that a change of the machine's speed meets all of them. */
async function medians(
  commands: Readonly<Record<string, () => Promise<number>>>,
): Promise<Map<string, number>> {
  const seconds = new Map<string, number[]>();
  for (let run = 0; run <= RUNS; run += 1) {
    for (const [name, command] of Object.entries(commands)) {
      const taken = await command();
      // The first round warms the caches.
      if (run > 0) seconds.set(name, [...(seconds.get(name) ?? []), taken]);
    }
  }
  return new Map(
    [...seconds].map(([name, values]) => [name, values.sort((a, b) => a - b)[RUNS >> 1] ?? NaN]),
  );
}

try {
  await kpi('db', 'start');
  await kpi('ingest', file);
  const found = await medians({
    'node -e 0': () => node('-e', '0'),
    'kpi --version': () => kpi('--version'),
    'kpi --help': () => kpi('--help'),
    'kpi ingest, everything loaded already': () => kpi('ingest', file),
    'kpi ingest, empty table': async () => {
      await emptyTable();
      return kpi('ingest', file);
    },
    'kpi report': () => kpi('report'),
    'kpi export, Markdown and PDF': () => kpi('export'),
    'kpi run, report and export': () => kpi('run'),
  });
  const anchor = found.get('node -e 0') ?? NaN;
  console.log(
    `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim()}, median of ${RUNS}\n`,
  );
  console.log('| command | seconds | × `node -e 0` |\n| --- | ---: | ---: |');
  for (const [name, seconds] of found) {
    console.log(`| ${name} | ${seconds.toFixed(3)} | ${(seconds / anchor).toFixed(2)} |`);
  }
} finally {
  await kpi('db', 'stop', '--force');
  await rm(folder, { recursive: true, force: true });
}

async function emptyTable(): Promise<void> {
  const { stdout } = await promisify(execFile)(process.execPath, [KPI, 'db', 'url'], {
    cwd: folder,
    env: environment,
  });
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: stdout.trim() });
  await client.connect();
  await client.query('truncate bi.kpi_daily');
  await client.end();
}
