/**
 * When people pay: six ways in which trade moves with the calendar. All numbers are factors on an ordinary
 * weekday of the same month, rounded, ours: they have the shape of Brazilian payments, not anyone's figures.
 */
import type { DayOff, DayTraits } from '../../../generate/brazilian-calendar.ts';

export const rhythmNames = ['counter', 'storePlan', 'tapPlan', 'remote', 'transfer', 'slip'] as const;
export type RhythmName = (typeof rhythmNames)[number];

interface Rhythm {
  /** Number of transactions, Monday to Sunday. */
  readonly count: readonly number[];
  /** Average ticket, Monday to Sunday. */
  readonly ticket: readonly number[];
  /** Number of transactions on a day off, on top of Sunday's factors (a day off is traded like a Sunday). */
  readonly off: Readonly<Record<DayOff, number>>;
  readonly eve: number;
  readonly afterDayOff: number;
  readonly giftEve: number;
  readonly blackFriday: number;
  /** How much is added at the height of payday, 0.1 = 10 %. */
  readonly payday: number;
  readonly monthTurn: number;
}

const rhythms: Readonly<Record<RhythmName, Rhythm>> = {
  // Debit and single-payment credit at a terminal or phone: strongest on Friday and Saturday, small on Sunday.
  counter: {
    count: [0.89, 0.95, 0.98, 1.02, 1.16, 1.3, 0.82],
    ticket: [1.02, 1, 1, 1.01, 1, 0.85, 0.68],
    off: { holiday: 1, great: 0.65, carnival: 1.25 },
    eve: 1.1,
    afterDayOff: 0.96,
    giftEve: 1.12,
    blackFriday: 1.2,
    payday: 0.1,
    monthTurn: 1,
  },
  // Instalments at a terminal: shops that sell on instalments are closed on Sundays.
  storePlan: {
    count: [0.95, 1.01, 1, 1.02, 1.02, 0.95, 0.2],
    ticket: [1.05, 1.02, 1, 1.01, 0.95, 0.8, 0.95],
    off: { holiday: 1, great: 0.4, carnival: 1.8 },
    eve: 1.02,
    afterDayOff: 0.85,
    giftEve: 1.25,
    blackFriday: 1.5,
    payday: 0.18,
    monthTurn: 0.94,
  },
  // Instalments by phone: services, clinics, home sales.
  tapPlan: {
    count: [1.04, 1.02, 1, 1.05, 0.9, 0.72, 0.57],
    ticket: [1.03, 1, 1, 1.01, 0.95, 0.88, 0.94],
    off: { holiday: 1, great: 0.45, carnival: 0.95 },
    eve: 0.98,
    afterDayOff: 0.95,
    giftEve: 1.1,
    blackFriday: 1.25,
    payday: 0.38,
    monthTurn: 0.93,
  },
  // Payment links: office hours.
  remote: {
    count: [1, 1.02, 1, 1, 0.99, 0.65, 0.35],
    ticket: [1.02, 1, 1, 1, 0.98, 0.8, 0.8],
    off: { holiday: 1.05, great: 0.5, carnival: 1.2 },
    eve: 0.95,
    afterDayOff: 0.88,
    giftEve: 1.05,
    blackFriday: 1.6,
    payday: 0.26,
    monthTurn: 0.95,
  },
  // Pix: flat over the week, small amounts on Sunday.
  transfer: {
    count: [0.94, 0.95, 0.98, 1, 1.13, 1.17, 0.76],
    ticket: [1.02, 0.99, 0.99, 1, 1.01, 0.9, 0.65],
    off: { holiday: 1, great: 0.65, carnival: 1.15 },
    eve: 1.08,
    afterDayOff: 0.96,
    giftEve: 1.08,
    blackFriday: 1.2,
    payday: 0.06,
    monthTurn: 1.04,
  },
  // Bank slips settle on bank days; what fell due on a day off is paid on the next.
  slip: {
    count: [1.2, 1, 0.98, 0.95, 0.87, 0.3, 0.2],
    ticket: [1, 1, 1, 1, 1, 0.8, 0.65],
    off: { holiday: 1.2, great: 1, carnival: 1.8 },
    eve: 1,
    afterDayOff: 1.4,
    giftEve: 1,
    blackFriday: 1,
    payday: 0.15,
    monthTurn: 1.1,
  },
};

/** Share of the payday effect by calendar days since the fifth business day, from `PAYDAY_FROM` on. */
const PAYDAY_CURVE = [0.2, 0.5, 0.8, 1, 1, 1, 0.95, 0.85, 0.75, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1];
const PAYDAY_FROM = -3;

export interface RhythmFactors {
  readonly count: number;
  readonly ticket: number;
}

/** The factors of a day on the number of transactions and on the average ticket. */
export function rhythmFactors(name: RhythmName, day: DayTraits): RhythmFactors {
  const rhythm = rhythms[name];
  const weekday = (day.off === undefined ? day.weekday : 7) - 1;
  let count = rhythm.count[weekday] as number;
  if (day.off !== undefined) count *= rhythm.off[day.off];
  if (day.isEve) count *= rhythm.eve;
  if (day.isReturn) count *= rhythm.afterDayOff;
  if (day.isGiftEve) count *= rhythm.giftEve;
  if (day.isBlackFriday) count *= rhythm.blackFriday;
  if (day.isMonthTurn) count *= rhythm.monthTurn;
  count *= 1 + rhythm.payday * (PAYDAY_CURVE[day.sincePayday - PAYDAY_FROM] ?? 0);
  return { count, ticket: rhythm.ticket[weekday] as number };
}
