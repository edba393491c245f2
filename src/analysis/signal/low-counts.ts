/**
 * Counts of few things: the normal table lies there, so probabilities come from the negative binomial with mean μ and
 * variance φμ (size k = μ / (φ − 1); φ = 1 is Poisson).
 */

/** From this mean on, counts are measured like amounts. */
export const LOW_COUNT = 20;

/** Above this factor of the mean the tail is worth nothing at any dispersion that is let through. */
const LONGEST_SUM = 2_000;
const MOST_DISPERSION = 25;
/** No band needs what is less likely than this all together. */
const LEAST_LEFT = 1e-4;

export interface CountProbability {
  /** P(X < count) + P(X = count) / 2: the mid-p of the lower tail (Lancaster 1961). */
  readonly lower: number;
  readonly zero: number;
}

/** @param count a whole number, not negative. @param mean above 0 */
export function countProbability(count: number, mean: number, dispersion: number): CountProbability {
  let below = 0;
  let at = probabilityOfZero(mean, dispersion);
  const zero = at;
  const last = Math.min(Math.round(count), LONGEST_SUM);
  for (let n = 0; n < last; n += 1) {
    below += at;
    at *= growthOf(n, mean, dispersion);
  }
  return { lower: Math.min(1, below + at / 2), zero };
}

/** The fewest counts in a row that together have at least `probability`: from the likeliest on, the likelier side first. */
export function countBand(
  probability: number,
  mean: number,
  dispersion: number,
): { readonly lower: number; readonly upper: number } {
  const probabilities = [probabilityOfZero(mean, dispersion)];
  const at = (count: number) => probabilities[count] ?? 0;
  let sum = at(0);
  let likeliest = 0;
  for (let count = 0; sum < 1 - LEAST_LEFT && count < LONGEST_SUM; count += 1) {
    const next = at(count) * growthOf(count, mean, dispersion);
    probabilities.push(next);
    sum += next;
    if (next > at(likeliest)) likeliest = count + 1;
  }
  let [lower, upper] = [likeliest, likeliest];
  let held = at(likeliest);
  while (held < probability && (lower > 0 || upper + 1 < probabilities.length)) {
    const isUp = lower === 0 || at(upper + 1) >= at(lower - 1);
    if (isUp) upper += 1;
    else lower -= 1;
    held += at(isUp ? upper : lower);
  }
  return { lower, upper };
}

function probabilityOfZero(mean: number, dispersion: number): number {
  const phi = Math.min(dispersion, MOST_DISPERSION);
  // (1 + μ/k)^−k with μ/k = φ − 1.
  return phi < 1.01 ? Math.exp(-mean) : Math.exp((-mean / (phi - 1)) * Math.log(phi));
}

/** P(n + 1) / P(n). */
function growthOf(n: number, mean: number, dispersion: number): number {
  const phi = Math.min(dispersion, MOST_DISPERSION);
  if (phi < 1.01) return mean / (n + 1);
  const size = mean / (phi - 1);
  return ((n + size) / (n + 1)) * ((phi - 1) / phi);
}

/** The normal score of a lower-tail probability, |error| < 4.5e-4 (Abramowitz and Stegun 26.2.23). */
export function normalScore(lower: number): number {
  const tail = Math.max(Math.min(lower, 1 - lower), 1e-15);
  const t = Math.sqrt(-2 * Math.log(tail));
  const z =
    t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  return lower < 0.5 ? -Math.max(0, z) : Math.max(0, z);
}
