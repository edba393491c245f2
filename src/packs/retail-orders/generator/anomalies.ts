/** What anomalies do to the day that was to be expected. */
import type { BusinessDay } from '../../../analysis/calendar.ts';
import type { Anomaly } from '../../../generate/anomalies.ts';
import { forTouched, type AnomalyPlaces } from '../../../generate/plan-anomalies.ts';
import type { DayExpectation } from './expectations.ts';
import type { Segment } from './segments.ts';

export const anomalyDimensions = ['region', 'category'] as const;

export function anomalyPlaces(segments: readonly Segment[]): AnomalyPlaces {
  return {
    // See `PURPOSE` in `draw-day.ts`.
    purpose: 104,
    everywhere: [[], ['region'], ['category'], anomalyDimensions],
    parts: [['category'], anomalyDimensions],
    leaf: anomalyDimensions,
    segments: segments.map(valuesOf),
  };
}

/**
 * Changes the expectation of the segments that an anomaly of the day touches, and no random number. Refunds go back to
 * orders of earlier days: only what has vanished has none.
 */
export function applyAnomalies(
  into: DayExpectation,
  segments: readonly Segment[],
  day: BusinessDay,
  anomalies: readonly Anomaly[],
): void {
  if (anomalies.length === 0) return;
  forTouched(day, anomalies, segments.map(valuesOf), (anomaly, index) => {
    const values = anomaly.what === 'ticket' ? into.tickets : into.orders;
    values[index] = (values[index] as number) * anomaly.factor;
    if (anomaly.kind === 'vanished') into.returns[index] = 0;
  });
}

function valuesOf({ region, category }: Segment): Readonly<Record<string, string>> {
  return { region, category: category.name };
}
