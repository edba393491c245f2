/** The days of the year that people buy for. */
import { addDays, daysBetween, toDay, weekday, type BusinessDay } from '../../../analysis/calendar.ts';
import { curveAt, type Curve } from './curve.ts';

export const giftDays = ['mothers', 'valentines', 'fathers', 'childrens', 'christmas'] as const;
export type GiftDay = (typeof giftDays)[number];

/** Brazil's dates: Mother's and Father's Day are second Sundays; Valentine's is in June. */
function dateOf(gift: GiftDay, year: string): BusinessDay {
  switch (gift) {
    case 'mothers':
      return nthWeekday(`${year}-05-01`, 7, 2);
    case 'valentines':
      return toDay(`${year}-06-12`);
    case 'fathers':
      return nthWeekday(`${year}-08-01`, 7, 2);
    case 'childrens':
      return toDay(`${year}-10-12`);
    case 'christmas':
      return toDay(`${year}-12-25`);
  }
}

/** How much of its height a gift season has, by days before the day. The day itself is for giving. */
const RUN_UP: Readonly<Record<GiftDay, Curve>> = {
  mothers: runUp(18),
  valentines: runUp(12),
  fathers: runUp(14),
  childrens: runUp(18),
  christmas: runUp(34),
};

function runUp(length: number): Curve {
  return [
    [-1, 0],
    [0, 0.15],
    [1, 1],
    [4, 0.9],
    [length / 2, 0.5],
    [length, 0],
  ];
}

/** Parcels are ordered this much earlier than things are fetched. */
const DELIVERY_DAYS = 3;

/** 0 to 1: how much of a gift season's height a day has, in shops or online. */
export function giftHeight(gift: GiftDay, day: BusinessDay, isOnline: boolean): number {
  const before = daysBetween(day, dateOf(gift, day.slice(0, 4)));
  const height = curveAt(RUN_UP[gift], isOnline ? before - DELIVERY_DAYS : before);
  // Too late for a parcel: some still come, with a gift card.
  return isOnline && before >= 1 && before <= DELIVERY_DAYS ? Math.max(height, 0.3) : height;
}

/** People wait, then the week, the Friday, and what is left until Tuesday; 1 on the Friday. */
const BLACK_FRIDAY: Curve = [
  [-25, 0],
  [-17, -0.025],
  [-11, -0.01],
  [-6, 0.05],
  [-4, 0.08],
  [-2, 0.12],
  [-1, 0.28],
  [0, 1],
  [1, 0.32],
  [2, 0.22],
  [3, 0.28],
  [4, 0.07],
  [5, 0],
];

/** Brazil took it up in 2010; since 2016 it is what it is. */
const FIRST_YEAR = 2010;
const FULL_YEAR = 2016;

/** 1 on Black Friday, less around it, below 0 while people wait for it. */
export function blackFridayHeight(day: BusinessDay): number {
  const year = day.slice(0, 4);
  const offset = daysBetween(blackFriday(year), day);
  const strength = (Number(year) - FIRST_YEAR + 1) / (FULL_YEAR - FIRST_YEAR + 1);
  return curveAt(BLACK_FRIDAY, offset) * Math.min(1, Math.max(0, strength));
}

/** The day after the fourth Thursday: in 2019 and 2024 that was the fifth Friday. */
function blackFriday(year: string): BusinessDay {
  return addDays(nthWeekday(`${year}-11-01`, 4, 4), 1);
}

/** The nth Monday (1) to Sunday (7) on or after `from`. */
function nthWeekday(from: string, wanted: number, n: number): BusinessDay {
  const first = toDay(from);
  return addDays(first, ((wanted - weekday(first) + 7) % 7) + 7 * (n - 1));
}
