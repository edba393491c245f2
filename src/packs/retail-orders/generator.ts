/**
 * Synthetic daily orders of a retailer. The steps for a day: what is to be expected (`expectations`: growth ×
 * share of the market × calendar × market events) → what chance makes of it (`draw-day`) → rows.
 */
import { addDays, daysBetween, toDay, type BusinessDay } from '../../analysis/calendar.ts';
import { BrazilianCalendar } from '../../generate/brazilian-calendar.ts';
import type { Anomaly } from '../../generate/anomalies.ts';
import { firstRows } from '../../generate/first-rows.ts';
import type { DayRows, Generator, GeneratorOptions } from '../../generate/generator.ts';
import { arrivingShare, planAnomalies } from '../../generate/plan-anomalies.ts';
import { anomalyDimensions, anomalyPlaces, applyAnomalies } from './generator/anomalies.ts';
import { CalendarTable } from './generator/calendar-table.ts';
import { DayDrawer, type DrawnDay } from './generator/draw-day.ts';
import { Expectations } from './generator/expectations.ts';
import { retailSegments, type Segment } from './generator/segments.ts';

const HEADER =
  'date,region,state,category,channel,orders,items,customers,gross_revenue,discounts,returns_amount\n';

const EPOCH = toDay('1970-01-01');

export const retailOrdersGenerator: Generator = {
  name: 'retail-orders',
  header: HEADER,
  days,
  anomalies: {
    dimensions: anomalyDimensions,
    plan: (options) => planAnomalies(options, anomalyPlaces(retailSegments())),
  },
};

async function* days(
  options: GeneratorOptions,
  anomalies: readonly Anomaly[] = [],
): AsyncGenerator<DayRows, void, undefined> {
  const calendar = new CalendarTable(await BrazilianCalendar.load());
  const segments = retailSegments();
  const expectations = new Expectations(segments, calendar);
  const drawer = new DayDrawer(options.seed, segments);
  for (let index = 0; index < options.days; index++) {
    const day = addDays(options.start, index);
    const epochDay = daysBetween(EPOCH, day);
    const expected = expectations.of(day, epochDay);
    applyAnomalies(expected, segments, day, anomalies);
    const rows = toRows(day, segments, drawer.draw(epochDay, expected));
    yield firstRows(rows, arrivingShare(day, anomalies));
  }
}

/** A segment in which nothing was ordered or refunded has no row. */
function toRows(day: BusinessDay, segments: readonly Segment[], drawn: DrawnDay): DayRows {
  let text = '';
  let rows = 0;
  segments.forEach(({ key }, i) => {
    const orders = drawn.orders[i] as number;
    const returns = drawn.returns[i] as number;
    if (orders === 0 && returns === 0) return;
    const counts = `${orders},${drawn.items[i]},${drawn.customers[i]}`;
    const money = `${decimal(drawn.gross[i] as number)},${decimal(drawn.discounts[i] as number)}`;
    text += `${day},${key},${counts},${money},${decimal(returns)}\n`;
    rows++;
  });
  return { text, rows };
}

const TWO_DIGITS = Array.from({ length: 100 }, (_, n) => `.${String(n).padStart(2, '0')}`);

/** Centavos as BRL with two decimals. Whole numbers, so every digit is exact. */
function decimal(cents: number): string {
  const whole = Math.floor(cents / 100);
  return `${whole}${TWO_DIGITS[cents - whole * 100]}`;
}
