/** Targets as kpi.yaml writes them: a list, or the table that has them. */
import * as z from 'zod';
import type { Dataset, Targets } from '../datasets/definition.ts';
import { record, requireKnown } from './words.ts';

const DECIMAL = /^-?\d+(\.\d+)?$/;
const NUMBER_RULE = 'must be a number such as 5000000 or 0.1062';

const monthTarget = record({
  metric: z.string().min(1),
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month such as 2025-03'),
  value: z
    .union([z.number(), z.string().regex(DECIMAL, NUMBER_RULE)], { error: NUMBER_RULE })
    .transform((value, context) => {
      const text = String(value);
      if (DECIMAL.test(text)) return text;
      context.addIssue({ code: 'custom', message: `${text} has too many digits; write it in quotes` });
      return z.NEVER;
    })
    .describe('In the unit of the metric; of one in percent the fraction'),
});

const targetTable = record({
  table: z
    .string()
    .regex(/^[^."\0]+\.[^."\0]+$/, 'must be schema.name, such as bi.target')
    .describe('Table or view with the columns metric, month (its first day), target, and optionally dataset'),
});

export const targetsSchema = z
  .union([z.array(monthTarget), targetTable], {
    error: 'must be a list of metric, month and value, or a mapping with a table',
  })
  .describe('What metrics should come to in a month');

export function targetsOf(text: z.output<typeof targetsSchema>): Targets {
  if (!('table' in text)) return text;
  const [schema = '', name = ''] = text.table.split('.');
  return { table: { schema, name } };
}

/** Metrics that exist, and one target for each and month. */
export function checkTargets({ targets, metrics }: Dataset, context: z.RefinementCtx): void {
  if (targets === undefined || 'table' in targets) return;
  const seen = new Set<string>();
  targets.forEach(({ metric, month }, index) => {
    requireKnown(context, ['targets', index, 'metric'], metric, Object.keys(metrics), 'metric');
    const key = `${month} ${metric}`;
    if (seen.has(key)) {
      const message = `"${metric}" has a target for ${month} already`;
      context.addIssue({ code: 'custom', path: ['targets', index], message });
    }
    seen.add(key);
  });
}
