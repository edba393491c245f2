import type { Dashboard } from '../datasets/dashboard.ts';
import { UsageError } from '../errors.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { CardFilter } from '../query/card-statement.ts';
import { dayOf } from './option-values.ts';

export interface CardFilterFlags {
  readonly from?: string;
  readonly to?: string;
  /** Each `dimension=value`. */
  readonly where?: readonly string[];
}

/** @throws UsageError naming option, value and rule */
export function parseCardFilter(flags: CardFilterFlags, dashboard: Dashboard): CardFilter {
  const from = flags.from === undefined ? {} : { from: dayOf('--from', flags.from) };
  const to = flags.to === undefined ? {} : { to: dayOf('--to', flags.to) };
  if (flags.from !== undefined && flags.to !== undefined && flags.from > flags.to)
    throw new UsageError(`--from ${flags.from} is after --to ${flags.to}`);
  const where = new Map<string, string[]>();
  for (const text of flags.where ?? []) {
    const [dimension, value] = parsePair(text, dashboard);
    where.set(dimension, [...(where.get(dimension) ?? []), value]);
  }
  return { ...from, ...to, where };
}

function parsePair(text: string, { name, filters }: Dashboard): [dimension: string, value: string] {
  const at = text.indexOf('=');
  if (at < 0)
    throw new UsageError(`--where ${JSON.stringify(text)} has no "="`, {
      hint: 'write it as --where dimension=value',
    });
  const dimension = text.slice(0, at);
  if (filters.includes(dimension)) return [dimension, text.slice(at + 1)];
  throw new UsageError(
    `--where ${JSON.stringify(dimension)} is no filter of ${name}${didYouMean(dimension, filters)}`,
    { hint: filters.length > 0 ? `its filters: ${filters.join(', ')}` : 'it has none but --from and --to' },
  );
}
