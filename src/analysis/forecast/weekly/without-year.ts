/** Forecasts a series without the season of its year, which is added again. */
import { medianOf } from '../../median.ts';

type Forecaster = (values: Float64Array, horizon: number) => Float64Array;

const YEAR = 52;
/** Weeks of history that the season is taken from at the least. */
const LEAST = 3 * YEAR;

/** Classical decomposition with medians, the season smoothed over three weeks. Shorter series are left as they are. */
export function withoutYear(forecast: Forecaster): Forecaster {
  return (logs, horizon) => {
    if (logs.length < LEAST) return forecast(logs, horizon);
    const season = seasonOf(logs);
    const at = (index: number) => season[index % YEAR] ?? 0;
    const path = forecast(
      logs.map((log, index) => log - at(index)),
      horizon,
    );
    return path.map((log, step) => log + at(logs.length + step));
  };
}

function seasonOf(logs: Float64Array): Float64Array {
  const half = YEAR / 2;
  const differences: number[][] = Array.from({ length: YEAR }, () => []);
  let sum = logs.subarray(0, YEAR).reduce((total, log) => total + log, 0);
  for (let index = half; index < logs.length - half; index += 1) {
    differences[index % YEAR]?.push((logs[index] ?? NaN) - sum / YEAR);
    sum += (logs[index + half] ?? NaN) - (logs[index - half] ?? NaN);
  }
  const raw = differences.map((found) => medianOf(found));
  const mean = raw.reduce((total, one) => total + one, 0) / YEAR;
  const near = (phase: number) => raw[(phase + YEAR) % YEAR] ?? 0;
  return Float64Array.from(raw, (one, phase) => one / 2 + near(phase - 1) / 4 + near(phase + 1) / 4 - mean);
}
