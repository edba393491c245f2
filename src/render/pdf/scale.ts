/** Numbers to positions, and round numbers to label them with. */
export type Scale = (value: number) => number;

export function linearScale(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const [from, to] = domain;
  const span = to - from;
  return (value) => range[0] + (span === 0 ? 0.5 : (value - from) / span) * (range[1] - range[0]);
}

const STEPS = [1, 2, 5, 10] as const;

/**
 * About `count` round numbers, evenly spaced, the first at or below `low` and the last at or above `high`. A
 * range without extent is widened, so that there are always at least two.
 */
export function niceTicks(low: number, high: number, count: number): number[] {
  if (low === high) {
    const margin = low === 0 ? 1 : Math.abs(low) * 0.1;
    return niceTicks(low - margin, high + margin, count);
  }
  const rough = (high - low) / count;
  // The exponent is read from the text, because logarithms may differ in the last digit between machines.
  const power = 10 ** Number(rough.toExponential().split('e')[1]);
  const step = (STEPS.find((candidate) => candidate * power >= rough) ?? 10) * power;
  const first = Math.floor(low / step);
  const last = Math.ceil(high / step);
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

/** The values an axis should span: from 0, unless that would squeeze the line into the upper half. */
export function axisRange(values: readonly number[]): [number, number] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  return low > 0 && low <= high / 2 ? [0, high] : [low, high];
}
