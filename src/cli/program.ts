import { Command } from 'commander';
import type { Register } from '../commands/register.ts';
import type { Context } from '../context.ts';
import { EXIT_CODES } from './exit.ts';

/** Verb → its module, loaded only when it is called or when help lists them all. */
const COMMANDS: Readonly<Record<string, () => Promise<{ register: Register }>>> = {
  init: () => import('../commands/init.ts'),
  run: () => import('../commands/run.ts'),
  ingest: () => import('../commands/ingest.ts'),
  report: () => import('../commands/report.ts'),
  export: () => import('../commands/export.ts'),
  generate: () => import('../commands/generate.ts'),
  db: () => import('../commands/db.ts'),
  dataset: () => import('../commands/dataset.ts'),
  dashboard: () => import('../commands/dashboard.ts'),
  alerts: () => import('../commands/alerts.ts'),
  runs: () => import('../commands/runs.ts'),
  doctor: () => import('../commands/doctor.ts'),
};

/** Works on a kpi.yaml that is wrong, and tells what is. */
const TELLS_ITSELF = ['dataset check'];

const HELP_COLUMNS = 100;

/** The program with the one command that is called, or with all of them. */
export async function buildProgram(argv: readonly string[], context: Context): Promise<Command> {
  const { io } = context;
  const program = new Command('kpi')
    .description('Daily KPIs you can trust: CSV into PostgreSQL, D-1/W-1/M-1 with alerts, Markdown and PDF.')
    .version(context.version)
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => Math.min(io.stdout.columns, HELP_COLUMNS),
      getErrHelpWidth: () => Math.min(io.stderr.columns, HELP_COLUMNS),
    })
    .addHelpText(
      'after',
      `\nExit codes:\n${EXIT_CODES.map(({ code, meaning }) => `  ${String(code).padEnd(5)}${meaning}`).join('\n')}`,
    );
  const called = COMMANDS[argv[0] ?? ''];
  const loaders = called === undefined ? Object.values(COMMANDS) : [called];
  for (const module of await Promise.all(loaders.map((load) => load()))) module.register(program, context);
  for (const command of program.commands) addDebugOption(command);
  program.hook('preAction', async (_, action) => {
    if (!TELLS_ITSELF.includes(nameOf(action))) await context.project.check();
  });
  return program;
}

/** `dataset check` */
function nameOf(command: Command): string {
  return command.parent?.parent ? `${command.parent.name()} ${command.name()}` : command.name();
}

function addDebugOption(command: Command): void {
  if (command.commands.length === 0) command.option('--debug', 'show the trace of an error');
  for (const subcommand of command.commands) addDebugOption(subcommand);
}
