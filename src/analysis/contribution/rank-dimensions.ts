/**
 * Which dimension explains a change best: the one in which few values make up most of it, and in which the shares of
 * these values shifted most. Adtributor (Bhagwan et al., NSDI 2014), statistics in floating point.
 */
import { inOrder } from './pair.ts';

export interface Candidate {
  readonly dimension: string;
  readonly elements: readonly Element[];
}

export interface Quantified {
  readonly name: string;
  /** The quantities that the metric is made of: one of a sum, two of a ratio. In the same order on both days. */
  readonly before: readonly number[];
  readonly after: readonly number[];
}

export interface Element extends Quantified {
  /** To the change of the metric; over the elements of a dimension they add up to it. */
  readonly contribution: number;
}

export interface RankedDimension {
  readonly dimension: string;
  /** The values that explain, most surprising first. */
  readonly elements: readonly string[];
  /** Σ contribution of these / total; beyond 1 where others work against them. 0 where the total is 0. */
  readonly explained: number;
  /** Σ surprise of these in nats: 0 where their shares stayed the same, at most ln 2 per quantity. */
  readonly surprise: number;
  /** The same of all values: how much the shares of this dimension shifted, whether that explains or not. */
  readonly shift: number;
  /** Whether `explained` reaches the threshold. */
  readonly sufficient: boolean;
}

/** The least part of the change for one value, and for all of a dimension's together, to count as explanation. */
const THRESHOLDS = { element: 0.1, together: 0.67 };

/**
 * Sufficient ones first, then by surprise, then as given. For ratios the explanatory power is the contribution as
 * `decomposeRatio` has it, not the one-sided approximation of the paper: it adds up and is the same both ways in time.
 */
export function rankDimensions(candidates: readonly Candidate[], total: number): RankedDimension[] {
  return candidates
    .map((candidate) => explain(candidate, total))
    .sort((a, b) => Number(b.sufficient) - Number(a.sufficient) || b.surprise - a.surprise);
}

/** As `contributionsOf` and `decomposeRatio` have them, in floating point: good enough to rank by. */
export function withContributions(elements: readonly Quantified[]): Element[] {
  const totalOf = (day: 'before' | 'after', quantity: number) =>
    elements.reduce((sum, element) => sum + (element[day][quantity] ?? 0), 0);
  const [n0, n1] = [totalOf('before', 1), totalOf('after', 1)];
  const middle = (totalOf('before', 0) / n0 + totalOf('after', 0) / n1) / 2;
  return elements.map((element) => {
    const [y0 = 0, d0] = element.before;
    const [y1 = 0, d1] = element.after;
    if (d0 === undefined || d1 === undefined) return { ...element, contribution: y1 - y0 };
    return { ...element, contribution: y1 / n1 - y0 / n0 - (d1 / n1 - d0 / n0) * middle };
  });
}

function explain({ dimension, elements }: Candidate, total: number): RankedDimension {
  const scored = withSurprise(inOrder(elements)).sort((a, b) => b.surprise - a.surprise);
  const chosen: string[] = [];
  let explained = 0;
  let surprise = 0;
  for (const element of scored) {
    const power = total === 0 ? 0 : element.contribution / total;
    if (power <= THRESHOLDS.element) continue;
    chosen.push(element.name);
    explained += power;
    surprise += element.surprise;
    if (explained > THRESHOLDS.together) break;
  }
  const shift = scored.reduce((sum, element) => sum + element.surprise, 0);
  return {
    dimension,
    elements: chosen,
    explained,
    surprise,
    shift,
    sufficient: explained > THRESHOLDS.together,
  };
}

function withSurprise(elements: readonly Element[]): (Element & { readonly surprise: number })[] {
  const magnitudes = (day: 'before' | 'after', quantity: number) =>
    elements.reduce((sum, element) => sum + Math.abs(element[day][quantity] ?? 0), 0);
  const quantities = [...(elements[0]?.before.keys() ?? [])];
  const totals = quantities.map(
    (index) => [magnitudes('before', index), magnitudes('after', index)] as const,
  );
  return elements.map((element) => ({
    ...element,
    surprise: totals.reduce((sum, [before, after], index) => {
      const p = part(element.before[index], before);
      const q = part(element.after[index], after);
      return sum + divergence(p, q);
    }, 0),
  }));
}

/** By magnitude: a share of amounts of both signs is no probability. */
function part(value: number | undefined, total: number): number {
  return total === 0 ? 0 : Math.abs(value ?? 0) / total;
}

/** One element's addend to the Jensen-Shannon divergence of two distributions. */
function divergence(p: number, q: number): number {
  const term = (x: number) => (x === 0 ? 0 : x * Math.log((2 * x) / (p + q)));
  // Rounding may leave a hair below 0 where p and q are the same.
  return Math.max(0, (term(p) + term(q)) / 2);
}
