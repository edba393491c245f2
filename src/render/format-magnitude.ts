/** Round numbers for axes and asides: `R$ 243,1 mi`, `R$243.1M`. Approximate by design, hence numbers. */
export interface MagnitudeOptions {
  /** Of 10³, 10⁶ and so on, as far as they go. */
  readonly suffixes: readonly string[];
  /** Decimals of the metric, used where the values are too small for a suffix. */
  readonly metricDecimals: number;
  readonly maximumDecimals: number;
  readonly write: (value: number, decimals: number) => string;
}

/** Writes all values in the magnitude of the largest, with the fewest decimals that tell them exactly. */
export function formatMagnitudes(values: readonly number[], options: MagnitudeOptions): string[] {
  const { suffixes, maximumDecimals, write } = options;
  const largest = Math.max(0, ...values.map(Math.abs));
  let magnitude = 0;
  // Compared after rounding, so that 999.96 thousand becomes 1.0 million and not 1,000.0 thousand.
  while (magnitude < suffixes.length && round(largest / 1000 ** magnitude, maximumDecimals) >= 1000) {
    magnitude++;
  }
  const scaled = values.map((value) => value / 1000 ** magnitude);
  let decimals = 0;
  while (decimals < maximumDecimals && scaled.some((value) => !isExact(value, decimals))) decimals++;
  if (magnitude === 0 && decimals > 0) decimals = Math.max(decimals, options.metricDecimals);

  const suffix = suffixes[magnitude - 1] ?? '';
  return scaled.map((value) => (value === 0 ? write(0, 0) : write(value, decimals) + suffix));
}

function round(value: number, decimals: number): number {
  return Math.round(value * 10 ** decimals) / 10 ** decimals;
}

function isExact(value: number, decimals: number): boolean {
  return Math.abs(value - round(value, decimals)) <= Math.abs(value) * 1e-9;
}
