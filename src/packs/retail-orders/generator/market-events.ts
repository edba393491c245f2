/**
 * What happened to the market, in the manner of what did: dated shocks on top of growth and calendar. Whoever
 * tests alerts, forecasts or attribution on generated data finds the truth here; the pack's README tells it.
 */
import type { Curve } from './curve.ts';
import type { ChannelName } from './sales-channels.ts';

export interface MarketEvent {
  readonly name: string;
  readonly start: string;
  /** Change of the expected revenue by days since `start`: -0.3 is 30 % less. 0 before and after. */
  readonly effect: Curve;
  /** Whom it touches; what is not named is not restricted. */
  readonly states?: readonly string[];
  readonly categories?: readonly string[];
  readonly channels?: readonly ChannelName[];
}

export const marketEvents: readonly MarketEvent[] = [
  {
    name: "truckers' strike: nothing is delivered, then people catch up",
    start: '2018-05-21',
    effect: [
      [0, -0.1],
      [3, -0.45],
      [10, -0.35],
      [13, 0],
      [16, 0.12],
      [30, 0],
    ],
  },
  {
    name: 'pandemic: shops are closed, and open by and by',
    start: '2020-03-17',
    effect: [
      [0, -0.2],
      [5, -0.85],
      [45, -0.8],
      [90, -0.45],
      [180, -0.15],
      [290, 0],
    ],
    channels: ['store'],
  },
  {
    name: 'pandemic: the same people order from home',
    start: '2020-03-20',
    effect: [
      [0, 0],
      [10, 0.35],
      [60, 0.6],
      [120, 0.4],
      [285, 0],
    ],
    channels: ['app', 'marketplace', 'web'],
  },
  {
    name: 'second wave: shops are closed again',
    start: '2021-03-01',
    effect: [
      [0, 0],
      [7, -0.4],
      [40, -0.35],
      [70, 0],
    ],
    channels: ['store'],
  },
  {
    name: 'World Cup at year end: television sets',
    start: '2022-10-20',
    effect: [
      [0, 0],
      [25, 0.25],
      [45, 0.1],
      [59, 0],
    ],
    categories: ['electronics'],
  },
  {
    name: 'floods in Rio Grande do Sul',
    start: '2024-04-30',
    effect: [
      [0, -0.2],
      [4, -0.7],
      [20, -0.6],
      [60, -0.1],
      [90, 0],
    ],
    states: ['RS'],
  },
];
