/** Which anomalies a seed brings, and what they do to the day that was to be expected. */
import { addDays, daysBetween, toDay, type BusinessDay } from '../../../analysis/calendar.ts';
import { isOn, type Anomaly, type AnomalyKind } from '../../../generate/anomalies.ts';
import type { GeneratorOptions } from '../../../generate/generator.ts';
import { randomStream, type Random } from '../../../generate/random.ts';
import type { Expectation } from './draw-day.ts';
import type { Segment } from './segments.ts';

/** The random stream of the anomalies, apart from those of the data; see `PURPOSE` in `draw-day.ts`. */
const ANOMALIES = 4;

const EPOCH = toDay('1970-01-01');
const WEEK = 7;
/** Days from the first one on that stay as they are, to learn from. */
const QUIET_DAYS = 56;

export const anomalyDimensions = ['entity', 'product', 'payment_method'] as const;

type Level = 'whole' | 'entity' | 'product' | 'leaf';

interface Recipe {
  readonly kind: AnomalyKind;
  readonly what: Anomaly['what'];
  readonly factor: number;
  /** Days that it takes; null for ever. */
  readonly days: number | null;
  readonly levels: readonly Level[];
}

const EVERYWHERE: readonly Level[] = ['whole', 'entity', 'product', 'leaf'];
const PARTS: readonly Level[] = ['product', 'leaf'];
const RECIPES: readonly Recipe[] = [
  { kind: 'drop', what: 'volume', factor: 0.7, days: 1, levels: EVERYWHERE },
  { kind: 'drop', what: 'volume', factor: 0.5, days: 1, levels: EVERYWHERE },
  { kind: 'rise', what: 'volume', factor: 1.3, days: 1, levels: EVERYWHERE },
  { kind: 'rise', what: 'volume', factor: 1.5, days: 1, levels: EVERYWHERE },
  { kind: 'zero', what: 'volume', factor: 0, days: 1, levels: ['leaf'] },
  { kind: 'drop-3-days', what: 'volume', factor: 0.7, days: 3, levels: EVERYWHERE },
  { kind: 'level-shift', what: 'volume', factor: 0.75, days: null, levels: PARTS },
  { kind: 'level-shift', what: 'volume', factor: 1.35, days: null, levels: PARTS },
  { kind: 'vanished', what: 'volume', factor: 0, days: 4, levels: ['leaf'] },
  { kind: 'ticket', what: 'ticket', factor: 0.7, days: 1, levels: EVERYWHERE },
  { kind: 'ticket', what: 'ticket', factor: 1.4, days: 1, levels: EVERYWHERE },
  { kind: 'partial-day', what: 'rows', factor: 0.4, days: 1, levels: ['whole'] },
  { kind: 'partial-day', what: 'rows', factor: 0.7, days: 1, levels: ['whole'] },
];

/**
 * One a week, on a day of it, from the ninth week on. What a week brings depends on seed and week alone, so that
 * more days never change the earlier anomalies.
 */
export function planAnomalies(
  { seed, start, days }: GeneratorOptions,
  segments: readonly Segment[],
): Anomaly[] {
  const [first, last] = [addDays(start, QUIET_DAYS), addDays(start, days - 1)];
  const week = (day: BusinessDay) => Math.floor(daysBetween(EPOCH, day) / WEEK);
  const anomalies: Anomaly[] = [];
  for (let index = week(first); index <= week(last); index++) {
    const random = randomStream(seed, ANOMALIES, index);
    const from = addDays(EPOCH, index * WEEK + Math.floor(random.uniform() * WEEK));
    const recipe = pick(RECIPES, random);
    const segment = segmentAt(pick(recipe.levels, random), pick(segments, random));
    if (from < first || from > last) continue;
    const { kind, what, factor, days: length } = recipe;
    anomalies.push({
      from,
      to: length === null ? null : addDays(from, length - 1),
      kind,
      what,
      factor,
      segment,
    });
  }
  return anomalies;
}

/** Changes the expectation of the segments that an anomaly of the day touches, and no random number. */
export function applyAnomalies(
  into: Expectation,
  segments: readonly Segment[],
  day: BusinessDay,
  anomalies: readonly Anomaly[],
): void {
  for (const anomaly of anomalies) {
    if (anomaly.what === 'rows' || !isOn(anomaly, day)) continue;
    const values = anomaly.what === 'ticket' ? into.tickets : into.transactions;
    segments.forEach((segment, index) => {
      if (touches(anomaly, segment)) values[index] = (values[index] as number) * anomaly.factor;
    });
  }
}

/** The share of the day's rows that arrives. */
export function arrivingShare(day: BusinessDay, anomalies: readonly Anomaly[]): number {
  return anomalies
    .filter((anomaly) => anomaly.what === 'rows' && isOn(anomaly, day))
    .reduce((share, { factor }) => share * factor, 1);
}

function touches(
  { segment: { entity, product, payment_method: payment } }: Anomaly,
  segment: Segment,
): boolean {
  return (
    (entity ?? segment.entity) === segment.entity &&
    (product ?? segment.product) === segment.product &&
    (payment ?? segment.payment) === segment.payment
  );
}

function segmentAt(level: Level, { entity, product, payment }: Segment): Anomaly['segment'] {
  switch (level) {
    case 'whole':
      return {};
    case 'entity':
      return { entity };
    case 'product':
      return { product };
    case 'leaf':
      return { entity, product, payment_method: payment };
  }
}

function pick<T>(items: readonly T[], random: Random): T {
  return items[Math.floor(random.uniform() * items.length)] as T;
}
