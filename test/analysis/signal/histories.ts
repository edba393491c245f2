/** Made-up histories with known truth. Same seed, same numbers, on every machine. */
import { toDay } from '../../../src/analysis/calendar.ts';
import type { Series, SeriesKind, Timeline } from '../../../src/analysis/signal/series.ts';
import { Random } from '../../../src/generate/random.ts';

/** A Monday. */
export const START = toDay('2024-01-01');

const WEEK = [1, 1.02, 1, 1.05, 1.1, 0.8, 0.4];

export const timelineOf = (length: number): Timeline => ({ from: START, length });

export interface HistoryOptions {
  readonly days?: number;
  readonly level?: number;
  /** Standard deviation as share of the level. */
  readonly noise?: number;
  readonly seed?: number;
}

/** Level × weekday × noise. */
export function weekly({
  days = 120,
  level = 1_000,
  noise = 0.08,
  seed = 1,
}: HistoryOptions = {}): Float64Array {
  const random = new Random(seed, 77, 5);
  return Float64Array.from({ length: days }, (_, t) => {
    const ordinary = level * (WEEK[t % 7] as number);
    return Math.max(0, ordinary * (1 + noise * random.normal()));
  });
}

export function seriesOf(
  values: Float64Array,
  kind: SeriesKind = 'amount',
  rest: Partial<Series> = {},
): Series {
  return { metric: 'm', segment: [], parent: null, kind, values, ...rest };
}

/** A whole and its segments, which add up to it. */
export function forest(segments: number, options: HistoryOptions = {}): Series[] {
  const leaves = Array.from({ length: segments }, (_, at) =>
    weekly({ ...options, level: 200 * (at + 1), seed: (options.seed ?? 1) * 1_000 + at }),
  );
  const whole = new Float64Array(leaves[0]?.length ?? 0);
  for (const leaf of leaves) leaf.forEach((value, t) => (whole[t] = (whole[t] as number) + value));
  return [
    seriesOf(whole),
    ...leaves.map((values, at) => seriesOf(values, 'amount', { segment: [`s${at}`], parent: 0 })),
  ];
}
