/** Decimals with 40 places where a division does not end: an error far below any unit that is written. */
import { Big } from 'big.js';

export const Exact = Big();
Exact.DP = 40;

export const ZERO = new Exact(0);

export function exact(decimal: string | null): Big {
  return decimal === null ? ZERO : new Exact(decimal);
}

export function sumOf(values: readonly Big[]): Big {
  return values.reduce((sum, value) => sum.plus(value), ZERO);
}

/** As written: with this many decimals, and no minus sign before zero. */
export function write(value: Big, decimals: number): string {
  const rounded = value.round(decimals);
  return (rounded.eq(0) ? ZERO : rounded).toFixed(decimals);
}
