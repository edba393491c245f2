import * as z from 'zod';
import type { Metric, Unit } from '../datasets/definition.ts';
import { labelOf, labelSchema } from './label.ts';
import { record, word } from './words.ts';

const name = z.string().min(1);
const base = {
  label: labelSchema.optional(),
  description: labelSchema.optional(),
  unit: word(['currency', 'count', 'number']).optional(),
  decimals: z.int().min(0).max(6).optional(),
  good: word(['up', 'down', 'none']).default('up').describe('Which way is good news'),
};
const kind = <const Kind extends string>(value: Kind) => z.literal(value);

export const metricSchema = z.discriminatedUnion(
  'kind',
  [
    record({ kind: kind('sum'), measure: name, ...base }),
    record({ kind: kind('stock'), measure: name, ...base }),
    record({ kind: kind('count'), column: name.exactOptional(), ...base }),
    record({ kind: kind('count_distinct'), column: name, ...base }),
    record({ kind: kind('avg'), column: name, ...base }),
    record({ kind: kind('ratio'), numerator: name, denominator: name, ...base }),
    record({ kind: kind('difference'), minuend: name, subtrahend: name, ...base }),
    record({ kind: kind('weighted_mean'), value: name, weight: name, ...base }),
    record({ kind: kind('percentile'), column: name, fraction: z.number().gt(0).lt(1), ...base }),
  ],
  {
    error:
      'needs a kind: sum, stock, count, count_distinct, avg, ratio, difference, weighted_mean or percentile',
  },
);

type MetricText = z.output<typeof metricSchema>;

const DECIMALS: Readonly<Record<Unit, number>> = { currency: 2, count: 0, number: 2 };

export function toMetric(text: MetricText, metricName: string): Metric {
  const { label, description, unit: written, decimals, good, ...formula } = text;
  const counts = text.kind === 'count' || text.kind === 'count_distinct';
  const unit: Unit = written ?? (counts ? 'count' : 'number');
  return {
    ...formula,
    label: labelOf(label, metricName),
    description: description === undefined ? { 'pt-BR': '', 'en-US': '' } : labelOf(description, ''),
    unit,
    decimals: decimals ?? DECIMALS[unit],
    goodDirection: good,
  };
}
