import * as z from 'zod';
import { ADDITIVE_UNITS, UNITS, type Metric, type Unit } from '../datasets/definition.ts';
import { labelOf, labelSchema } from './label.ts';
import { record, word } from './words.ts';

const name = z.string().min(1);
const shown = {
  label: labelSchema.optional(),
  description: labelSchema.optional(),
  decimals: z.int().min(0).max(6).optional(),
  good: word(['up', 'down', 'none']).default('up').describe('Which way is good news'),
};
const additive = { unit: word(ADDITIVE_UNITS).optional(), ...shown };
const anyUnit = {
  unit: word(UNITS).optional().describe('percent: the value is a fraction, and is written times 100'),
  ...shown,
};
const kind = <const Kind extends string>(value: Kind) => z.literal(value);

export const metricSchema = z.discriminatedUnion(
  'kind',
  [
    record({ kind: kind('sum'), measure: name, ...additive }),
    record({ kind: kind('stock'), measure: name, ...additive }),
    record({ kind: kind('count'), column: name.exactOptional(), ...additive }),
    record({ kind: kind('count_distinct'), column: name, ...additive }),
    record({ kind: kind('avg'), column: name, ...anyUnit }),
    record({ kind: kind('ratio'), numerator: name, denominator: name, ...anyUnit }),
    record({ kind: kind('difference'), minuend: name, subtrahend: name, ...anyUnit }),
    record({ kind: kind('weighted_mean'), value: name, weight: name, ...anyUnit }),
    record({ kind: kind('percentile'), column: name, fraction: z.number().gt(0).lt(1), ...anyUnit }),
  ],
  {
    error:
      'needs a kind: sum, stock, count, count_distinct, avg, ratio, difference, weighted_mean or percentile',
  },
);

type MetricText = z.output<typeof metricSchema>;

const DECIMALS: Readonly<Record<Unit, number>> = { currency: 2, count: 0, number: 2, percent: 2 };

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
