import { exp } from './exact-math.ts';

/** Above this mean a Poisson count is drawn from its normal approximation; below, by adding up probabilities. */
const NORMAL_FROM = 30;

/**
 * A Poisson count with the given mean. The caller draws both random numbers, `u` uniform in (0, 1) and `z`
 * standard normal, whatever the mean is: a changed level then never shifts the random numbers that follow.
 */
export function drawCount(mean: number, u: number, z: number): number {
  if (mean >= NORMAL_FROM) return Math.max(0, Math.floor(mean + Math.sqrt(mean) * z + 0.5));
  let probability = exp(-mean);
  let left = u - probability;
  let count = 0;
  // The bound is out of reach (P < 1e-12 at mean 30); it ends the loop if rounding keeps the sum below u.
  while (left > 0 && count < 100) {
    count++;
    probability *= mean / count;
    left -= probability;
  }
  return count;
}
