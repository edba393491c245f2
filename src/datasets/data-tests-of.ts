import type { DataTest } from './data-test.ts';
import type { Dataset } from './definition.ts';

/** Dimensions that another one contains. */
export function childDimensions({ dimensions }: Dataset): string[] {
  return Object.entries(dimensions).flatMap(([name, { parent }]) => (parent === undefined ? [] : [name]));
}

/**
 * Every test that a load of the dataset runs: those that it names, in their order, then that of its hierarchies,
 * of the dimensions which no named test looks at. A view is never loaded, and so never tested.
 */
export function dataTestsOf(dataset: Dataset): readonly DataTest[] {
  const named = (dataset.tests ?? []).map((test) =>
    test.kind === 'hierarchy' ? { ...test, dimensions: test.dimensions ?? childDimensions(dataset) } : test,
  );
  const covered = new Set(named.flatMap((test) => (test.kind === 'hierarchy' ? test.dimensions : [])));
  const left = childDimensions(dataset).filter((name) => !covered.has(name));
  if (left.length === 0 || dataset.table.kind === 'view') return named;
  return [...named, { kind: 'hierarchy', dimensions: left }];
}
