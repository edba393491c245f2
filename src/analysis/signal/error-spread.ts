/**
 * How far errors scatter, per series: one robust standard deviation on the error scale. The deviation of the last twelve weeks and that of the
 * same weekday are blended as a^0.65 · b^0.35, and small histories are drawn towards what other series of their size show.
 */
const WINDOW = 84;
const WEEK = 7;
/** How fast the deviation of a weekday forgets: about 12 of them. */
const WEEKDAY_SPEED = 0.15;
/** Errors of the same size as the shared line count as many own ones. */
const PRIOR_ERRORS = 28;
/** What the own deviation of a weekday has to say, once 8 of it are known. */
const WEEKDAY_SHARE = 0.35;
const MAD_TO_DEVIATION = 1.4826;
const MEAN_TO_DEVIATION = 1.2533;

export class ErrorSpread {
  /** Shape: series × window. Sizes of errors in the order of days, and sorted. */
  private readonly recent: Float32Array;
  private readonly sorted: Float32Array;
  private readonly sums: Float64Array;
  private readonly counts: Int32Array;
  /** Shape: series × 7. Mean squares. */
  private readonly weekdays: Float64Array;
  private readonly weekdayCounts: Uint8Array;

  constructor(count: number) {
    this.recent = new Float32Array(count * WINDOW);
    this.sorted = new Float32Array(count * WINDOW);
    this.sums = new Float64Array(count);
    this.counts = new Int32Array(count);
    this.weekdays = new Float64Array(count * WEEK);
    this.weekdayCounts = new Uint8Array(count * WEEK);
  }

  known(series: number): number {
    return this.counts[series] as number;
  }

  /** The deviation of all weekdays together; NaN without errors. */
  pooled(series: number): number {
    const count = Math.min(this.counts[series] as number, WINDOW);
    if (count === 0) return NaN;
    const start = series * WINDOW;
    const middle = count >> 1;
    const median =
      count % 2 === 1
        ? (this.sorted[start + middle] as number)
        : ((this.sorted[start + middle - 1] as number) + (this.sorted[start + middle] as number)) / 2;
    // Where most days are exactly as expected the median is 0, and says nothing about the others.
    const mean = (this.sums[series] as number) / count;
    return Math.max(MAD_TO_DEVIATION * median, 0.5 * MEAN_TO_DEVIATION * mean);
  }

  /** @param logPrior logarithm of the deviation of series of this size; NaN where there are none */
  of(series: number, weekday: number, logPrior: number): number {
    const count = Math.min(this.counts[series] as number, WINDOW);
    const pooled = this.pooled(series);
    if (!(pooled > 0)) return Math.exp(logPrior);
    let spread = Math.log(pooled);
    if (!Number.isNaN(logPrior)) {
      const weight = count / (count + PRIOR_ERRORS);
      spread = weight * spread + (1 - weight) * logPrior;
    }
    const at = series * WEEK + weekday - 1;
    const seen = this.weekdayCounts[at] as number;
    const square = this.weekdays[at] as number;
    if (seen < 2 || !(square > 0)) return Math.exp(spread);
    const weight = WEEKDAY_SHARE * Math.min(1, seen / 8);
    return Math.exp((1 - weight) * spread + (weight / 2) * Math.log(square));
  }

  /** @param error on the error scale, relative to the level. @param reach the largest size that is believed */
  add(series: number, weekday: number, error: number, reach: number): void {
    const size = Math.fround(Math.min(Math.abs(error), reach));
    const start = series * WINDOW;
    const count = this.counts[series] as number;
    const slot = start + (count % WINDOW);
    const oldest = count >= WINDOW ? (this.recent[slot] as number) : Infinity;
    if (count >= WINDOW) this.sums[series] = (this.sums[series] as number) - oldest;
    this.replace(start, Math.min(count, WINDOW - 1), oldest, size);
    this.recent[slot] = size;
    this.sums[series] = (this.sums[series] as number) + size;
    this.counts[series] = count + 1;
    this.addWeekday(series * WEEK + weekday - 1, size);
  }

  private addWeekday(at: number, size: number): void {
    const seen = this.weekdayCounts[at] as number;
    const speed = Math.max(WEEKDAY_SPEED, 1 / (seen + 1));
    this.weekdays[at] = (this.weekdays[at] as number) + speed * (size * size - (this.weekdays[at] as number));
    this.weekdayCounts[at] = Math.min(seen + 1, 200);
  }

  /** Takes `oldest` out of the sorted sizes (Infinity: none is), and `size` in: all between them move by one. */
  private replace(start: number, last: number, oldest: number, size: number): void {
    const { sorted } = this;
    const end = start + last;
    // By halves: going through all of them cost a fifth of a whole history (2026-11).
    let [at, beyond] = [start, end];
    while (at < beyond) {
      const middle = (at + beyond) >> 1;
      if ((sorted[middle] as number) < oldest) at = middle + 1;
      else beyond = middle;
    }
    while (at > start && (sorted[at - 1] as number) > size) {
      sorted[at] = sorted[at - 1] as number;
      at -= 1;
    }
    while (at < end && (sorted[at + 1] as number) < size) {
      sorted[at] = sorted[at + 1] as number;
      at += 1;
    }
    sorted[at] = size;
  }
}
