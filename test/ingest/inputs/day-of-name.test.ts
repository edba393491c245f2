import { expect, it } from 'vitest';
import { dayOfName } from '../../../src/ingest/inputs/day-of-name.ts';

it.each([
  ['sales-2025-03-31.csv', '2025-03-31'],
  ['20250331.csv', '2025-03-31'],
  ['sales_2025_03_31_v2.csv.gz', '2025-03-31'],
  ['export20250331T040000Z.csv', '2025-03-31'],
  ['2025-03-01_2025-03-31.csv', '2025-03-31'],
  ['2025-03-31_2025-03-01.csv', '2025-03-31'],
  ['2025-02-30.csv', undefined],
  ['2025-03_31.csv', undefined],
  ['sales-2025-03.csv', undefined],
  ['31-03-2025.csv', undefined],
  ['store 12025033100.csv', undefined],
  ['20250331040000.csv', undefined],
  ['18991231.csv', undefined],
  ['sales.csv', undefined],
])('%s carries %s', (name, day) => {
  expect(dayOfName(name)).toBe(day);
});
