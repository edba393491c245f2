import type { Context } from '../context.ts';
import { inlineText } from '../db/sql.ts';
import { UsageError } from '../errors.ts';
import { cardStatement, cardTemplate } from '../query/card-statement.ts';
import { visibleText } from '../render/visible-text.ts';
import { parseCardFilter, type CardFilterFlags } from './card-filter.ts';
import { cardOf, readDashboard } from './project-dashboards.ts';

/**
 * @param cardName default: all cards
 * @throws UsageError when there is no such dashboard, card or filter
 */
export async function runDashboardSql(
  name: string,
  cardName: string | undefined,
  flags: CardFilterFlags & { readonly template?: boolean },
  context: Context,
): Promise<void> {
  const dashboard = await readDashboard(name, context);
  const filter = parseCardFilter(flags, dashboard);
  const isTemplate = flags.template ?? false;
  if (isTemplate && (flags.from ?? flags.to ?? flags.where) !== undefined)
    throw new UsageError(
      '--template leaves the filters to Metabase: it goes without --from, --to and --where',
    );
  const { locale } = context.config;
  const names = cardName === undefined ? Object.keys(dashboard.cards) : [cardName];
  const texts = names.map((one) => {
    const card = cardOf(dashboard, one);
    const text = isTemplate
      ? cardTemplate(dashboard, card)
      : `${inlineText(cardStatement(dashboard, card, filter))};`;
    return `-- ${visibleText(`${one}: ${card.title[locale]} (${card.display})`)}\n${text}\n`;
  });
  context.io.stdout.write(texts.join('\n'));
}
