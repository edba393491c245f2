import type { AlertDirection } from '../datasets/definition.ts';
import { addDays, type BusinessDay } from './calendar.ts';
import { zScore } from './z-score.ts';

/** Dimension values in the order of the `by` that they belong to. */
export type SegmentKey = readonly string[];

/** The classic rule. */
export interface ZScoreRule {
  readonly method: 'zscore';
  readonly metrics: readonly string[];
  readonly by: readonly string[];
  /** Days before the target day that make the training window. */
  readonly windowDays: number;
  /** |z| above which a value is an alert. */
  readonly threshold: number;
  readonly direction: AlertDirection;
}

export interface ZScoreAlert {
  readonly metric: string;
  readonly segment: SegmentKey;
  readonly value: string;
  /** Mean and sample standard deviation (n − 1) of the training window, in the metric's unit. */
  readonly mean: number;
  readonly standardDeviation: number;
  /** Days with data in the training window. */
  readonly observations: number;
  readonly z: number;
  readonly direction: 'down' | 'up';
}

/** The metrics of one segment on one day. */
export interface SegmentDay {
  readonly day: BusinessDay;
  readonly segment: SegmentKey;
  readonly metrics: Readonly<Record<string, string | null>>;
}

export interface Detection {
  /** Largest |z| first, then in the order of the rows. */
  readonly items: readonly ZScoreAlert[];
  /** Metric × segment pairs of the day that have a z-score. */
  readonly evaluated: number;
  /** Pairs of the day whose window holds fewer than two values, or always the same one. */
  readonly withoutHistory: number;
}

/**
 * Judges every metric × segment of `day` against the days before it. The day itself is never part of its own
 * training window; days without data are simply not in it.
 * @param rows any order; rows outside the window and after `day` are passed over
 */
export function detectAlerts(rule: ZScoreRule, day: BusinessDay, rows: readonly SegmentDay[]): Detection {
  const from = addDays(day, -rule.windowDays);
  const windows = new Map<string, SegmentDay[]>();
  for (const row of rows) {
    if (row.day < from || row.day >= day) continue;
    const key = JSON.stringify(row.segment);
    const window = windows.get(key);
    if (window) window.push(row);
    else windows.set(key, [row]);
  }
  const items: ZScoreAlert[] = [];
  let evaluated = 0;
  let withoutHistory = 0;
  for (const row of rows.filter((candidate) => candidate.day === day)) {
    const window = windows.get(JSON.stringify(row.segment)) ?? [];
    for (const metric of rule.metrics) {
      const value = row.metrics[metric] ?? null;
      if (value === null) continue;
      const score = zScore(Number(value), valuesOf(window, metric));
      if (score === undefined) {
        withoutHistory += 1;
        continue;
      }
      evaluated += 1;
      if (!isAlert(score.z, rule)) continue;
      items.push({ metric, segment: row.segment, value, ...score, direction: score.z < 0 ? 'down' : 'up' });
    }
  }
  items.sort((a, b) => Math.abs(b.z) - Math.abs(a.z));
  return { items, evaluated, withoutHistory };
}

function valuesOf(window: readonly SegmentDay[], metric: string): number[] {
  return window.flatMap((row) => {
    const value = row.metrics[metric] ?? null;
    return value === null ? [] : [Number(value)];
  });
}

function isAlert(z: number, { threshold, direction }: ZScoreRule): boolean {
  return (direction !== 'up' && z < -threshold) || (direction !== 'down' && z > threshold);
}
