/**
 * Beyond the ranks: the largest twentieth of past scores, as generalised Pareto distribution (peaks over threshold, Pickands 1975; used
 * on streams by Siffer et al. 2017, SPOT). A single segment among many can then be told from chance with few weeks of history.
 */
export interface Tail {
  readonly threshold: number;
  /** Share of scores beyond the threshold. */
  readonly share: number;
  readonly scale: number;
  readonly shape: number;
}

const SHARE = 0.05;
const FEWEST = 20;
/** Few points tell little of the shape; tails of business data are heavy, so it is never thought light. */
const LEAST_SHAPE = 0.15;
const MOST_SHAPE = 0.5;

/**
 * @param sizes how many scores lie in bin b or beyond
 * @param middle of a bin, as a score
 * @returns null where fewer than twenty scores lie in the tail
 */
export function fitTail(sizes: Int32Array, middle: (bin: number) => number): Tail | null {
  const total = sizes[0] ?? 0;
  let start = sizes.length - 1;
  while (start > 0 && (sizes[start] as number) < SHARE * total) start -= 1;
  const count = sizes[start + 1] ?? 0;
  if (count < FEWEST) return null;
  const threshold = middle(start) + (middle(start + 1) - middle(start)) / 2;
  // Probability-weighted moments (Hosking and Wallis 1987): a0 = mean, a1 = mean × share of larger ones.
  let a0 = 0;
  let a1 = 0;
  for (let bin = start + 1; bin < sizes.length; bin += 1) {
    const larger = sizes[bin + 1] ?? 0;
    const here = (sizes[bin] as number) - larger;
    if (here === 0) continue;
    const excess = middle(bin) - threshold;
    a0 += here * excess;
    a1 += here * excess * ((larger + (here - 1) / 2) / Math.max(1, count - 1));
  }
  a0 /= count;
  a1 /= count;
  const shape = Math.max(LEAST_SHAPE, Math.min(MOST_SHAPE, 2 - a0 / Math.max(a0 - 2 * a1, 1e-12)));
  // The mean is kept whatever the shape was bounded to: a0 = scale / (1 − shape).
  return { threshold, share: (count + 1) / (total + 1), scale: Math.max(a0, 1e-9) * (1 - shape), shape };
}

export function tailProbability({ threshold, share, scale, shape }: Tail, size: number): number {
  if (size <= threshold) return share;
  return share * (1 + (shape * (size - threshold)) / scale) ** (-1 / shape);
}
