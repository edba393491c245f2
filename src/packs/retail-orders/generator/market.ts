import { regions } from '../places.ts';
import { categories } from './assortment.ts';
import { lifeCycleAt } from './life-cycle.ts';
import { salesChannels, storeWeight } from './sales-channels.ts';
import { MARKETS } from './segments.ts';

/**
 * The share of each category and channel in the revenue of a region on a day, by region, category, channel. The
 * shares of a region add up to 1: life cycles move revenue about and never make any.
 */
export function marketShares(years: number): Float64Array {
  const shares = new Float64Array(MARKETS);
  const weights = categories.map(({ weight, life }) => weight * lifeCycleAt(life, years));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const lives = salesChannels.map(({ weight, life }) => weight * lifeCycleAt(life, years));
  let index = 0;
  for (const region of regions) {
    categories.forEach((category, position) => {
      const parts = salesChannels.map((channel, place) => {
        const regional = channel.isOnline ? 1 : storeWeight[region];
        return (lives[place] as number) * regional * (category.channels[channel.name] ?? 1);
      });
      const whole = parts.reduce((sum, part) => sum + part, 0);
      for (const part of parts) {
        shares[index++] = ((weights[position] as number) / total) * (part / whole);
      }
    });
  }
  return shares;
}
