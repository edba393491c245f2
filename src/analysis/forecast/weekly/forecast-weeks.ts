/** Weekly series: several methods, weighted by how they did on the weeks before. */
import { forecastDampedSeasonal } from '../damped-seasonal.ts';
import { forecastTheta } from '../theta.ts';
import { forecastAutoregressive } from './autoregression.ts';
import { withoutYear } from './without-year.ts';
import { forecastYearPath } from './year-path.ts';

type Forecaster = (values: Float64Array, horizon: number) => Float64Array;

const damped: Forecaster = (logs, horizon) => forecastDampedSeasonal(logs, 1, horizon);
const theta: Forecaster = (logs, horizon) => forecastTheta(logs, 1, horizon);

/** On logarithms: what grows does so in percent. */
const METHODS: readonly Forecaster[] = [
  (logs, horizon) => new Float64Array(horizon).fill(logs.at(-1) ?? NaN),
  damped,
  theta,
  (logs, horizon) => forecastYearPath(logs, horizon, 1),
  (logs, horizon) => forecastYearPath(logs, horizon, 0.5),
  withoutYear(damped),
  withoutYear(theta),
  forecastAutoregressive,
];

/** Origins before the end, one horizon apart, that are tried. */
const ORIGINS = 8;
const LEAST_HISTORY = 40;
/** Weights are (least error ÷ error) to this power: near to choosing, but two like methods share. */
const POWER = 8;

/** @param values weekly, all known and above 0 */
export function forecastWeeks(values: Float64Array, horizon: number): Float64Array {
  const logs = values.map(Math.log);
  const errors = METHODS.map(() => 0);
  for (let trial = 1; trial <= ORIGINS; trial += 1) {
    const origin = logs.length - trial * horizon;
    if (origin < LEAST_HISTORY) break;
    METHODS.forEach((forecast, method) => {
      const path = forecast(logs.subarray(0, origin), horizon);
      path.forEach((log, step) => {
        errors[method] = (errors[method] ?? 0) + Math.abs((values[origin + step] ?? NaN) - Math.exp(log));
      });
    });
  }
  const least = Math.min(...errors);
  const weights = errors.map((error) => (error === 0 ? 1 : (least / error) ** POWER));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const paths = METHODS.map((forecast) => forecast(logs, horizon));
  return Float64Array.from({ length: horizon }, (_, step) =>
    paths.reduce(
      (sum, path, method) => sum + ((weights[method] ?? 0) * Math.exp(path[step] ?? NaN)) / total,
      0,
    ),
  );
}
