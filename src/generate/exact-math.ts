/**
 * exp and ln from + − × ÷ alone. ECMAScript leaves the last bits of Math.exp, log, pow and sin to the engine, and
 * they have changed between V8 versions; the four operations and sqrt are exact by IEEE 754. So that the same
 * seed gives the same bytes everywhere, generators use these and no other transcendental function.
 */

const LOG2_E = 1.4426950408889634;
/** ln 2 in two parts: the first has trailing zero bits, so that `k * LN2_HIGH` is exact for small k. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

const LARGEST_EXPONENT = 128;
const POWERS_OF_TWO = powersOfTwo();

/** e^x for −88 ≤ x ≤ 88 (clamped outside), within 1e-15 of the true value relatively. */
export function exp(x: number): number {
  const bounded = x > 88 ? 88 : x < -88 ? -88 : x;
  const k = Math.floor(bounded * LOG2_E + 0.5);
  const r = bounded - k * LN2_HIGH - k * LN2_LOW;
  // Taylor series of e^r for |r| ≤ 0.347, to r^13 / 13! < 2e-16.
  let sum = 1 + r / 13;
  for (let n = 12; n >= 1; n--) sum = 1 + (r / n) * sum;
  return sum * (POWERS_OF_TWO[k + LARGEST_EXPONENT] as number);
}

/** Natural logarithm of a normal x > 0, within 1e-15 of the true value. */
export function ln(x: number): number {
  let m = x;
  let k = 0;
  while (m < 0.70710678) {
    m *= 2;
    k--;
  }
  while (m > 1.41421356) {
    m /= 2;
    k++;
  }
  // ln m = 2 (t + t³/3 + t⁵/5 + …) with t = (m − 1) / (m + 1), |t| ≤ 0.172.
  const t = (m - 1) / (m + 1);
  const square = t * t;
  let sum = 1 / 21;
  for (let n = 19; n >= 1; n -= 2) sum = sum * square + 1 / n;
  return k * LN2_HIGH + (k * LN2_LOW + 2 * t * sum);
}

function powersOfTwo(): Float64Array {
  const powers = new Float64Array(2 * LARGEST_EXPONENT + 1);
  powers[LARGEST_EXPONENT] = 1;
  for (let k = 1; k <= LARGEST_EXPONENT; k++) {
    powers[LARGEST_EXPONENT + k] = (powers[LARGEST_EXPONENT + k - 1] as number) * 2;
    powers[LARGEST_EXPONENT - k] = (powers[LARGEST_EXPONENT - k + 1] as number) / 2;
  }
  return powers;
}
