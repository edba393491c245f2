import { COMPARISON_KINDS, type ComparisonKind, type Dataset, type Label, type Unit } from './definition.ts';

/** What a column of a card means to people. */
export interface CardColumn {
  readonly name: string;
  readonly title: Label;
  /** Absent where it is a day or a dimension. */
  readonly format?: { readonly unit: Unit | 'percent'; readonly decimals: number };
}

const DAY: Label = { 'pt-BR': 'Dia', 'en-US': 'Day' };
const PERCENT_DECIMALS = 1;

/**
 * By its name: the time column, a dimension, a metric `x`, what that was on a baseline day (`x_d1`, `x_w1`, `x_m1`,
 * `x_y1`), or its growth since in percent (`x_d1_percent`). Undefined for any other name.
 */
export function describeColumn(dataset: Dataset, name: string): CardColumn | undefined {
  if (name === dataset.timeColumn) return { name, title: DAY };
  if (Object.hasOwn(dataset.dimensions, name)) {
    const dimension = dataset.dimensions[name];
    return dimension && { name, title: dimension.label };
  }
  const metricOf = (text: string) =>
    Object.hasOwn(dataset.metrics, text) ? dataset.metrics[text] : undefined;
  const metric = metricOf(name);
  if (metric !== undefined) return { name, title: metric.label, format: formatOf(metric) };
  for (const kind of COMPARISON_KINDS) {
    const base = comparedName(name, kind);
    const compared = base === undefined ? undefined : metricOf(base.metric);
    if (base === undefined || compared === undefined) continue;
    return base.isPercent
      ? {
          name,
          title: suffixed(compared.label, `${kind} %`),
          format: { unit: 'percent', decimals: PERCENT_DECIMALS },
        }
      : { name, title: suffixed(compared.label, kind), format: formatOf(compared) };
  }
  return undefined;
}

function comparedName(name: string, kind: ComparisonKind) {
  const suffix = `_${kind.toLowerCase().replace('-', '')}`;
  for (const [end, isPercent] of [
    [`${suffix}_percent`, true],
    [suffix, false],
  ] as const) {
    if (name.endsWith(end)) return { metric: name.slice(0, -end.length), isPercent };
  }
  return undefined;
}

function formatOf({ unit, decimals }: Dataset['metrics'][string]) {
  return { unit, decimals };
}

function suffixed(label: Label, suffix: string): Label {
  return { 'pt-BR': `${label['pt-BR']} ${suffix}`, 'en-US': `${label['en-US']} ${suffix}` };
}
