/** The level that each series had before its last shift, and when it was left. */
export class FormerLevels {
  /** Shape: series. NaN where there is none. */
  readonly level: Float64Array;
  readonly left: Int32Array;

  constructor(count: number) {
    this.level = new Float64Array(count).fill(NaN);
    this.left = new Int32Array(count);
  }

  leave(series: number, level: number, day: number): void {
    this.level[series] = level;
    this.left[series] = day;
  }
}
