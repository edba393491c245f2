/**
 * Synthetic daily payments in the shape of the export that `kpi ingest` reads. Nothing is copied from a real
 * file. The steps for a day: what the calendar lets expect (`rhythms`, `level`) × size of the segment
 * (`channels`) → what chance makes of it (`draw-day`) → rows.
 */
import { addDays, daysBetween, toDay, type BusinessDay } from '../../analysis/calendar.ts';
import { BrazilianCalendar, type DayTraits } from '../../generate/brazilian-calendar.ts';
import type { Anomaly } from '../../generate/anomalies.ts';
import { firstRows } from '../../generate/first-rows.ts';
import type { DayRows, Generator, GeneratorOptions } from '../../generate/generator.ts';
import { arrivingShare, planAnomalies } from '../../generate/plan-anomalies.ts';
import { anomalyDimensions, anomalyPlaces, applyAnomalies } from './generator/anomalies.ts';
import { DayDrawer, type DrawnDay, type Expectation } from './generator/draw-day.ts';
import { growth, season } from './generator/level.ts';
import { rhythmFactors, rhythmNames, type RhythmFactors, type RhythmName } from './generator/rhythms.ts';
import { paymentSegments, segmentKey, type Segment } from './generator/segments.ts';

const HEADER =
  'day,entity,product,price_tier,anticipation_method,payment_method,installments,' +
  'amount_transacted,quantity_transactions,quantity_of_merchants\n';

const EPOCH = toDay('1970-01-01');

export const paymentsGenerator = {
  name: 'payments',
  header: HEADER,
  days,
  anomalies: {
    dimensions: anomalyDimensions,
    plan: (options) => planAnomalies(options, anomalyPlaces(paymentSegments())),
  },
} satisfies Generator;

async function* days(
  options: GeneratorOptions,
  anomalies: readonly Anomaly[] = [],
): AsyncGenerator<DayRows, void, undefined> {
  const calendar = await BrazilianCalendar.load();
  const segments = paymentSegments();
  const keys = segments.map(segmentKey);
  const drawer = new DayDrawer(options.seed, segments);
  const expected = {
    transactions: new Float64Array(segments.length),
    tickets: new Float64Array(segments.length),
  };
  for (let index = 0; index < options.days; index++) {
    const day = addDays(options.start, index);
    const epochDay = daysBetween(EPOCH, day);
    expect(expected, segments, epochDay, calendar.traits(day));
    applyAnomalies(expected, segments, day, anomalies);
    const rows = toRows(day, keys, drawer.draw(epochDay, expected));
    yield firstRows(rows, arrivingShare(day, anomalies));
  }
}

/** Fills in what the calendar lets expect of each segment. */
function expect(into: Expectation, segments: readonly Segment[], epochDay: number, traits: DayTraits): void {
  const year = season(traits.dayOfYear);
  const factors = {} as Record<RhythmName, RhythmFactors>;
  for (const name of rhythmNames) factors[name] = rhythmFactors(name, traits);
  segments.forEach((segment, i) => {
    const factor = factors[segment.rhythm];
    into.transactions[i] = segment.transactions * growth(epochDay, segment.pace) * year * factor.count;
    into.tickets[i] = segment.ticket * factor.ticket;
  });
}

function toRows(day: BusinessDay, keys: readonly string[], drawn: DrawnDay): DayRows {
  let text = '';
  let rows = 0;
  for (let i = 0; i < keys.length; i++) {
    const count = drawn.transactions[i] as number;
    if (count === 0) continue;
    text += `${day},${keys[i]},${decimal(drawn.cents[i] as number)},${count},${drawn.merchants[i]}\n`;
    rows++;
  }
  return { text, rows };
}

const TWO_DIGITS = Array.from({ length: 100 }, (_, n) => `.${String(n).padStart(2, '0')}`);

/** Centavos as BRL with two decimals. Whole numbers, so every digit is exact. */
function decimal(cents: number): string {
  const whole = Math.floor(cents / 100);
  return `${whole}${TWO_DIGITS[cents - whole * 100]}`;
}
