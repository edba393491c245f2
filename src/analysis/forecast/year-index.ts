/** How the series went on from this point a year ago, by whole weeks, half believed. */
const HALF = 0.5;
const WEEKS = 52;
const LEAST_WEEKS = 54;

/**
 * What to multiply with; undefined where less than 54 weeks or nothing positive is known.
 * Week of a year ago around the step, against the four weeks that ended where now is, a year ago.
 */
export function yearIndex(values: Float64Array, perWeek: number, horizon: number): Float64Array | undefined {
  const year = WEEKS * perWeek;
  if (values.length < LEAST_WEEKS * perWeek) return undefined;
  const now = values.length - year;
  const before = mean(values.subarray(Math.max(0, now - 4 * perWeek), now));
  if (!(before > 0)) return undefined;
  const half = perWeek === 1 ? 1 : Math.floor(perWeek / 2);
  return Float64Array.from({ length: horizon }, (_, step) => {
    const centre = now + (step % year);
    const around = mean(values.subarray(centre - half, Math.min(values.length, centre + half + 1)));
    return Number.isNaN(around) ? 1 : Math.max(0, 1 + HALF * (around / before - 1));
  });
}

function mean(values: Float64Array): number {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count += 1;
  }
  return count * 2 >= values.length && count > 0 ? sum / count : NaN;
}
