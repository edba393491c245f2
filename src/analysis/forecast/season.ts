/** The first level and season of a series, from medians: one odd day in it moves neither. */
import { medianOf } from '../median.ts';

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
