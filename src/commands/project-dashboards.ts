import type { Context } from '../context.ts';
import type { Card, Dashboard } from '../datasets/dashboard.ts';
import type { Dataset } from '../datasets/definition.ts';
import { UsageError } from '../errors.ts';
import { didYouMean } from '../did-you-mean.ts';

/** Those that the packs of the project bring, over this dataset or over all of them. */
export async function readDashboards({ project }: Context, dataset?: Dataset): Promise<Dashboard[]> {
  const packs = project.packs.filter((pack) => dataset === undefined || pack.dataset === dataset);
  return (await Promise.all(packs.map((pack) => pack.loadDashboards()))).flat();
}

/** @throws UsageError when there is none of this name */
export async function readDashboard(name: string, context: Context): Promise<Dashboard> {
  const dashboards = await readDashboards(context);
  const found = dashboards.find((dashboard) => dashboard.name === name);
  if (found !== undefined) return found;
  const known = dashboards.map((dashboard) => dashboard.name);
  throw new UsageError(`there is no dashboard ${JSON.stringify(name)}${didYouMean(name, known)}`, {
    hint:
      known.length > 0
        ? `known: ${known.join(', ')}`
        : 'packs bring them: name one in kpi.yaml, e.g. packs: [payments]',
  });
}

/** @throws UsageError when the dashboard has none of this name */
export function cardOf({ name: dashboard, cards }: Dashboard, name: string): Card {
  const card = Object.hasOwn(cards, name) ? cards[name] : undefined;
  if (card !== undefined) return card;
  const known = Object.keys(cards);
  throw new UsageError(`${dashboard} has no card ${JSON.stringify(name)}${didYouMean(name, known)}`, {
    hint: `its cards: ${known.join(', ')}`,
  });
}
