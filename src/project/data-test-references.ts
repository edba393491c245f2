/** What a data test names must exist, and be of a type that the test can look at. */
import type * as z from 'zod';
import type { DataTest } from '../datasets/data-test.ts';
import { childDimensions } from '../datasets/data-tests-of.ts';
import type { Column, Dataset } from '../datasets/definition.ts';
import { requireKnown } from './words.ts';

/** Paths are those of kpi.yaml. */
export function checkDataTests(dataset: Dataset, context: z.RefinementCtx): void {
  const ofType = (...types: readonly Column['type'][]) =>
    Object.entries(dataset.columns).flatMap(([name, { type }]) => (types.includes(type) ? [name] : []));
  const columns = Object.keys(dataset.columns);
  dataset.tests?.forEach((test, index) => {
    const at = (...path: readonly (string | number)[]) => ['tests', index, ...path];
    const wrong = (message: string, ...path: readonly (string | number)[]) => {
      context.addIssue({ code: 'custom', path: at(...path), message });
    };
    const check = (word: string, used: string, names: readonly string[], what: string) => {
      requireKnown(context, at(word), used, names, what);
    };
    switch (test.kind) {
      case 'not_null':
      case 'unique':
        test.columns?.forEach((name, place) => {
          requireKnown(context, at('columns', place), name, columns, 'column');
        });
        if (test.columns === undefined && dataset.key === null)
          wrong('needs columns: the dataset has no key');
        break;
      case 'accepted_values':
        check(
          'column',
          test.column,
          ofType('text', 'integer', 'boolean'),
          'column of type text, integer or boolean',
        );
        break;
      case 'range':
        check(
          'column',
          test.column,
          ofType('integer', 'numeric', 'date'),
          'column of type integer, numeric or date',
        );
        checkBounds(test, dataset.columns[test.column], wrong);
        break;
      case 'row_count':
        if (test.min === undefined && test.max === undefined && test.withinPercent === undefined)
          wrong('needs min, max or within_percent');
        if (test.min !== undefined && test.max !== undefined && test.min > test.max)
          wrong(`${test.min} is more than max, ${test.max}`, 'min');
        break;
      case 'control_total':
        check('metric', test.metric, Object.keys(dataset.metrics), 'metric');
        break;
      case 'hierarchy': {
        const children = childDimensions(dataset);
        test.dimensions?.forEach((name, place) => {
          requireKnown(context, at('dimensions', place), name, children, 'dimension with a parent');
        });
        if (children.length === 0) wrong('needs a dimension with a parent');
        break;
      }
      case 'freshness':
        break;
    }
  });
}

function checkBounds(
  { min, max }: Extract<DataTest, { readonly kind: 'range' }>,
  column: Column | undefined,
  wrong: (message: string, ...path: readonly string[]) => void,
): void {
  if (min === undefined && max === undefined) wrong('needs min or max');
  const expected = column?.type === 'date' ? 'string' : 'number';
  for (const [word, bound] of Object.entries({ min, max })) {
    if (column === undefined || bound === undefined || typeof bound === expected) continue;
    wrong(`must be a ${expected === 'number' ? 'number' : 'day as YYYY-MM-DD'}, as its column`, word);
  }
  if (min !== undefined && max !== undefined && typeof min === typeof max && min > max)
    wrong(`${min} is more than max, ${max}`, 'min');
}
