import { expect, it } from 'vitest';
import { codeSpan } from '../../src/dictionary/code-span.ts';
import { lineageOf } from '../../src/dictionary/lineage.ts';
import { datasetOf } from '../support/dataset-of.ts';

const dataset = datasetOf({
  day: { type: 'date' },
  city: { type: 'text', aliases: ['Town'] },
  'a.b(': { type: 'numeric', precision: 18, scale: 2 },
});

it('finds views by table and column, and those that stand on them', () => {
  const views = [
    { name: 'bi.cities', text: 'create view bi.cities as select city from public.sample' },
    { name: 'bi.quoted', text: 'create view bi.quoted as select "a.b(" from "public"."sample"' },
    { name: 'bi.other', text: 'create view bi.other as select city from public.sample_2 -- public.sample' },
    { name: 'bi.top', text: 'create view bi.top as select * from bi.cities' },
  ];
  const readers = Object.fromEntries(lineageOf(dataset, views).map((line) => [line.column, line.views]));
  expect(readers).toEqual({ day: [], city: ['bi.cities', 'bi.top'], 'a.b(': ['bi.quoted'] });
});

it('writes code that stays code, also in a table', () => {
  expect(['a', 'a`b', '``', 'a|b', 'a\nb'].map(codeSpan)).toEqual([
    '`a`',
    '`` a`b ``',
    '``` `` ```',
    '`a\\|b`',
    '`a\\nb`',
  ]);
});
