/**
 * Exponential smoothing with additive errors, damped additive trend and additive season (Hyndman et al., Forecasting
 * with Exponential Smoothing, 2008; Gardner & McKenzie 1985 for the damping):
 *
 *   f = l + φb + s,  e = y − f,  l ← l + φb + αe,  b ← φb + αβe,  s ← s + γe
 *
 * Parameters are those of a grid with the least mean absolute one-step error. Unknown values move nothing.
 */
import { seasonalStart } from './season.ts';

interface Parameters {
  readonly alpha: number;
  readonly beta: number;
  readonly phi: number;
  readonly gamma: number;
}

interface State {
  readonly level: number;
  readonly slope: number;
  readonly season: Float64Array;
  /** Mean absolute one-step error, without the first two seasons. */
  readonly error: number;
}

/** Beyond this many mean absolute errors (3 standard deviations of normal ones) a value moves the state no further. */
const CLIP = 3 * 1.25;

/**
 * @param values one per step, NaN where unknown
 * @param period steps of a season; 1 for none
 * @returns the next `horizon` steps
 */
export function forecastDampedSeasonal(values: Float64Array, period: number, horizon: number): Float64Array {
  const start = seasonalStart(values, period);
  let best: { state: State; parameters: Parameters } | undefined;
  for (const parameters of period === 1 ? PLAIN_GRID : SEASONAL_GRID) {
    const state = run(values, period, start, parameters);
    if (best === undefined || state.error < best.state.error) best = { state, parameters };
  }
  const path = new Float64Array(horizon);
  if (best === undefined) return path.fill(NaN);
  const { state, parameters } = best;
  let trend = 0;
  let damping = 1;
  for (let step = 0; step < horizon; step += 1) {
    damping *= parameters.phi;
    trend += damping * state.slope;
    path[step] = state.level + trend + (state.season[(values.length + step) % period] ?? 0);
  }
  return path;
}

function run(
  values: Float64Array,
  period: number,
  start: { readonly level: number; readonly season: Float64Array },
  { alpha, beta, phi, gamma }: Parameters,
): State {
  const season = Float64Array.from(start.season);
  let { level } = start;
  let slope = 0;
  let sum = 0;
  let count = 0;
  let usual = NaN;
  for (let index = 0; index < values.length; index += 1) {
    const phase = period === 1 ? 0 : index % period;
    const drifted = level + phi * slope;
    const value = values[index] ?? NaN;
    if (Number.isNaN(value)) {
      level = drifted;
      slope *= phi;
      continue;
    }
    const error = value - drifted - (season[phase] ?? 0);
    const size = Math.abs(error);
    if (index >= 2 * period) {
      sum += size;
      count += 1;
    }
    const limit = period === 1 || index < 2 * period || Number.isNaN(usual) ? Infinity : CLIP * usual;
    const moved = size > limit ? Math.sign(error) * limit : error;
    usual = Number.isNaN(usual) ? size : 0.97 * usual + 0.03 * Math.min(size, 3 * usual);
    level = drifted + alpha * moved;
    slope = phi * slope + alpha * beta * moved;
    if (period > 1) season[phase] = (season[phase] ?? 0) + gamma * moved;
  }
  return { level, slope, season, error: count === 0 ? Infinity : sum / count };
}

function grid(
  alphas: readonly number[],
  trends: readonly (readonly [beta: number, phi: number])[],
  gammas: readonly number[],
): Parameters[] {
  return alphas.flatMap((alpha) =>
    trends.flatMap(([beta, phi]) => gammas.map((gamma) => ({ alpha, beta, phi, gamma }))),
  );
}

const SEASONAL_GRID = grid(
  [0.03, 0.1, 0.2, 0.4],
  [
    [0, 1],
    [0.1, 0.9],
  ],
  [0, 0.05, 0.15],
);
const PLAIN_GRID = grid(
  [0.1, 0.25, 0.4, 0.6, 0.8, 1],
  [
    [0, 1],
    [0.1, 0.9],
    [0.3, 0.8],
    [0.2, 0.98],
    [0.5, 0.9],
  ],
  [0],
);
