import { expect, it } from 'vitest';
import { guessColumn } from '../../src/inference/guess-column.ts';

const BRAZIL = { locale: 'pt-BR' } as const;

const guess = (...values: readonly string[]) => {
  const column = guessColumn('x', BRAZIL);
  for (const value of values) column.see(value);
  return column.result(BRAZIL);
};

it.each([
  [['1', '-20'], { type: 'integer' }],
  [['1', '99999999999'], { type: 'numeric', precision: 18, scale: 2 }],
  [['1.5', '2'], { type: 'numeric', precision: 18, scale: 2 }],
  [['1.1234'], { type: 'numeric', precision: 18, scale: 4 }],
  [['1,5', '1.234,50'], { type: 'numeric', precision: 18, scale: 2, decimal: ',', thousands: true }],
  [['2025-01-31'], { type: 'date' }],
  [['01/02/2025', '31/01/2025'], { type: 'date', format: 'DD/MM/YYYY' }],
  [['01/02/2025', '01/31/2025'], { type: 'date', format: 'MM/DD/YYYY' }],
  [['2025-01-31 10:00:00', '2025-01-31'], { type: 'timestamptz' }],
  [['sim', 'não'], { type: 'boolean' }],
  [['1', 'x'], { type: 'text' }],
  [['007', '12'], { type: 'text' }],
  [['1.234', '950'], { type: 'numeric', precision: 18, scale: 2, decimal: ',', thousands: true }],
  [['31.01.2025'], { type: 'date', format: 'DD.MM.YYYY' }],
  [['01310100', '20040020'], { type: 'text' }],
  [['{"a":1}'], { type: 'json' }],
  [[], { type: 'text' }],
])('%j reads as %j', (values, column) => {
  expect(guess(...values)).toEqual({ ...column, nullable: true });
});

it('still looks at the values behind those that it keeps', () => {
  const whole = Array.from({ length: 30_000 }, (_, index) => String(index + 1));
  expect(guess(...whole)).toMatchObject({ type: 'integer' });
  expect(guess(...whole, '1.5', ...whole)).toMatchObject({ type: 'numeric', scale: 2 });
  expect(guess(...whole, '1.5', ...whole, 'x', '2')).toMatchObject({ type: 'text' });
});

it('takes the name of the column into account', () => {
  const column = guessColumn('Valor Total', BRAZIL);
  column.see('10');
  expect(column.result(BRAZIL)).toMatchObject({ type: 'numeric', scale: 2 });
});
