/** Anomalies with known truth: when, where and by how much generated data differ from what they would have been. */
import type { BusinessDay } from '../analysis/calendar.ts';

/**
 * `drop`, `rise`, `zero`: one day. `drop-3-days`: three. `level-shift`: from a day on. `vanished`: no rows for some
 * days. `ticket`: what each transaction is worth, one day. `partial-day`: the last rows of the day did not arrive.
 */
export const ANOMALY_KINDS = [
  'drop',
  'rise',
  'zero',
  'drop-3-days',
  'level-shift',
  'vanished',
  'ticket',
  'partial-day',
] as const;
export type AnomalyKind = (typeof ANOMALY_KINDS)[number];

export interface Anomaly {
  readonly from: BusinessDay;
  /** The last day; null for a level shift, which stays. */
  readonly to: BusinessDay | null;
  readonly kind: AnomalyKind;
  /** What is multiplied; of `rows`, the share that arrived. */
  readonly what: 'volume' | 'ticket' | 'rows';
  readonly factor: number;
  /** Dimension → value; empty for everything. */
  readonly segment: Readonly<Record<string, string>>;
}

/** @param day inside of it, both ends included */
export function isOn({ from, to }: Anomaly, day: BusinessDay): boolean {
  return day >= from && (to === null || day <= to);
}

/** The truth as CSV: one line an anomaly, an empty field for "all" and for a shift that stays. */
export function anomaliesCsv(dimensions: readonly string[], anomalies: readonly Anomaly[]): string {
  const header = ['day_from', 'day_to', 'kind', 'what', ...dimensions, 'factor'];
  const lines = anomalies.map(({ from, to, kind, what, factor, segment }) => [
    from,
    to ?? '',
    kind,
    what,
    ...dimensions.map((dimension) => segment[dimension] ?? ''),
    String(factor),
  ]);
  return `${[header, ...lines].map((fields) => fields.join(',')).join('\n')}\n`;
}
