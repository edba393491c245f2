import { expect, it } from 'vitest';
import { guessColumn } from '../../src/ingest/infer-column.ts';

const guess = (...values: readonly string[]) => {
  const column = guessColumn('UTC');
  for (const value of values) column.see(value);
  return column.result();
};

it.each([
  [['1', '-20'], { type: 'integer' }],
  [['1', '99999999999'], { type: 'numeric', precision: 18, scale: 2 }],
  [['1.5', '2'], { type: 'numeric', precision: 18, scale: 2 }],
  [['1.1234'], { type: 'numeric', precision: 20, scale: 4 }],
  [['1,5', '1.234,50'], { type: 'numeric', precision: 18, scale: 2, decimal: ',', thousands: true }],
  [['2025-01-31'], { type: 'date' }],
  [['01/02/2025', '31/01/2025'], { type: 'date', format: 'DD/MM/YYYY' }],
  [['01/02/2025', '01/31/2025'], { type: 'date', format: 'MM/DD/YYYY' }],
  [['2025-01-31 10:00:00', '2025-01-31'], { type: 'timestamptz' }],
  [['sim', 'não'], { type: 'boolean' }],
  [['1', 'x'], { type: 'text' }],
  [['007', '12'], { type: 'text' }],
  [[], { type: 'text' }],
])('%j reads as %j', (values, column) => {
  expect(guess(...values)).toEqual({ ...column, nullable: true });
});
