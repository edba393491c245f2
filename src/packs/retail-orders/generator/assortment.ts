/** What is sold. All numbers are round and ours; units stand at the fields. */
import type { LifeCycle } from './life-cycle.ts';
import type { ChannelName } from './sales-channels.ts';
import type { GiftDay } from './shopping-days.ts';

export interface Category {
  readonly name: string;
  /** Share of the revenue at maturity, relative to the other categories. */
  readonly weight: number;
  readonly life: LifeCycle;
  /** BRL per item at the anchor day, and items per order. */
  readonly price: number;
  readonly items: number;
  /** Discounts and returns on an ordinary day, as shares of gross revenue. */
  readonly discount: number;
  readonly returns: number;
  /** Revenue in the middle of each month, relative to the others, without shopping days. */
  readonly months: readonly number[];
  /** How much is added at the height of a gift season, 0.5 = 50 %. */
  readonly gifts: Readonly<Partial<Record<GiftDay, number>>>;
  /** Strength of Black Friday against the average category. */
  readonly blackFriday: number;
  /** Weight of channels where it differs from that of the average category. */
  readonly channels: Readonly<Partial<Record<ChannelName, number>>>;
}

/** By name, in the order of the file. */
export const categories: readonly Category[] = [
  {
    name: 'beauty',
    weight: 100,
    life: { rise: { middle: -9, pace: 3 } },
    price: 48,
    items: 2.6,
    discount: 0.07,
    returns: 0.012,
    months: [0.9, 0.92, 0.98, 1, 1.02, 1, 1, 1.01, 1.02, 1.03, 1.05, 1.07],
    gifts: { mothers: 0.7, valentines: 0.45, fathers: 0.2, christmas: 0.6 },
    blackFriday: 0.8,
    channels: { app: 1.3 },
  },
  {
    name: 'electronics',
    weight: 270,
    life: {},
    price: 690,
    items: 1.15,
    discount: 0.06,
    returns: 0.03,
    months: [1, 0.96, 1, 0.98, 1, 1, 0.99, 1, 1, 1, 1.04, 1.03],
    gifts: { mothers: 0.3, valentines: 0.15, fathers: 0.4, christmas: 0.6 },
    blackFriday: 1.5,
    channels: { marketplace: 1.3 },
  },
  {
    name: 'fashion',
    weight: 210,
    life: {},
    price: 92,
    items: 2.1,
    discount: 0.12,
    returns: 0.085,
    months: [0.86, 0.86, 0.96, 1.02, 1.1, 1.1, 1.04, 0.98, 0.96, 1, 1.04, 1.12],
    gifts: { mothers: 0.6, valentines: 0.4, fathers: 0.4, childrens: 0.15, christmas: 0.9 },
    blackFriday: 0.7,
    channels: { app: 1.2, store: 1.15 },
  },
  {
    name: 'home',
    weight: 160,
    life: {},
    price: 175,
    items: 1.5,
    discount: 0.08,
    returns: 0.025,
    months: [1.08, 0.98, 0.98, 0.97, 1.02, 1, 1, 0.98, 0.98, 0.99, 1.02, 1],
    gifts: { mothers: 0.45, christmas: 0.25 },
    blackFriday: 1.1,
    channels: { store: 1.2 },
  },
  {
    // Books, music, films: streaming takes them.
    name: 'media',
    weight: 130,
    life: { fall: { middle: -7, pace: 1.6, rest: 0.18 } },
    price: 44,
    items: 1.8,
    discount: 0.1,
    returns: 0.01,
    months: [1.25, 1.2, 0.98, 0.94, 0.94, 0.94, 1, 0.98, 0.94, 0.94, 0.95, 0.94],
    gifts: { mothers: 0.1, valentines: 0.1, fathers: 0.15, childrens: 0.2, christmas: 0.6 },
    blackFriday: 0.9,
    channels: { web: 1.4, store: 0.7 },
  },
  {
    // Launched in March 2017.
    name: 'smart_home',
    weight: 90,
    life: { launch: -7.83, rise: { middle: -3.5, pace: 1.2 } },
    price: 310,
    items: 1.3,
    discount: 0.08,
    returns: 0.045,
    months: [0.98, 0.97, 1, 1, 1, 1, 1, 1, 1, 1, 1.02, 1.03],
    gifts: { mothers: 0.25, fathers: 0.35, christmas: 0.5 },
    blackFriday: 1.5,
    channels: { store: 0.5 },
  },
  {
    // Fitness came, and half of it went.
    name: 'sports',
    weight: 80,
    life: { rise: { middle: -7, pace: 1.5 }, fall: { middle: -1, pace: 1.2, rest: 0.7 } },
    price: 140,
    items: 1.4,
    discount: 0.09,
    returns: 0.05,
    months: [1.15, 1.05, 1.02, 0.98, 0.95, 0.94, 0.97, 0.97, 1, 0.99, 0.98, 1],
    gifts: { fathers: 0.35, valentines: 0.1, christmas: 0.4 },
    blackFriday: 0.9,
    channels: {},
  },
  {
    name: 'toys',
    weight: 60,
    life: { fall: { middle: 2, pace: 3, rest: 0.75 } },
    price: 85,
    items: 1.7,
    discount: 0.09,
    returns: 0.02,
    months: [0.9, 0.9, 0.95, 0.97, 0.98, 1, 1.05, 1, 1, 1.05, 1.02, 1.05],
    gifts: { childrens: 2, christmas: 2 },
    blackFriday: 0.9,
    channels: { store: 1.2 },
  },
];
