import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { UsageError } from '../errors.ts';
import { addAlertOptions } from './alert-options.ts';
import type { BacktestFlags, EventFlags, ListFlags, SayFlags } from './alerts-flags.ts';
import { addDatasetOption } from './report-options.ts';

export function register(program: Command, context: Context): void {
  const command = program
    .command('alerts')
    .summary('list incidents, say what they were, and replay the past')
    .description(
      'Alerts on days that follow each other are one incident, with an id that every report tells. What is said about an ' +
        'incident stands in the reports from then on; incidents that were right, and known events, leave the baseline.',
    )
    .addHelpText(
      'after',
      `
Examples:
  $ kpi alerts list --days 60
  $ kpi alerts ack 0k3f9za --note "terminal maker is on it"
  $ kpi alerts snooze 0k3f9za --until 2025-04-15
  $ kpi alerts label 0k3f9za false
  $ kpi alerts event "Price change" --from 2025-03-01 --to 2025-03-07 --segment PJ,pos`,
    );
  addDatasetOption(command.command('list').description('list incidents, the latest first'))
    .option('--date <day>', 'the last day (default: yesterday, or the last day with data)')
    .option('--days <count>', 'how many days back', '28')
    .option('--json', 'as JSON, with everything that was said')
    .action(async (flags: ListFlags) => {
      const { runAlertsList } = await import('./alerts-list.ts');
      await runAlertsList(flags, context);
    });
  addAlertOptions(
    addDatasetOption(
      command
        .command('backtest')
        .summary('replay history day by day with what was known then')
        .description(
          'Replay history day by day with what was known then: how many alerts a week, on which weekdays, and which. With ' +
            '--inject also how many anomalies of known size are caught, beside the other method.',
        ),
    )
      .option('--from <day>', 'the first day (default: that of the ninth week of the history)')
      .option('--to <day>', 'the last day (default: yesterday, or the last day with data)'),
  )
    .option('--inject', 'also measure what is caught of injected anomalies (takes longer)')
    .option('--json', 'as JSON, with every alert')
    .addHelpText(
      'after',
      `
Examples:
  $ kpi alerts backtest --from 2025-01-01 --to 2025-03-31
  $ kpi alerts backtest --fdr 0.05
  $ kpi alerts backtest --method zscore --threshold 3
  $ kpi alerts backtest --inject`,
    )
    .action(async (flags: BacktestFlags) => {
      const { runAlertsBacktest } = await import('./alerts-backtest.ts');
      await runAlertsBacktest(flags, context);
    });
  said(command, 'ack', 'an incident is known: it counts for no exit code while it lasts', context);
  said(
    command,
    'snooze',
    'an incident and what is within it is not told until a day',
    context,
  ).requiredOption('--until <day>', 'the last day on which it is not told');
  addDatasetOption(
    command
      .command('label')
      .description('say whether an incident was right (true), was none (false), or was a known event (event)')
      .argument('<incident>', 'its id')
      .argument('<label>', 'true, false or event'),
  )
    .option('--from <day>', 'the first day that it was about (default: that of the incident)')
    .option('--to <day>', 'the last day that it was about (default: that of the incident)')
    .option('--note <text>', 'why, or the name of the event')
    .action(async (incident: string, label: string, flags: SayFlags) => {
      const { runAlertsSay } = await import('./alerts-say.ts');
      await runAlertsSay({ kind: labelOf(label), incident, flags }, context);
    });
  addDatasetOption(
    command
      .command('event')
      .description('name days that are known to be different: no baseline learns from them')
      .argument('<name>', 'what people will read in the report'),
  )
    .requiredOption('--from <day>', 'the first day')
    .option('--to <day>', 'the last day (default: the first)')
    .option(
      '--segment <values>',
      'values of the first alert dimensions, comma-separated (default: everything)',
    )
    .action(async (name: string, flags: EventFlags) => {
      const { runAlertsEvent } = await import('./alerts-say.ts');
      await runAlertsEvent(name, flags, context);
    });
  addDatasetOption(
    command
      .command('forget')
      .description('take back what was said')
      .argument('<number>', 'its number, as kpi alerts list has it'),
  ).action(async (number: string, flags: { readonly dataset?: string }) => {
    const { runAlertsForget } = await import('./alerts-say.ts');
    await runAlertsForget(number, flags.dataset, context);
  });
}

function said(command: Command, kind: 'ack' | 'snooze', description: string, context: Context): Command {
  return addDatasetOption(
    command.command(kind).description(description).argument('<incident>', 'its id, as the report tells it'),
  )
    .option('--note <text>', 'why; stands in the report')
    .action(async (incident: string, flags: SayFlags) => {
      const { runAlertsSay } = await import('./alerts-say.ts');
      await runAlertsSay({ kind, incident, flags }, context);
    });
}

function labelOf(label: string): 'true' | 'false' | 'event' {
  if (label === 'true' || label === 'false' || label === 'event') return label;
  throw new UsageError(`${JSON.stringify(label)} is not one of true, false, event`, {
    hint: 'e.g. kpi alerts label 0k3f9za false',
  });
}
