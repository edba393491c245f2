/** What anomalies do to the day that was to be expected. */
import type { BusinessDay } from '../../../analysis/calendar.ts';
import type { Anomaly } from '../../../generate/anomalies.ts';
import { forTouched, type AnomalyPlaces } from '../../../generate/plan-anomalies.ts';
import type { Expectation } from './draw-day.ts';
import type { Segment } from './segments.ts';

export const anomalyDimensions = ['entity', 'product', 'payment_method'] as const;

export function anomalyPlaces(segments: readonly Segment[]): AnomalyPlaces {
  return {
    // See `PURPOSE` in `draw-day.ts`.
    purpose: 4,
    everywhere: [[], ['entity'], ['product'], anomalyDimensions],
    parts: [['product'], anomalyDimensions],
    leaf: anomalyDimensions,
    segments: segments.map(valuesOf),
  };
}

/** Changes the expectation of the segments that an anomaly of the day touches, and no random number. */
export function applyAnomalies(
  into: Expectation,
  segments: readonly Segment[],
  day: BusinessDay,
  anomalies: readonly Anomaly[],
): void {
  if (anomalies.length === 0) return;
  forTouched(day, anomalies, segments.map(valuesOf), (anomaly, index) => {
    const values = anomaly.what === 'ticket' ? into.tickets : into.transactions;
    values[index] = (values[index] as number) * anomaly.factor;
  });
}

function valuesOf({ entity, product, payment }: Segment): Readonly<Record<string, string>> {
  return { entity, product, payment_method: payment };
}
