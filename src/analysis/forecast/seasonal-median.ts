/** Each phase of the season as the median of its last known values: weekdays by weekdays. */
import { medianOf } from '../median.ts';

/**
 * @param seasons values of a phase that make its median
 * @returns the next `horizon` steps; NaN for a phase of which nothing is known
 */
export function forecastSeasonalMedian(
  values: Float64Array,
  period: number,
  horizon: number,
  seasons = 8,
): Float64Array {
  const middles = Array.from({ length: period }, (_, ahead) => {
    const known: number[] = [];
    // Twice as far at the most: older values say nothing of today.
    const oldest = values.length - period * seasons * 2;
    for (let index = values.length + ahead - period; index >= Math.max(0, oldest); index -= period) {
      const value = values[index] ?? NaN;
      if (!Number.isNaN(value) && known.push(value) === seasons) break;
    }
    return medianOf(known);
  });
  return Float64Array.from({ length: horizon }, (_, step) => middles[step % period] ?? NaN);
}
