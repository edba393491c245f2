/** The first level and season of a series, from medians: one odd day in it moves neither. */
/** Seasons that make the start. */
const SEASONS = 8;

export function seasonalStart(values: Float64Array, period: number): { level: number; season: Float64Array } {
  const first = values.subarray(0, period === 1 ? 4 : SEASONS * period);
  const level = medianOf(first);
  const season = new Float64Array(period);
  if (period === 1) return { level, season };
  for (let phase = 0; phase < period; phase += 1) {
    const middle = medianOf(first.filter((_, index) => index % period === phase));
    season[phase] = Number.isNaN(middle) ? 0 : middle - level;
  }
  const shift = season.reduce((sum, one) => sum + one, 0) / period;
  return { level: level + shift, season: season.map((one) => one - shift) };
}

/** Of the known ones; NaN of none. By insertion: most are of ten values, thousands of times. */
export function medianOf(values: ArrayLike<number>): number {
  const sorted: number[] = [];
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? NaN;
    if (Number.isNaN(value)) continue;
    let at = sorted.length;
    sorted.push(value);
    for (; at > 0 && (sorted[at - 1] ?? 0) > value; at -= 1) sorted[at] = sorted[at - 1] ?? 0;
    sorted[at] = value;
  }
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? NaN) + upper) / 2;
}
