/**
 * What a kind of day (eve, payday, month-end) does, as logarithm of a factor. Learned from what all series of a metric
 * did on such days, and used only once that stands out from what all of them do on any day; then each series
 * may differ from it by what it has shown itself.
 */
const AT_LEAST = 3;
/** Squared t from which an effect is used. */
const STANDS_OUT = 6;
const MEMORY = 18;
/** How different series are from their metric: standard deviation of the logarithm. */
const DIFFERENCE = 0.06;

export class KindFactors {
  private readonly kinds: number;
  /** Shape: metrics × kinds. */
  private readonly means: Float64Array;
  private readonly counts: Float64Array;
  /** Shape: series × kinds: how the series differs. */
  private readonly differences: Float64Array;
  private readonly seen: Uint8Array;
  /** Per metric: mean square of what all its series do together on days of no kind. */
  private readonly ordinary: Float64Array;
  private readonly ordinaryDays: Int32Array;

  constructor(series: number, metrics: number, kinds: number) {
    this.kinds = kinds;
    this.means = new Float64Array(metrics * kinds);
    this.counts = new Float64Array(metrics * kinds);
    this.differences = new Float64Array(series * kinds);
    this.seen = new Uint8Array(series * kinds);
    this.ordinary = new Float64Array(metrics);
    this.ordinaryDays = new Int32Array(metrics);
  }

  /** Logarithm of the factor of one kind on the whole metric; 0 until history shows it. */
  ofMetric(metric: number, kind: number): number {
    const at = metric * this.kinds + kind;
    const count = this.counts[at] as number;
    if (count < AT_LEAST || (this.ordinaryDays[metric] as number) < 28) return 0;
    const mean = this.means[at] as number;
    const t2 = (count * mean * mean) / ((this.ordinary[metric] as number) + 1e-12);
    // Positive-part shrinkage (James and Stein 1961).
    return t2 < STANDS_OUT ? 0 : mean * (1 - 1 / t2);
  }

  /** @param noise of one day of the series, as share of its level */
  of(series: number, metric: number, kind: number, noise: number): number {
    const shared = this.ofMetric(metric, kind);
    const at = series * this.kinds + kind;
    const seen = this.seen[at] as number;
    if (shared === 0 || seen === 0) return shared;
    const weight = seen / (seen + 1 + (noise * noise) / (DIFFERENCE * DIFFERENCE));
    return shared + weight * (this.differences[at] as number);
  }

  addMetric(metric: number, kind: number, effect: number): void {
    const at = metric * this.kinds + kind;
    const count = Math.min((this.counts[at] as number) + 1, MEMORY);
    this.counts[at] = count;
    this.means[at] = (this.means[at] as number) + (effect - (this.means[at] as number)) / count;
  }

  addSeries(series: number, kind: number, difference: number): void {
    const at = series * this.kinds + kind;
    const seen = Math.min((this.seen[at] as number) + 1, MEMORY);
    this.seen[at] = seen;
    this.differences[at] =
      (this.differences[at] as number) + (difference - (this.differences[at] as number)) / seen;
  }

  /** A day of no kind: what all series do together then is the measure of what stands out. */
  addOrdinary(metric: number, effect: number): void {
    const days = Math.min((this.ordinaryDays[metric] as number) + 1, 90);
    this.ordinaryDays[metric] = days;
    const size = Math.min(effect * effect, 9 * ((this.ordinary[metric] as number) || effect * effect));
    this.ordinary[metric] =
      (this.ordinary[metric] as number) + (size - (this.ordinary[metric] as number)) / days;
  }
}
