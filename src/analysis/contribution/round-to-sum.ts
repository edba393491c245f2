import { Big } from 'big.js';
import { sumOf } from './exact.ts';

/**
 * Rounds parts so that they add up to their rounded total: the method of largest remainders. Each part is rounded
 * to the nearest (halves away from zero); what is then missing or too much is given, one unit each, to the parts
 * that rounding moved furthest the other way. Unlike the classic form, which rounds down first, negating the parts
 * negates the result. Among equal remainders the earlier part comes first.
 * @param total the sum of the parts, or that sum as it is written already
 */
export function roundToSum(parts: readonly Big[], total: Big, decimals: number): Big[] {
  const rounded = parts.map((part) => part.round(decimals));
  let missing = total.round(decimals).minus(sumOf(rounded));
  if (parts.length === 0 || missing.eq(0)) return rounded;
  const sign = missing.gt(0) ? 1 : -1;
  const unit = new Big(`${sign}e-${decimals}`);
  const remainders = parts.map((part, index) => part.minus(rounded[index] ?? 0).times(sign));
  const order = [...parts.keys()].sort((a, b) => remainders[b]?.cmp(remainders[a] ?? 0) ?? 0);
  for (let turn = 0; !missing.eq(0); turn += 1) {
    const index = order[turn % order.length] ?? 0;
    rounded[index] = unit.plus(rounded[index] ?? 0);
    missing = missing.minus(unit);
  }
  return rounded;
}
