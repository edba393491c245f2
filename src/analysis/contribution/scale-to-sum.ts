import type { Big } from 'big.js';
import { sumOf } from './exact.ts';
import { Rational } from '../rational.ts';
import { roundToSum } from './round-to-sum.ts';

/**
 * Parts × total / Σ parts, rounded so that they add up to the total exactly.
 * @param total with no more decimals than `decimals`
 * @returns undefined where the parts add up to 0, so that nothing can be scaled
 */
export function scaleToSum(parts: readonly Big[], total: Big, decimals: number): Big[] | undefined {
  const sum = sumOf(parts);
  if (sum.eq(0)) return undefined;
  const factor = Rational.of(total).over(Rational.of(sum));
  const scaled = parts.map((part) => Rational.of(part).times(factor).toBig());
  return roundToSum(scaled, total, decimals);
}
