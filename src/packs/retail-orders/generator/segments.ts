/** The 27 states × 8 categories × 4 channels, in the order of the file. */
import { regions, states, type Region } from '../places.ts';
import { categories, type Category } from './assortment.ts';
import { salesChannels, type SalesChannel } from './sales-channels.ts';

export interface Segment {
  readonly region: Region;
  readonly state: string;
  readonly category: Category;
  readonly channel: SalesChannel;
  /** Positions in `categories` and `salesChannels`. */
  readonly categoryIndex: number;
  /** Position of category and channel in the calendar's table. */
  readonly cell: number;
  /** Position of region, category and channel in the market's table. */
  readonly market: number;
  /** Share of the state in the revenue of the country, 0 to 1. */
  readonly stateShare: number;
  /** The dimensions as text that goes before the numbers of a row. */
  readonly key: string;
}

export const CELLS = categories.length * salesChannels.length;
export const MARKETS = regions.length * CELLS;

export function retailSegments(): Segment[] {
  const total = states.reduce((sum, { share }) => sum + share, 0);
  return states.flatMap(({ code, region, share }) =>
    categories.flatMap((category, categoryIndex) =>
      salesChannels.map((channel, channelIndex) => {
        const cell = categoryIndex * salesChannels.length + channelIndex;
        return {
          region,
          state: code,
          category,
          channel,
          categoryIndex,
          cell,
          market: regions.indexOf(region) * CELLS + cell,
          stateShare: share / total,
          key: `${region},${code},${category.name},${channel.name}`,
        };
      }),
    ),
  );
}
