import type { Column, Dataset, FilterCondition, Metric } from './definition.ts';

type TextKey<T> = Extract<keyof T, string>;
/** The names of the columns of the given types. */
type ColumnOf<D extends Dataset, T extends Column['type']> = {
  [Name in TextKey<D['columns']>]: D['columns'][Name]['type'] extends T ? Name : never;
}[TextKey<D['columns']>];
type MeasureOf<D extends Dataset> = D['measures'][number];
type MetricOf<D extends Dataset> = TextKey<D['metrics']>;
type DimensionOf<D extends Dataset> = TextKey<D['dimensions']>;

type CheckedMetric<M extends Metric, D extends Dataset> = M extends { kind: 'sum' }
  ? { readonly measure: MeasureOf<D> }
  : { readonly numerator: MeasureOf<D>; readonly denominator: MeasureOf<D> };

/** What the names inside a definition must be, given the definition itself. */
interface Checked<D extends Dataset> {
  readonly timeColumn: ColumnOf<D, 'date'>;
  readonly dimensions: {
    readonly [Name in DimensionOf<D>]: Name extends ColumnOf<D, 'text' | 'integer'> ? unknown : never;
  };
  readonly measures: readonly ColumnOf<D, 'integer' | 'numeric'>[];
  readonly metrics: { readonly [Name in MetricOf<D>]: CheckedMetric<D['metrics'][Name], D> };
  readonly filter: readonly (FilterCondition & { readonly column: TextKey<D['columns']> })[];
  readonly report: { readonly mainMetric: MetricOf<D>; readonly by: readonly (readonly DimensionOf<D>[])[] };
  readonly alerts: { readonly metrics: readonly MetricOf<D>[]; readonly by: readonly DimensionOf<D>[] };
}

/**
 * Returns the definition with its literal types: a metric, dimension or column that is named but not defined
 * does not compile.
 */
export function defineDataset<const D extends Dataset>(definition: D & Checked<D>): D {
  return definition;
}
