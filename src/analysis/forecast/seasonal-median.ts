/** Each phase of the season as the median of its last eight known values: weekdays by weekdays. */
import { medianOf } from './season.ts';

const VALUES = 8;

/** @returns the next `horizon` steps; NaN for a phase of which nothing is known */
export function forecastSeasonalMedian(values: Float64Array, period: number, horizon: number): Float64Array {
  const middles = Array.from({ length: period }, (_, ahead) => {
    const known: number[] = [];
    const oldest = values.length - period * VALUES * 2;
    for (let index = values.length + ahead - period; index >= Math.max(0, oldest); index -= period) {
      const value = values[index] ?? NaN;
      if (!Number.isNaN(value) && known.push(value) === VALUES) break;
    }
    return medianOf(known);
  });
  return Float64Array.from({ length: horizon }, (_, step) => middles[step % period] ?? NaN);
}
