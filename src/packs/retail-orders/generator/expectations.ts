/** What growth, life cycles, calendar and market events let expect of a day. */
import { addDays, daysBetween, toDay, type BusinessDay } from '../../../analysis/calendar.ts';
import type { CalendarTable } from './calendar-table.ts';
import { curveAt } from './curve.ts';
import { priceLevel, revenueLevel, yearsSinceAnchor } from './level.ts';
import { marketEvents, type MarketEvent } from './market-events.ts';
import { marketShares } from './market.ts';
import { CELLS, type Segment } from './segments.ts';
import { blackFridayHeight } from './shopping-days.ts';

export interface DayExpectation {
  /** By segment: orders, and orders that are sent back and refunded on the day. */
  readonly orders: Float64Array;
  readonly returns: Float64Array;
  /** By segment: BRL per order. */
  readonly tickets: Float64Array;
  /** Discounts against those of an ordinary day. */
  promotion: number;
}

/** Days between an order and its refund; what goes back is a mean of these. */
const RETURN_LAGS = [7, 10, 14] as const;
/** Discounts on Black Friday are this much higher, 1 = twice as high. */
const BLACK_FRIDAY_PROMOTION = 1.3;

export class Expectations {
  private readonly segments: readonly Segment[];
  private readonly calendar: CalendarTable;
  private readonly events: readonly MarketEvent[];
  private readonly day: DayExpectation;

  constructor(
    segments: readonly Segment[],
    calendar: CalendarTable,
    events: readonly MarketEvent[] = marketEvents,
  ) {
    this.segments = segments;
    this.calendar = calendar;
    this.events = events;
    const column = () => new Float64Array(segments.length);
    this.day = { orders: column(), returns: column(), tickets: column(), promotion: 1 };
  }

  /** The result is reused by the next call. */
  of(day: BusinessDay, epochDay: number): DayExpectation {
    const { segments, day: into } = this;
    const revenue = revenueLevel(epochDay);
    const prices = priceLevel(epochDay);
    const shares = marketShares(yearsSinceAnchor(epochDay));
    const today = this.calendar.at(day);
    const earlier = this.meanOfLags(day);
    for (let i = 0; i < segments.length; i++) {
      const { category, channel, cell, market, stateShare } = segments[i] as Segment;
      const ticket = category.price * category.items * channel.ticket * prices;
      const usual = (revenue * stateShare * (shares[market] as number)) / ticket;
      into.tickets[i] = ticket;
      into.orders[i] = usual * (today[cell] as number);
      into.returns[i] = usual * (earlier[cell] as number) * category.returns * channel.returns;
    }
    this.applyEvents(day);
    into.promotion = 1 + BLACK_FRIDAY_PROMOTION * Math.max(0, blackFridayHeight(day));
    return into;
  }

  private meanOfLags(day: BusinessDay): Float64Array {
    const mean = new Float64Array(CELLS);
    for (const lag of RETURN_LAGS) {
      this.calendar.at(addDays(day, -lag)).forEach((factor, cell) => {
        mean[cell] = (mean[cell] as number) + factor / RETURN_LAGS.length;
      });
    }
    return mean;
  }

  private applyEvents(day: BusinessDay): void {
    for (const event of this.events) {
      const effect = curveAt(event.effect, daysBetween(toDay(event.start), day));
      if (effect === 0) continue;
      this.segments.forEach((segment, i) => {
        if (touches(event, segment)) this.day.orders[i] = (this.day.orders[i] as number) * (1 + effect);
      });
    }
  }
}

function touches({ states, categories, channels }: MarketEvent, segment: Segment): boolean {
  return (
    (states?.includes(segment.state) ?? true) &&
    (categories?.includes(segment.category.name) ?? true) &&
    (channels?.includes(segment.channel.name) ?? true)
  );
}
