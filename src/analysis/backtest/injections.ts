import type { Series } from '../signal/series.ts';

/** A known anomaly: what a series is multiplied by on days that are otherwise as they were. */
export interface Injection {
  /** For programs. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  readonly factor: number;
  /** In a row. Of several it is enough that one is caught. */
  readonly days: number;
}

export const INJECTIONS: readonly Injection[] = [
  { id: 'minus-30', name: '−30 %', factor: 0.7, days: 1 },
  { id: 'plus-30', name: '+30 %', factor: 1.3, days: 1 },
  { id: 'minus-50', name: '−50 %', factor: 0.5, days: 1 },
  { id: 'plus-50', name: '+50 %', factor: 1.5, days: 1 },
  { id: 'zero', name: 'zero', factor: 0, days: 1 },
  { id: 'minus-30-for-3-days', name: '3 days −30 %', factor: 0.7, days: 3 },
  { id: 'gone-for-3-days', name: 'gone for 3 days', factor: 0, days: 3 },
];

/** @param value of a ratio its numerator: the denominator stays */
export function injectedValue({ kind }: Series, value: number, factor: number): number {
  return kind === 'count' ? Math.round(value * factor) : value * factor;
}
