import { addDays, daysBetween, toDay, type BusinessDay } from '../../../analysis/calendar.ts';
import type { BrazilianCalendar } from '../../../generate/brazilian-calendar.ts';
import { categories, type Category } from './assortment.ts';
import { curveAt, type Curve } from './curve.ts';
import { rhythmOf, salesChannels } from './sales-channels.ts';
import { CELLS } from './segments.ts';
import { blackFridayHeight, giftDays, giftHeight, type GiftDay } from './shopping-days.ts';

/** How many years are kept: days come in order, and returns look back a fortnight. */
const YEARS_KEPT = 2;

/**
 * What the calendar makes of an average day, by category and channel: weekday, day off, payday, season, gifts,
 * Black Friday. The mean over each calendar year is exactly 1, whatever holidays fall on Sundays in it: so the
 * growth from year to year is that of `level`, and no accident of the calendar.
 */
export class CalendarTable {
  private readonly calendar: BrazilianCalendar;
  private readonly years = new Map<number, Float64Array>();

  constructor(calendar: BrazilianCalendar) {
    this.calendar = calendar;
  }

  /** The factors of a day, one per cell. */
  at(day: BusinessDay): Float64Array {
    const year = Number(day.slice(0, 4));
    let table = this.years.get(year);
    if (table === undefined) {
      table = this.readYear(year);
      for (const old of this.years.keys()) {
        if (this.years.size >= YEARS_KEPT) this.years.delete(old);
      }
      this.years.set(year, table);
    }
    const index = daysBetween(toDay(`${day.slice(0, 4)}-01-01`), day);
    return table.subarray(index * CELLS, (index + 1) * CELLS);
  }

  private readYear(year: number): Float64Array {
    const first = toDay(`${year}-01-01`);
    const days = daysBetween(first, toDay(`${year}-12-31`)) + 1;
    const table = new Float64Array(days * CELLS);
    const sums = new Float64Array(CELLS);
    for (let index = 0; index < days; index++) {
      const factors = this.factors(addDays(first, index));
      for (let cell = 0; cell < CELLS; cell++) {
        table[index * CELLS + cell] = factors[cell] as number;
        sums[cell] = (sums[cell] as number) + (factors[cell] as number);
      }
    }
    return table.map((factor, index) => (factor * days) / (sums[index % CELLS] as number));
  }

  private factors(day: BusinessDay): number[] {
    const traits = this.calendar.traits(day);
    const blackFriday = blackFridayHeight(day);
    const heights = {
      online: giftHeights(day, true),
      store: giftHeights(day, false),
    };
    return categories.flatMap((category) => {
      const season = curveAt(monthCurve(category), traits.dayOfYear);
      return salesChannels.map((channel) => {
        const gifts = heights[channel.isOnline ? 'online' : 'store'];
        const lift = giftDays.reduce((sum, gift) => sum + (category.gifts[gift] ?? 0) * gifts[gift], 0);
        const rush = 1 + blackFriday * channel.blackFriday * category.blackFriday;
        return rhythmOf(channel, traits) * season * (1 + lift) * rush;
      });
    });
  }
}

function giftHeights(day: BusinessDay, isOnline: boolean): Record<GiftDay, number> {
  const heights = {} as Record<GiftDay, number>;
  for (const gift of giftDays) heights[gift] = giftHeight(gift, day, isOnline);
  return heights;
}

const monthCurves = new Map<Category, Curve>();

/** Through the middles of the months, round the turn of the year; x is the day of the year. */
function monthCurve(category: Category): Curve {
  const known = monthCurves.get(category);
  if (known) return known;
  const middle = (month: number) => 15.5 + month * 30.44;
  const { months } = category;
  const curve: Curve = [
    [middle(-1), months[11] ?? 1],
    ...months.map((value, month) => [middle(month), value] as const),
    [middle(12), months[0] ?? 1],
  ];
  monthCurves.set(category, curve);
  return curve;
}
