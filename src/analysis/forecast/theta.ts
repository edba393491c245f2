/**
 * The theta method (Assimakopoulos & Nikolopoulos 2000): the mean of a straight line through the series without its
 * season (θ = 0) and of simple exponential smoothing of the line with doubled curvature (θ = 2); then the season again.
 * The same as smoothing with a drift of half the slope (Hyndman & Billah 2003).
 */
import { medianOf } from '../median.ts';

const ALPHAS = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 1];

export function forecastTheta(values: Float64Array, period: number, horizon: number): Float64Array {
  const season = seasonOf(values, period);
  const flat = values.map((value, index) => value - (season[index % period] ?? 0));
  const { slope, intercept } = line(flat);
  const bent = flat.map((value, index) => 2 * value - (intercept + slope * index));
  const level = smooth(bent);
  return Float64Array.from({ length: horizon }, (_, step) => {
    const index = values.length + step;
    return (intercept + slope * index + level) / 2 + (season[index % period] ?? 0);
  });
}

/** Median difference of each phase to the centred mean of a whole season around it. */
function seasonOf(values: Float64Array, period: number): Float64Array {
  const season = new Float64Array(period);
  if (period === 1) return season;
  const differences: number[][] = Array.from({ length: period }, () => []);
  const half = (period - 1) / 2;
  for (let index = half; index < values.length - half; index += 1) {
    let sum = 0;
    for (let other = index - half; other <= index + half; other += 1) sum += values[other] ?? NaN;
    const difference = (values[index] ?? NaN) - sum / period;
    if (!Number.isNaN(difference)) differences[index % period]?.push(difference);
  }
  const raw = differences.map((one) => medianOf(one.slice(-13))).map((one) => (Number.isNaN(one) ? 0 : one));
  const mean = raw.reduce((sum, one) => sum + one, 0) / period;
  return Float64Array.from(raw, (one) => one - mean);
}

/** Least squares over the known values. */
function line(values: Float64Array): { slope: number; intercept: number } {
  let n = 0;
  let sx = 0;
  let sy = 0;
  let sxx = 0;
  let sxy = 0;
  values.forEach((value, index) => {
    if (Number.isNaN(value)) return;
    n += 1;
    sx += index;
    sy += value;
    sxx += index * index;
    sxy += index * value;
  });
  const spread = n * sxx - sx * sx;
  const slope = spread === 0 ? 0 : (n * sxy - sx * sy) / spread;
  return { slope, intercept: n === 0 ? NaN : (sy - slope * sx) / n };
}

function smooth(values: Float64Array): number {
  const known = values.filter((value) => !Number.isNaN(value));
  let best = { level: NaN, error: Infinity };
  for (const alpha of ALPHAS) {
    let level = known[0] ?? NaN;
    let error = 0;
    for (let index = 0; index < known.length; index += 1) {
      const value = known[index] as number;
      error += Math.abs(value - level);
      level += alpha * (value - level);
    }
    if (error < best.error) best = { level, error };
  }
  return best.level;
}
