import { describe, expect, it } from 'vitest';
import type { Deviation } from '../../../src/analysis/alerts/deviation.ts';
import { explainingSet } from '../../../src/analysis/alerts/explaining-set.ts';
import { deviation, seriesOf } from './deviations.ts';

const SEGMENTS = [[], ['a'], ['b'], ['c'], ['d'], ['a', 'x'], ['a', 'y'], ['b', 'x']];
const SERIES = seriesOf('sales', SEGMENTS);

/** Impacts in the order of the segments; the names of those that are alerts. */
function explain(impacts: readonly number[], alerts: readonly string[]) {
  const all = SERIES.map((series, index) => deviation(series, index, impacts[index] ?? 0));
  const nameOf = ({ series }: Deviation) => series.segment.join('.') || 'all';
  const told = explainingSet(
    all.filter((one) => alerts.includes(nameOf(one))),
    (parent) => all.filter(({ series }) => series.parent === parent),
  );
  return told.map(({ deviation: told, parts, folded }) => [nameOf(told), parts.map(nameOf), folded]);
}

describe('explainingSet', () => {
  it('tells the whole where its parts fell together', () => {
    expect(explain([-100, -30, -30, -20, -20, -15, -15, -30], ['all', 'a', 'b', 'c', 'd'])).toEqual([
      ['all', ['a', 'b', 'c'], 4],
    ]);
  });

  it('tells the part where one holds most of it, however deep', () => {
    expect(explain([-100, -90, -5, -5, 0, -85, -5, -5], ['all', 'a', 'a.x'])).toEqual([['a.x', [], 0]]);
  });

  it('tells a parent rather than all of its children', () => {
    expect(explain([-60, -60, 0, 0, 0, -30, -30], ['a', 'a.x', 'a.y'])).toEqual([['a', ['a.x', 'a.y'], 2]]);
    expect(explain([-60, 0, -60, 0, 0, 0, 0, -60], ['b', 'b.x'])).toEqual([['b', ['b.x'], 1]]);
  });

  it('tells two parts where it takes two', () => {
    expect(explain([-100, -50, -45, -5, 0, -25, -25, -45], ['all', 'a', 'b'])).toEqual([
      ['a', ['a.x', 'a.y'], 0],
      ['b', ['b.x'], 0],
    ]);
  });

  it('tells the whole where the part that holds most of it is no alert itself', () => {
    expect(explain([-100, -90, -5, -5, 0], ['all'])).toEqual([['all', ['a'], 0]]);
  });

  it('tells what went the other way on its own', () => {
    expect(explain([-100, -50, 40, -45, -45, -25, -25], ['all', 'a', 'b', 'c', 'd'])).toEqual([
      ['all', ['a', 'c', 'd'], 3],
      ['b', [], 0],
    ]);
  });

  it('tells a part on its own where the whole is no alert', () => {
    expect(explain([2, -20, 22], ['a'])).toEqual([['a', [], 0]]);
  });

  it('tells nothing of nothing', () => {
    expect(explain([], [])).toEqual([]);
  });
});
