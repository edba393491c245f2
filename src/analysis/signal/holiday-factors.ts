/**
 * What a day with a name does to a series, as logarithm of a factor: first what such days did to the metric, then how
 * this series differed from that, each drawn towards the one before by how often it was seen. Before any
 * was seen a day off is a Sunday, and an observance an ordinary day.
 */
const MOST = 2.5;

export class HolidayFactors {
  private readonly metricOff: Pool;
  private readonly metricKeys: Pool;
  private readonly seriesOff: Pool;
  private readonly seriesKeys: Pool;
  private readonly keys: number;

  constructor(series: number, metrics: number, keys: number) {
    this.keys = keys;
    this.metricOff = new Pool(metrics);
    this.metricKeys = new Pool(metrics * keys);
    this.seriesOff = new Pool(series);
    this.seriesKeys = new Pool(series * keys);
  }

  /** Logarithm of the factor on the Sunday (`off`) or on the ordinary day that it would have been. */
  of(series: number, metric: number, key: number, off: boolean): number {
    return this.ofMetric(metric, key, off) + this.ofSeries(series, key, off);
  }

  /** How often this very day was seen in the series. */
  seen(series: number, key: number): number {
    return this.seriesKeys.count(series * this.keys + key);
  }

  private ofMetric(metric: number, key: number, off: boolean): number {
    const general = off ? this.metricOff.drawn(metric, 0, 2) : 0;
    return this.metricKeys.drawn(metric * this.keys + key, general, 0.5);
  }

  private ofSeries(series: number, key: number, off: boolean): number {
    const general = off ? this.seriesOff.drawn(series, 0, 3) : 0;
    return this.seriesKeys.drawn(series * this.keys + key, general, 1);
  }

  /** @param effect logarithm of value over the Sunday, or ordinary day. @param ofMetric the same of all series */
  addSeries(series: number, key: number, off: boolean, effect: number, ofMetric: number): void {
    const difference = bounded(effect - ofMetric);
    this.seriesKeys.add(series * this.keys + key, difference);
    if (off) this.seriesOff.add(series, difference);
  }

  addMetric(metric: number, key: number, off: boolean, effect: number): void {
    this.metricKeys.add(metric * this.keys + key, bounded(effect));
    if (off) this.metricOff.add(metric, bounded(effect));
  }
}

/** Means that forget slowly. */
class Pool {
  private readonly means: Float64Array;
  private readonly counts: Float64Array;

  constructor(size: number) {
    this.means = new Float64Array(size);
    this.counts = new Float64Array(size);
  }

  count(at: number): number {
    return this.counts[at] as number;
  }

  add(at: number, value: number): void {
    const count = Math.min((this.counts[at] as number) + 1, 12);
    this.counts[at] = count;
    this.means[at] = (this.means[at] as number) + (value - (this.means[at] as number)) / count;
  }

  /** The mean, drawn towards `prior` as if that had been seen `weight` times. */
  drawn(at: number, prior: number, weight: number): number {
    const count = this.counts[at] as number;
    return (count * (this.means[at] as number) + weight * prior) / (count + weight);
  }
}

function bounded(effect: number): number {
  return Math.max(-MOST, Math.min(MOST, effect));
}
