/** The random part of a day: from what is expected of a segment to what happened. */
import { drawCount } from '../../../generate/draw-count.ts';
import { exp } from '../../../generate/exact-math.ts';
import { randomStream } from '../../../generate/random.ts';
import { Wander } from '../../../generate/wander.ts';
import type { Product } from './channels.ts';
import { noise, ROUGH_FACTOR, ROUGH_ONE_IN } from './noise.ts';
import type { Segment } from './segments.ts';

/** Numbers the independent random streams of a seed. Never renumber: that changes every file ever made. */
const PURPOSE = { wander: 1, day: 2, segments: 3 } as const;

const products: readonly Product[] = ['bank_slip', 'link', 'pix', 'pos', 'tap'];

export interface Expectation {
  /** Expected transactions and average ticket in BRL by segment, in the order of the segments. */
  readonly transactions: Float64Array;
  readonly tickets: Float64Array;
}

/** What happened on a day, by segment; a segment without transactions has no row. */
export interface DrawnDay {
  readonly transactions: Float64Array;
  /** Centavos. */
  readonly cents: Float64Array;
  readonly merchants: Float64Array;
}

export class DayDrawer {
  private readonly seed: number;
  private readonly segments: readonly Segment[];
  private readonly wander: Wander;
  private readonly drawn: DrawnDay;

  constructor(seed: number, segments: readonly Segment[]) {
    this.seed = seed;
    this.segments = segments;
    // One series per segment, then one per product, then the whole business.
    this.wander = new Wander(seed, PURPOSE.wander, segments.length + products.length + 1);
    const column = () => new Float64Array(segments.length);
    this.drawn = { transactions: column(), cents: column(), merchants: column() };
  }

  /**
   * Draws the day; the result is reused by the next call. Each segment takes the same number of random numbers
   * whatever is expected of it: raising the expectation of one segment leaves all the others as they were.
   */
  draw(epochDay: number, expected: Expectation): DrawnDay {
    const { segments } = this;
    const wander = this.wander.at(epochDay);
    const shocks = this.productShocks(epochDay, wander);
    const random = randomStream(this.seed, PURPOSE.segments, epochDay);
    for (let i = 0; i < segments.length; i++) {
      const segment = segments[i] as Segment;
      const shock = shocks[segment.product];
      const rough = random.uniform() * ROUGH_ONE_IN < 1 ? ROUGH_FACTOR : 1;
      const base = expected.transactions[i] as number;
      const spread = Math.sqrt(
        noise.segmentDay * noise.segmentDay + noise.smallSegmentVariance / (base + 0.5),
      );
      const slow = noise.segmentWander * (wander[i] as number);
      const mean = base * exp(shock.count + slow + lognormal(spread * rough, random.normal()));
      const count = drawCount(mean, random.uniform(), random.normal());
      const ticketNoise = random.normal();
      const merchantNoise = random.normal();
      this.drawn.transactions[i] = count;
      const ticketSpread = Math.sqrt(
        noise.segmentTicket * noise.segmentTicket + noise.singleTicketVariance / (count + 4),
      );
      const ticket =
        (expected.tickets[i] as number) * exp(shock.ticket + lognormal(ticketSpread * rough, ticketNoise));
      // At least one centavo a transaction.
      this.drawn.cents[i] = Math.max(count, Math.floor(count * ticket * 100 + 0.5));
      this.drawn.merchants[i] = drawMerchants(count, segment.merchants, merchantNoise);
    }
    return this.drawn;
  }

  /** What all segments of a product share on a day: logarithms for its transactions and its tickets. */
  private productShocks(epochDay: number, wander: Float64Array) {
    const random = randomStream(this.seed, PURPOSE.day, epochDay);
    const first = this.segments.length;
    const business =
      noise.businessWander * (wander[first + products.length] as number) +
      noise.businessDay * random.normal();
    const businessTicket = noise.businessTicket * random.normal();
    const shocks = {} as Record<Product, { count: number; ticket: number }>;
    products.forEach((product, index) => {
      const slow = noise.productWander * (wander[first + index] as number);
      shocks[product] = {
        count: business + slow + noise.productDay * random.normal(),
        ticket: businessTicket + noise.productTicket * random.normal(),
      };
    });
    return shocks;
  }
}

/** A normal logarithm whose exponential has mean 1. */
function lognormal(deviation: number, z: number): number {
  return deviation * z - (deviation * deviation) / 2;
}

/** Between 1 and the count: the first transaction has a merchant, each further one a new one with `ratio`. */
function drawMerchants(count: number, ratio: number, z: number): number {
  if (count <= 1) return count;
  const merchants = Math.floor(1.5 + (count - 1) * ratio * (1 + noise.merchants * z));
  return Math.min(count, Math.max(1, merchants));
}
