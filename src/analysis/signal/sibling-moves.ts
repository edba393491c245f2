/**
 * What a day did to the siblings of a series, the segments beside it within the same parent. A day that moves them all is
 * no news of any one of them: the parent tells it. How far a series goes along is learned from the days before.
 *
 * The common move is a mean, weighted by precision, of what the siblings were off by, without the series itself and without
 * believing any of them far (M-estimate, Huber 1964); few siblings are drawn towards the common move of their parent.
 * All errors are relative, on cube roots: a third of a share.
 */

/** A sibling is believed up to so many of its deviations around what all do, which takes so many rounds to find. */
const REACH = 1.5;
const ROUNDS = 5;
/** No sibling is thought to follow the common move nearer than this, or parent and siblings nearer than that. */
const SIBLING_NOISE = 0.01;
const PARENT_NOISE = 0.015;
/** What was learned is half forgotten after 34 days. */
const MEMORY = 0.98;
/** Moves of one deviation without the series going along that stand against it at first. */
const DOUBT = 1;
/** Errors of more deviations teach no more. */
const MOST = 3;
/** A series goes along so far at the most, times what its siblings did. */
const STEEPEST = 1.5;
/** What is left is never thought to scatter by less than this part of the whole. */
const NARROWEST = 0.5;

export class SiblingMoves {
  /** Shape of all: one per series. Relative errors of the day, one deviation of them, and what they weigh. */
  private readonly errors: Float64Array;
  private readonly deviations: Float64Array;
  private readonly precisions: Float64Array;
  /** Index of the parent; −1 where there is none. */
  private readonly parents: Int32Array;
  /** Of each parent, over its segments: Σ weight × error, Σ weight, and the mean. */
  private readonly sums: Float64Array;
  private readonly weights: Float64Array;
  private readonly means: Float64Array;
  /** What the siblings did; 0 where that is not known. */
  private readonly moves: Float64Array;
  /** Forgetting means, in deviations: move × error, move², error², and the square of what the move leaves of it. */
  private readonly products: Float64Array;
  private readonly squares: Float64Array;
  private readonly whole: Float64Array;
  private readonly rest: Float64Array;

  constructor(parents: Int32Array) {
    const numbers = () => new Float64Array(parents.length);
    this.parents = parents;
    [this.errors, this.deviations, this.precisions] = [numbers(), numbers(), numbers()];
    [this.sums, this.weights, this.means] = [numbers(), numbers(), numbers()];
    [this.moves, this.products, this.squares] = [numbers(), numbers(), numbers()];
    this.whole = numbers().fill(1);
    this.rest = numbers().fill(1);
  }

  /**
   * What a series did on the day, before the common moves are gathered.
   * @param score in deviations; NaN where it tells nothing of its siblings
   * @param deviation one of them as a share, on cube roots; 0 where no share can be taken
   */
  set(i: number, score: number, deviation: number): void {
    const isKnown = !Number.isNaN(score) && deviation > 0;
    this.deviations[i] = deviation;
    this.errors[i] = isKnown ? score * deviation : 0;
    this.precisions[i] = isKnown ? 1 / (deviation * deviation + SIBLING_NOISE * SIBLING_NOISE) : 0;
  }

  /** Finds the common moves of the day. */
  gather(): void {
    this.means.fill(0);
    for (let round = 0; round < ROUNDS; round += 1) {
      if (round > 0) this.takeMeans();
      this.addUp();
    }
    // Parents stand before their children.
    for (let i = 0; i < this.parents.length; i += 1) this.moves[i] = this.moveWithout(i);
  }

  private addUp(): void {
    const { sums, weights, parents, precisions } = this;
    sums.fill(0);
    weights.fill(0);
    for (let i = 0; i < parents.length; i += 1) {
      const parent = parents[i] as number;
      const weight = precisions[i] as number;
      if (parent < 0 || weight === 0) continue;
      sums[parent] = (sums[parent] as number) + weight * this.believed(i, parent);
      weights[parent] = (weights[parent] as number) + weight;
    }
  }

  private takeMeans(): void {
    for (let i = 0; i < this.means.length; i += 1) {
      const weight = this.weights[i] as number;
      this.means[i] = weight > 0 ? (this.sums[i] as number) / weight : 0;
    }
  }

  private moveWithout(i: number): number {
    const parent = this.parents[i] as number;
    if (parent < 0) return 0;
    const own = this.precisions[i] as number;
    const weight = (this.weights[parent] as number) - own;
    const shared = 1 / (PARENT_NOISE * PARENT_NOISE);
    const above = shared * (this.moves[parent] as number);
    // What is left of a difference of equals is rounding.
    if (!(weight > 1e-9 * own)) return above / shared;
    const sum = (this.sums[parent] as number) - own * this.believed(i, parent);
    return (sum + above) / (weight + shared);
  }

  private believed(i: number, parent: number): number {
    const mean = this.means[parent] as number;
    const reach = REACH * (this.deviations[i] as number);
    return Math.max(mean - reach, Math.min(mean + reach, this.errors[i] as number));
  }

  /** The error that the common move lets expect of a series, in its deviations. */
  part(i: number): number {
    const move = this.move(i);
    if (move === 0) return 0;
    const slope = (this.products[i] as number) / ((this.squares[i] as number) + DOUBT * (1 - MEMORY));
    return Math.max(0, Math.min(STEEPEST, slope)) * move;
  }

  /** How far errors scatter without that part, as part of how far they do with it. */
  width(i: number): number {
    return Math.max(NARROWEST, Math.min(1, Math.sqrt((this.rest[i] as number) / (this.whole[i] as number))));
  }

  /** @param error of the day in deviations, whatever the siblings did */
  learn(i: number, error: number): void {
    const move = clip(this.move(i));
    const own = clip(error);
    const left = own - clip(this.part(i));
    forget(this.whole, i, own * own);
    forget(this.rest, i, left * left);
    forget(this.products, i, move * own);
    forget(this.squares, i, move * move);
  }

  private move(i: number): number {
    const deviation = this.deviations[i] as number;
    return deviation > 0 ? (this.moves[i] as number) / deviation : 0;
  }
}

function forget(means: Float64Array, i: number, value: number): void {
  means[i] = MEMORY * (means[i] as number) + (1 - MEMORY) * value;
}

function clip(error: number): number {
  return Math.max(-MOST, Math.min(MOST, error));
}
