/** Exact decimals. Nothing is divided here: that is for `Rational`. */
import { Big } from 'big.js';

export const ZERO = new Big(0);

export function exact(decimal: string | null): Big {
  return decimal === null ? ZERO : new Big(decimal);
}

export function sumOf(values: readonly Big[]): Big {
  return values.reduce((sum, value) => sum.plus(value), ZERO);
}

/** As written: with this many decimals, and no minus sign before zero. */
export function write(value: Big, decimals: number): string {
  const rounded = value.round(decimals);
  return (rounded.eq(0) ? ZERO : rounded).toFixed(decimals);
}
