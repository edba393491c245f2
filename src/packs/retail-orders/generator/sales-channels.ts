/** Where it is sold, and how that moves with the calendar. All numbers are round and ours. */
import type { DayOff, DayTraits } from '../../../generate/brazilian-calendar.ts';
import type { Region } from '../places.ts';
import type { LifeCycle } from './life-cycle.ts';

export type ChannelName = 'app' | 'marketplace' | 'store' | 'web';

export interface SalesChannel {
  readonly name: ChannelName;
  readonly isOnline: boolean;
  /** Share of the revenue at maturity, relative to the other channels. */
  readonly weight: number;
  readonly life: LifeCycle;
  /** Against the price of the category: what people buy there. */
  readonly ticket: number;
  /** Discounts and returns against those of the category. */
  readonly discount: number;
  readonly returns: number;
  /** Revenue, Monday to Sunday. */
  readonly week: readonly number[];
  /** Revenue on a day off, on top of Sunday's factor. */
  readonly off: Readonly<Record<DayOff, number>>;
  /** How much is added at the height of payday, 0.1 = 10 %. */
  readonly payday: number;
  /** How often an ordinary day fits into Black Friday, less 1, for the average category. */
  readonly blackFriday: number;
}

/** By name, in the order of the file. */
export const salesChannels: readonly SalesChannel[] = [
  {
    name: 'app',
    isOnline: true,
    weight: 42,
    life: { launch: -13, rise: { middle: -5.5, pace: 1.5 } },
    ticket: 0.85,
    discount: 1.25,
    returns: 1.15,
    week: [1.04, 1.02, 1, 0.98, 0.94, 0.94, 1.08],
    off: { holiday: 0.97, great: 0.6, carnival: 0.78 },
    payday: 0.14,
    blackFriday: 3.5,
  },
  {
    name: 'marketplace',
    isOnline: true,
    weight: 30,
    life: { launch: -11.6, rise: { middle: -6.5, pace: 1.3 } },
    ticket: 1,
    discount: 1.1,
    returns: 1.3,
    week: [1.1, 1.08, 1.04, 1.01, 0.96, 0.86, 0.95],
    off: { holiday: 0.95, great: 0.6, carnival: 0.8 },
    payday: 0.12,
    blackFriday: 3.1,
  },
  {
    name: 'store',
    isOnline: false,
    weight: 100,
    // Slowly, and with the step of 2020 that did not come back (see market-events for the closed months).
    life: { fall: { middle: -4.8, pace: 0.9, rest: 0.42 } },
    ticket: 0.95,
    discount: 0.8,
    returns: 0.6,
    week: [0.82, 0.86, 0.9, 0.95, 1.12, 1.55, 0.8],
    off: { holiday: 0.75, great: 0.05, carnival: 0.55 },
    payday: 0.2,
    blackFriday: 1.4,
  },
  {
    name: 'web',
    isOnline: true,
    weight: 34,
    life: { rise: { middle: -16, pace: 3 } },
    ticket: 1.1,
    discount: 1,
    returns: 1,
    week: [1.12, 1.1, 1.06, 1.02, 0.96, 0.82, 0.92],
    off: { holiday: 0.92, great: 0.55, carnival: 0.75 },
    payday: 0.1,
    blackFriday: 3.3,
  },
];

/** Weight of shops against the average region: fewer parcels go north. */
export const storeWeight: Readonly<Record<Region, number>> = {
  'Centro-Oeste': 1,
  Nordeste: 1.2,
  Norte: 1.35,
  Sudeste: 0.92,
  Sul: 0.96,
};

/** Share of the payday effect by calendar days since the fifth business day, from `PAYDAY_FROM` on. */
const PAYDAY_CURVE = [0.3, 0.6, 0.9, 1, 1, 0.95, 0.85, 0.75, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1];
const PAYDAY_FROM = -3;

/** The factor of weekday, day off and payday. */
export function rhythmOf(channel: SalesChannel, day: DayTraits): number {
  const weekday = day.off === undefined ? day.weekday : 7;
  const off = day.off === undefined ? 1 : channel.off[day.off];
  const payday = PAYDAY_CURVE[day.sincePayday - PAYDAY_FROM] ?? 0;
  return (channel.week[weekday - 1] as number) * off * (1 + channel.payday * payday);
}
