import { mean, sampleStandardDeviation } from 'simple-statistics';

export interface ZScore {
  readonly mean: number;
  /** Sample standard deviation, n − 1. */
  readonly standardDeviation: number;
  readonly observations: number;
  /** (value − mean) / standard deviation, in standard deviations. */
  readonly z: number;
}

/** A sample standard deviation needs two values. */
const FEWEST_OBSERVATIONS = 2;

/**
 * The classic rule: how many sample standard deviations a value lies from the mean of its training window.
 * Undefined with fewer than two values, or when they are all the same.
 * @param window values of the days before the one under test, which is never among them
 */
export function zScore(value: number, window: readonly number[]): ZScore | undefined {
  if (window.length < FEWEST_OBSERVATIONS) return undefined;
  // Compared, not computed: the deviation of 0.1, 0.1, 0.1 is 1e-17 in floating point, and makes z absurd.
  if (window.every((other) => other === window[0])) return undefined;
  const values = [...window];
  const standardDeviation = sampleStandardDeviation(values);
  if (standardDeviation === 0) return undefined;
  const average = mean(values);
  return {
    mean: average,
    standardDeviation,
    observations: values.length,
    z: (value - average) / standardDeviation,
  };
}
