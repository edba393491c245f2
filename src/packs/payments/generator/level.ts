/** How the whole business moves over the years and within a year. */

/** The day on which the transactions per day in `channels.ts` hold: 2025-01-01, in days since 1970-01-01. */
const ANCHOR_EPOCH_DAY = 20_089;

/** Days in which a growth of 1 would double the level at the anchor's pace: 2,000 is 1.5 % a month. */
const DOUBLING_DAYS = 2_000;

/**
 * Growth against the anchor day; `pace` 1 is 1.5 % a month. It slows down towards 3 times the anchor's level
 * and, back in time, towards a third of it: an exponential would overflow the columns within a long run.
 */
export function growth(epochDay: number, pace: number): number {
  const x = (pace * (epochDay - ANCHOR_EPOCH_DAY)) / DOUBLING_DAYS;
  const bounded = x / Math.sqrt(1 + x * x);
  return (1 + 0.5 * bounded) / (1 - 0.5 * bounded);
}

/** Points of the year's curve: [day of the year, factor]. Recess in January, Christmas, the days after it. */
const SEASON: readonly (readonly [number, number])[] = [
  [1, 0.82],
  [9, 1],
  [45, 0.99],
  [70, 1.03],
  [100, 1],
  [130, 1.03],
  [165, 1.01],
  [200, 0.99],
  [280, 1.02],
  [325, 1.05],
  [345, 1.14],
  [357, 1.28],
  [360, 0.95],
  [366, 0.85],
];

/** Factor of the day of the year (1 to 366) on the number of transactions, by straight lines between points. */
export function season(dayOfYear: number): number {
  let [fromDay, fromFactor] = SEASON[0] as readonly [number, number];
  for (const [day, factor] of SEASON) {
    if (day >= dayOfYear) {
      if (day === fromDay) return factor;
      return fromFactor + ((factor - fromFactor) * (dayOfYear - fromDay)) / (day - fromDay);
    }
    [fromDay, fromFactor] = [day, factor];
  }
  return fromFactor;
}
