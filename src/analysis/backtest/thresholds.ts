/** False alerts per untouched segment-day that methods are compared at: 1 and 3 in 100. */
export const FALSE_SHARES = [0.01, 0.03] as const;

/**
 * The sizes of surprise above which at most these shares of the untouched days lie: exactly ⌊share × days⌋ of them
 * where no two are the same. Infinity where there are none.
 * @param untouched sizes in any order, without NaN
 */
export function thresholdsOf(
  untouched: readonly number[],
  shares: readonly number[] = FALSE_SHARES,
): number[] {
  const sorted = Float64Array.from(untouched).sort();
  return shares.map((share) => sorted.at(-1 - Math.floor(share * sorted.length)) ?? Infinity);
}
