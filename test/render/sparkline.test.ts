import { expect, it } from 'vitest';
import { sparkline } from '../../src/render/sparkline.ts';

it.each([
  [[1, 2, 3, 4, 5, 6, 7, 8], '▁▂▃▄▅▆▇█'],
  [[10, null, 20], '▁·█'],
  [[5, 5], '▅▅'],
  [[-10, 0, 10], '▁▅█'],
  [[null, null], '··'],
  [[], ''],
])('%j', (values, expected) => {
  expect(sparkline(values)).toBe(expected);
});
