import type { Command } from 'commander';
import type { Context } from '../context.ts';
import type { CardFilterFlags } from './card-filter.ts';
import { collect } from './option-values.ts';

export function register(program: Command, context: Context): void {
  const command = program
    .command('dashboard')
    .summary('show the dashboards of the packs, and the SQL of their cards')
    .description(
      'Packs bring dashboards for every morning: cards over the views in the schema bi, with the figures of the report.',
    )
    .addHelpText(
      'after',
      `
Examples:
  $ kpi dashboard list
  $ kpi dashboard show payments-overview
  $ kpi dashboard sql payments-overview products --to 2025-03-31 | psql "$(kpi db url)"
  $ kpi dashboard sql payments-segments tpv_by_product --template   # to paste into Metabase`,
    );
  command
    .command('list')
    .description('name every dashboard with its dataset, number of cards and filters')
    .option('--json', 'as JSON')
    .action(async (flags: { readonly json?: boolean }) => {
      const { runDashboardList } = await import('./dashboard-list.ts');
      await runDashboardList(flags.json ?? false, context);
    });
  command
    .command('show')
    .description('show the cards of a dashboard: question, display, view, columns and place')
    .argument('<name>', 'dashboard')
    .option('--json', 'as JSON, with the SQL of every card')
    .action(async (name: string, flags: { readonly json?: boolean }) => {
      const { runDashboardShow } = await import('./dashboard-show.ts');
      await runDashboardShow(name, flags.json ?? false, context);
    });
  command
    .command('sql')
    .description('print the SQL of the cards, to run in psql or to paste into Metabase')
    .argument('<name>', 'dashboard')
    .argument('[card]', 'card (default: all of the dashboard)')
    .option('--from <day>', 'first day, YYYY-MM-DD (default: the first that there is)')
    .option('--to <day>', 'last day, YYYY-MM-DD (default: the last that there is)')
    .option(
      '--where <dimension=value>',
      'only rows of this segment; may be repeated, also for one dimension',
      collect,
    )
    .option('--template', 'for Metabase: every filter as an optional clause with its template tag')
    .action(async (name: string, card: string | undefined, flags: CardFilterFlags & TemplateFlag) => {
      const { runDashboardSql } = await import('./dashboard-sql.ts');
      await runDashboardSql(name, card, flags, context);
    });
}

interface TemplateFlag {
  readonly template?: boolean;
}
