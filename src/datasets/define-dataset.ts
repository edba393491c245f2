import type { DataTest } from './data-test.ts';
import type { AdditiveUnit, Column, Dataset, FilterCondition, Metric } from './definition.ts';

type TextKey<T> = Extract<keyof T, string>;
/** The names of the columns of the given types. */
type ColumnOf<D extends Dataset, T extends Column['type']> = {
  [Name in TextKey<D['columns']>]: D['columns'][Name]['type'] extends T ? Name : never;
}[TextKey<D['columns']>];
type MeasureOf<D extends Dataset> = D['measures'][number];
type NumberOf<D extends Dataset> = ColumnOf<D, 'integer' | 'numeric'>;
type MetricOf<D extends Dataset> = TextKey<D['metrics']>;
/** What a ratio or a difference is made of. */
type PartOf<D extends Dataset> = MeasureOf<D> | MetricOf<D>;
type DimensionOf<D extends Dataset> = TextKey<D['dimensions']>;

/** The names that a metric of this kind may use. */
type CheckedMetric<M extends Metric, D extends Dataset> = M extends { kind: 'sum' | 'stock' }
  ? { readonly measure: MeasureOf<D>; readonly unit: AdditiveUnit }
  : M extends { kind: 'ratio' }
    ? { readonly numerator: PartOf<D>; readonly denominator: PartOf<D> }
    : M extends { kind: 'difference' }
      ? { readonly minuend: PartOf<D>; readonly subtrahend: PartOf<D> }
      : M extends { kind: 'weighted_mean' }
        ? { readonly value: NumberOf<D>; readonly weight: NumberOf<D> }
        : M extends { kind: 'avg' | 'percentile' }
          ? { readonly column: NumberOf<D> }
          : { readonly column?: TextKey<D['columns']>; readonly unit: AdditiveUnit };

/** What the names inside a definition must be, given the definition itself. */
interface Checked<D extends Dataset> {
  readonly table: D['table'] extends { readonly kind: 'view' } ? { readonly create?: false } : unknown;
  readonly timeColumn: ColumnOf<D, 'date' | 'timestamptz'>;
  readonly dimensions: {
    readonly [Name in DimensionOf<D>]: Name extends ColumnOf<D, 'text' | 'integer' | 'boolean'>
      ? { readonly parent?: Exclude<DimensionOf<D>, Name> }
      : never;
  };
  readonly key?: readonly TextKey<D['columns']>[] | null;
  readonly measures: readonly NumberOf<D>[];
  readonly metrics: { readonly [Name in MetricOf<D>]: CheckedMetric<D['metrics'][Name], D> };
  readonly filter: readonly (FilterCondition & { readonly column: TextKey<D['columns']> })[];
  readonly tests?: readonly (DataTest & {
    readonly column?: TextKey<D['columns']>;
    readonly columns?: readonly TextKey<D['columns']>[];
    readonly metric?: MetricOf<D>;
    readonly dimensions?: readonly DimensionOf<D>[];
  })[];
  readonly report: {
    readonly mainMetric: MetricOf<D>;
    readonly by: readonly (readonly DimensionOf<D>[])[];
  };
  readonly alerts: { readonly metrics: readonly MetricOf<D>[]; readonly by: readonly DimensionOf<D>[] };
}

/**
 * Returns the definition with its literal types: a metric, dimension or column that is named but not defined
 * does not compile.
 */
export function defineDataset<const D extends Dataset>(definition: D & Checked<D>): D {
  return definition;
}
