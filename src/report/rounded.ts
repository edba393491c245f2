/** Significant digits of a statistic: more would differ between machines, and tell nobody anything. */
const DIGITS = 6;

/** NaN and infinities stay what they are. */
export function rounded(value: number, digits = DIGITS): number {
  return Number.isFinite(value) ? Number(value.toPrecision(digits)) : value;
}
