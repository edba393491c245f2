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
  segment: z
    .record(z.string(), z.union([z.string().min(1), z.number(), z.boolean()]).transform(String))
    .optional()
    .describe('Dimension → value of the segment that it is for; default: the whole dataset'),
});

const targetTable = record({
  table: z
    .string()
    .regex(/^[^."\0]+\.[^."\0]+$/, 'must be schema.name, such as bi.target')
    .describe(
      'Table or view with the columns metric, month (its first day), target, and optionally dataset and dimensions',
    ),
});

export const targetsSchema = z
  .union([z.array(monthTarget), targetTable], {
    error: 'must be a list of metric, month and value, or a mapping with a table',
  })
  .describe('What metrics should come to in a month');

export function targetsOf(text: z.output<typeof targetsSchema>): Targets {
  if (!('table' in text)) {
    return text.map(({ segment = {}, ...target }) =>
      Object.keys(segment).length === 0 ? target : { ...target, segment },
    );
  }
  const [schema = '', name = ''] = text.table.split('.');
  return { table: { schema, name } };
}

/** Metrics and dimensions that exist, and one target for each metric, month and segment. */
export function checkTargets({ targets, metrics, dimensions }: Dataset, context: z.RefinementCtx): void {
  if (targets === undefined || 'table' in targets) return;
  const seen = new Set<string>();
  targets.forEach(({ metric, month, segment = {} }, index) => {
    for (const name of Object.keys(segment)) {
      requireKnown(context, ['targets', index, 'segment'], name, Object.keys(dimensions), 'dimension');
    }
    requireKnown(context, ['targets', index, 'metric'], metric, Object.keys(metrics), 'metric');
    const names = Object.keys(dimensions).flatMap((name) => segment[name] ?? []);
    const key = JSON.stringify([month, metric, Object.keys(segment).sort(), names]);
    if (seen.has(key)) {
      const where = names.length === 0 ? '' : ` in ${names.join(' · ')}`;
      const message = `"${metric}" has a target for ${month}${where} already`;
      context.addIssue({ code: 'custom', path: ['targets', index], message });
    }
    seen.add(key);
  });
}
