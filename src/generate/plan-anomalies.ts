/** Which anomalies a seed brings, and what of a day they touch. */
import { addDays, daysBetween, toDay, type BusinessDay } from '../analysis/calendar.ts';
import { isOn, type Anomaly, type AnomalyKind } from './anomalies.ts';
import type { GeneratorOptions } from './generator.ts';
import { randomStream, type Random } from './random.ts';

const EPOCH = toDay('1970-01-01');
const WEEK = 7;
/** Days from the first one on that stay as they are, to learn from. */
const QUIET_DAYS = 56;

/** Dimensions that tell where an anomaly is; none is everything. */
type Level = readonly string[];

export interface AnomalyPlaces {
  /** The key of the random stream of the anomalies, apart from those of the data. Never renumber. */
  readonly purpose: number;
  /** Where one of each kind may be. */
  readonly everywhere: readonly Level[];
  readonly parts: readonly Level[];
  readonly leaf: Level;
  /** Every combination of the data, dimension → value. */
  readonly segments: readonly Readonly<Record<string, string>>[];
}

interface Recipe {
  readonly kind: AnomalyKind;
  readonly what: Anomaly['what'];
  readonly factor: number;
  /** Days that it takes; null for ever. */
  readonly days: number | null;
  readonly levels: 'everywhere' | 'parts' | 'leaf' | 'whole';
}

const RECIPES: readonly Recipe[] = [
  { kind: 'drop', what: 'volume', factor: 0.7, days: 1, levels: 'everywhere' },
  { kind: 'drop', what: 'volume', factor: 0.5, days: 1, levels: 'everywhere' },
  { kind: 'rise', what: 'volume', factor: 1.3, days: 1, levels: 'everywhere' },
  { kind: 'rise', what: 'volume', factor: 1.5, days: 1, levels: 'everywhere' },
  { kind: 'zero', what: 'volume', factor: 0, days: 1, levels: 'leaf' },
  { kind: 'drop-3-days', what: 'volume', factor: 0.7, days: 3, levels: 'everywhere' },
  { kind: 'level-shift', what: 'volume', factor: 0.75, days: null, levels: 'parts' },
  { kind: 'level-shift', what: 'volume', factor: 1.35, days: null, levels: 'parts' },
  { kind: 'vanished', what: 'volume', factor: 0, days: 4, levels: 'leaf' },
  { kind: 'ticket', what: 'ticket', factor: 0.7, days: 1, levels: 'everywhere' },
  { kind: 'ticket', what: 'ticket', factor: 1.4, days: 1, levels: 'everywhere' },
  { kind: 'partial-day', what: 'rows', factor: 0.4, days: 1, levels: 'whole' },
  { kind: 'partial-day', what: 'rows', factor: 0.7, days: 1, levels: 'whole' },
];

/**
 * One a week, on a day of it, from the ninth week on. What a week brings depends on seed and week alone, so that
 * more days never change the earlier anomalies.
 */
export function planAnomalies(
  { seed, start, days }: GeneratorOptions,
  { purpose, segments, everywhere, parts, leaf }: AnomalyPlaces,
): Anomaly[] {
  const levels = { everywhere, parts, leaf: [leaf], whole: [[]] };
  const [first, last] = [addDays(start, QUIET_DAYS), addDays(start, days - 1)];
  const week = (day: BusinessDay) => Math.floor(daysBetween(EPOCH, day) / WEEK);
  const anomalies: Anomaly[] = [];
  for (let index = week(first); index <= week(last); index++) {
    const random = randomStream(seed, purpose, index);
    const from = addDays(EPOCH, index * WEEK + Math.floor(random.uniform() * WEEK));
    const recipe = pick(RECIPES, random);
    const level = pick(levels[recipe.levels], random);
    const values = pick(segments, random);
    if (from < first || from > last) continue;
    const { kind, what, factor, days: length } = recipe;
    anomalies.push({
      from,
      to: length === null ? null : addDays(from, length - 1),
      kind,
      what,
      factor,
      segment: Object.fromEntries(level.map((name) => [name, values[name] ?? ''])),
    });
  }
  return anomalies;
}

/** @param values of a segment, dimension → value */
/**
 * Calls `change` for each segment that an anomaly of the day touches. Not of rows that do not arrive: these are drawn
 * before they are lost.
 */
export function forTouched(
  day: BusinessDay,
  anomalies: readonly Anomaly[],
  segments: AnomalyPlaces['segments'],
  change: (anomaly: Anomaly, segment: number) => void,
): void {
  for (const anomaly of anomalies) {
    if (anomaly.what === 'rows' || !isOn(anomaly, day)) continue;
    segments.forEach((values, index) => {
      if (touches(anomaly, values)) change(anomaly, index);
    });
  }
}

function touches({ segment }: Anomaly, values: Readonly<Record<string, string>>): boolean {
  return Object.entries(segment).every(([name, value]) => values[name] === value);
}

/** The share of the day's rows that arrives. */
export function arrivingShare(day: BusinessDay, anomalies: readonly Anomaly[]): number {
  return anomalies
    .filter((anomaly) => anomaly.what === 'rows' && isOn(anomaly, day))
    .reduce((share, { factor }) => share * factor, 1);
}

function pick<T>(items: readonly T[], random: Random): T {
  return items[Math.floor(random.uniform() * items.length)] as T;
}
