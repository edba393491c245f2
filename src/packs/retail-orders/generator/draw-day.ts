/** What chance makes of the day that was to be expected. */
import { drawCount } from '../../../generate/draw-count.ts';
import { exp } from '../../../generate/exact-math.ts';
import { randomStream, type Random } from '../../../generate/random.ts';
import { Wander } from '../../../generate/wander.ts';
import { categories } from './assortment.ts';
import type { DayExpectation } from './expectations.ts';
import { CUSTOMERS_PER_ORDER, noise, ROUGH_FACTOR, ROUGH_ONE_IN } from './noise.ts';
import type { Segment } from './segments.ts';

/** Keys of the random streams of a seed. Never renumber: that changes every file ever made. */
const PURPOSE = { wander: 101, day: 102, segments: 103 } as const;

/** What happened on a day, by segment; money in centavos. */
export interface DrawnDay {
  readonly orders: Float64Array;
  readonly items: Float64Array;
  readonly customers: Float64Array;
  readonly gross: Float64Array;
  readonly discounts: Float64Array;
  readonly returns: Float64Array;
}

/** What all segments of a category share on a day, as logarithms. */
interface Shock {
  readonly orders: number;
  readonly ticket: number;
}

export class DayDrawer {
  private readonly seed: number;
  private readonly segments: readonly Segment[];
  private readonly wander: Wander;
  private readonly drawn: DrawnDay;

  constructor(seed: number, segments: readonly Segment[]) {
    this.seed = seed;
    this.segments = segments;
    // One series per segment, then one per category, then the whole business.
    this.wander = new Wander(seed, PURPOSE.wander, segments.length + categories.length + 1);
    const column = () => new Float64Array(segments.length);
    this.drawn = {
      orders: column(),
      items: column(),
      customers: column(),
      gross: column(),
      discounts: column(),
      returns: column(),
    };
  }

  /**
   * Draws the day; the result is reused by the next call. Each segment takes the same number of random numbers
   * whatever is expected of it: raising the expectation of one segment leaves all the others as they were.
   */
  draw(epochDay: number, expected: DayExpectation): DrawnDay {
    const wander = this.wander.at(epochDay);
    const shocks = this.categoryShocks(epochDay, wander);
    const random = randomStream(this.seed, PURPOSE.segments, epochDay);
    for (let i = 0; i < this.segments.length; i++) {
      const shock = shocks[(this.segments[i] as Segment).categoryIndex] as Shock;
      this.drawSegment(i, expected, shock, wander[i] as number, random);
    }
    return this.drawn;
  }

  private drawSegment(i: number, expected: DayExpectation, shock: Shock, slow: number, random: Random): void {
    const { drawn } = this;
    const { category, channel } = this.segments[i] as Segment;
    const rough = random.uniform() * ROUGH_ONE_IN < 1 ? ROUGH_FACTOR : 1;
    const base = expected.orders[i] as number;
    const spread = root(noise.segmentDay, noise.smallSegmentVariance / (base + 1)) * rough;
    const level = shock.orders + lognormal(noise.segmentWander, slow) + lognormal(spread, random.normal());
    const orders = drawCount(base * exp(level), random.uniform(), random.normal());

    const more = orders * (category.items - 1);
    const items = orders + Math.max(0, Math.floor(more + Math.sqrt(more) * random.normal() + 0.5));

    const ticketSpread = root(noise.segmentTicket, noise.singleOrderVariance / (orders + 4));
    const typical = (expected.tickets[i] as number) * exp(shock.ticket);
    const ticket = typical * exp(lognormal(ticketSpread, random.normal()));
    const gross = Math.max(orders, Math.floor(orders * ticket * 100 + 0.5));

    const rate = category.discount * channel.discount * expected.promotion;
    const discount = Math.max(0, rate * (1 + noise.discount * random.normal()));

    const share = CUSTOMERS_PER_ORDER * (1 + noise.customers * random.normal());
    const customers = orders <= 1 ? orders : Math.floor(1.5 + (orders - 1) * Math.min(1, share));

    const returned = drawCount(expected.returns[i] as number, random.uniform(), random.normal());
    const returnSpread = root(0, noise.singleOrderVariance / (returned + 4));
    const refund = typical * exp(lognormal(returnSpread, random.normal()));

    drawn.orders[i] = orders;
    drawn.items[i] = items;
    drawn.customers[i] = Math.min(orders, customers);
    drawn.gross[i] = gross;
    drawn.discounts[i] = Math.floor(gross * Math.min(0.7, discount) + 0.5);
    drawn.returns[i] = Math.floor(returned * refund * 100 + 0.5);
  }

  private categoryShocks(epochDay: number, wander: Float64Array): Shock[] {
    const random = randomStream(this.seed, PURPOSE.day, epochDay);
    const first = this.segments.length;
    const business =
      lognormal(noise.businessWander, wander[first + categories.length] as number) +
      lognormal(noise.businessDay, random.normal());
    return categories.map((_, index) => ({
      orders:
        business +
        lognormal(noise.categoryWander, wander[first + index] as number) +
        lognormal(noise.categoryDay, random.normal()),
      ticket: lognormal(noise.categoryTicket, random.normal()),
    }));
  }
}

/** A normal logarithm whose exponential has mean 1. */
function lognormal(deviation: number, z: number): number {
  return deviation * z - (deviation * deviation) / 2;
}

/** The deviation of two independent parts: one given as deviation, one as variance. */
function root(deviation: number, variance: number): number {
  return Math.sqrt(deviation * deviation + variance);
}
