/** Points [x, y], x rising. */
export type Curve = readonly (readonly [number, number])[];

/** The curve at x by straight lines between its points; 0 outside of them. */
export function curveAt(curve: Curve, x: number): number {
  let before = curve[0];
  if (before === undefined || x < before[0]) return 0;
  for (const point of curve) {
    if (x <= point[0]) {
      const width = point[0] - before[0];
      return width === 0 ? point[1] : before[1] + ((point[1] - before[1]) * (x - before[0])) / width;
    }
    before = point;
  }
  return 0;
}
