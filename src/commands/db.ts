import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { startServer } from '../db/embedded/ensure-server.ts';
import { serverStatus, serverUrl, type ServerStatus } from '../db/embedded/server-status.ts';
import { stopServer } from '../db/embedded/stop-server.ts';
import { describeUrl } from '../db/describe-url.ts';
import { fetchTableStates, type TableState } from '../db/create-tables.ts';
import { migrate, namesOf } from '../db/migrate.ts';
import { KpiError, UsageError } from '../errors.ts';
import { sqlFolders } from '../project/sql-folders.ts';
import { visibleText } from '../render/visible-text.ts';
import { newTables } from '../schema/new-tables.ts';

export function register(program: Command, context: Context): void {
  const db = program
    .command('db')
    .summary('start, stop and examine the database')
    .description(
      'Without DATABASE_URL, kpi keeps a PostgreSQL server of its own in the .kpi folder and runs it while a command ' +
        'needs it. `kpi db start` leaves it up for psql, Metabase and others.',
    )
    .addHelpText(
      'after',
      `
Examples:
  $ kpi db start
  $ psql "$(kpi db url)"
  $ kpi db status --json`,
    );
  db.command('start')
    .description('start the embedded server and leave it running')
    .action(() => runStart(context));
  db.command('stop')
    .description('stop the embedded server')
    .option('--force', 'even while other kpi processes use it')
    .action((flags: { force?: boolean }) => runStop(flags.force ?? false, context));
  db.command('status')
    .description('say whether the database runs, where it is, who uses it and which tables kpi created')
    .option('--json', 'as JSON')
    .action((flags: { json?: boolean }) => runStatus(flags.json ?? false, context));
  db.command('url')
    .description('print the connection URL, with its password')
    .action(() => runUrl(context));
  db.command('migrate')
    .description(
      'bring the database to the current schema: migrations, tables that definitions create, views',
    )
    .action(() => runMigrate(context));
}

async function runStart(context: Context): Promise<void> {
  const { config, signal, io } = context;
  refuseOnServer(context, 'start');
  await startServer({
    home: config.home,
    port: config.port,
    signal,
    notice: (text) => io.stderr.write(`${text}\n`),
  });
  // Metabase and psql should find the tables, not an empty database.
  await context.useDatabase(async () => undefined);
  const { port } = await serverStatus(config.home);
  io.stdout.write(`running on 127.0.0.1:${port}; connect with: psql "$(kpi db url)"\n`);
}

async function runStop(force: boolean, context: Context): Promise<void> {
  refuseOnServer(context, 'stop');
  const stopped = await stopServer(context.config.home, { force });
  context.io.stdout.write(stopped ? 'stopped\n' : 'was not running\n');
}

async function runStatus(json: boolean, context: Context): Promise<void> {
  const { databaseUrl, home } = context.config;
  const place =
    databaseUrl === undefined
      ? { embedded: true, ...(await serverStatus(home)) }
      : { embedded: false, description: describeUrl(databaseUrl) };
  // A server of ours that does not run is not started to be asked.
  const tables = 'running' in place && !place.running ? [] : await createdTables(context);
  const text = 'running' in place ? statusText(place) : `${place.description}\n`;
  context.io.stdout.write(
    json ? `${JSON.stringify({ ...place, tables }, null, 2)}\n` : `${text}${tables.map(tableLine).join('')}`,
  );
}

/** Asks the database only where a definition has its table created. */
async function createdTables(context: Context): Promise<TableState[]> {
  const tables = await newTables(context.project);
  if (tables.length === 0) return [];
  return context.useDatabase((db) => db.readOnly((reader) => fetchTableStates(reader, tables)), {
    schema: 'any',
    quiet: true,
  });
}

function tableLine({ dataset, table, state, createdAt }: TableState): string {
  const what = {
    created: `created by kpi on ${createdAt?.slice(0, 10)}`,
    found: 'was there before; kpi leaves it as it is',
    missing: 'not there yet; `kpi db migrate` creates it',
  }[state];
  return visibleText(`table    ${table} of the dataset ${dataset}: ${what}`) + '\n';
}

function statusText({ running, pid, port, mode, version, dataDir, logFile, clients }: ServerStatus): string {
  const state = running
    ? `running on 127.0.0.1:${port} (process ${pid}), ${mode === 'kept' ? 'until `kpi db stop`' : 'while it is needed'}`
    : 'not running; it starts when a command needs it';
  const lines = [
    ['server', `embedded PostgreSQL${version === undefined ? '' : ` ${version}`}, ${state}`],
    ['data', dataDir ?? 'none yet'],
    ['log', logFile ?? 'none yet'],
    ['used by', clients.length === 0 ? 'no kpi process' : `kpi process ${clients.join(', ')}`],
  ];
  return lines.map(([name = '', value = '']) => `${name.padEnd(8)} ${value}\n`).join('');
}

async function runUrl({ config, io }: Context): Promise<void> {
  const url = config.databaseUrl ?? (await serverUrl(config.home));
  if (url === undefined) {
    throw new KpiError('the embedded server is not running', { hint: 'start it with `kpi db start`' });
  }
  io.stdout.write(`${url}\n`);
}

async function runMigrate(context: Context): Promise<void> {
  const { packageRoot, project } = context;
  const tables = await newTables(project, { strict: true });
  const plan = await context.useDatabase((db) => migrate(db, sqlFolders(packageRoot, project), tables), {
    schema: 'any',
  });
  const applied = namesOf(plan);
  context.io.stdout.write(applied.length === 0 ? 'up to date\n' : `applied: ${applied.join(', ')}\n`);
}

function refuseOnServer({ config }: Context, verb: string): void {
  if (config.databaseUrl === undefined) return;
  throw new UsageError(`kpi db ${verb} is for the embedded server, but DATABASE_URL is set`, {
    hint: `unset DATABASE_URL, or ${verb} that server by its own means`,
  });
}
