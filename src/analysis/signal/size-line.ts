/**
 * What a series of some size scatters like: the straight line of log deviation over log level, over all series of
 * a metric. Taylor's law (1961) holds it for sums of all kinds. Made afresh each day, used the next.
 */
export class SizeLine {
  private slope = 0;
  private center = 0;
  private height = NaN;
  private count = 0;
  private x = 0;
  private y = 0;
  private xx = 0;
  private xy = 0;

  add(level: number, deviation: number): void {
    if (!(level > 0) || !(deviation > 0)) return;
    const x = Math.log(level);
    const y = Math.log(deviation);
    this.count += 1;
    this.x += x;
    this.y += y;
    this.xx += x * x;
    this.xy += x * y;
  }

  /** Draws the line through what was added, and forgets it. */
  draw(): void {
    const { count } = this;
    if (count >= 5) {
      this.center = this.x / count;
      this.height = this.y / count;
      const spread = this.xx - this.x * this.center;
      // Between none and as √level: outside of that a line of few points is chance.
      const slope = spread > 1e-9 ? (this.xy - this.x * this.height) / spread : 0;
      this.slope = Math.max(-0.5, Math.min(0, slope));
    } else {
      this.height = NaN;
    }
    this.count = this.x = this.y = this.xx = this.xy = 0;
  }

  /** Logarithm of the deviation; NaN where fewer than five series are known. */
  logAt(level: number): number {
    if (Number.isNaN(this.height) || !(level > 0)) return NaN;
    return this.height + this.slope * (Math.log(level) - this.center);
  }
}
