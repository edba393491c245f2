import type { AlertDirection } from '../../datasets/definition.ts';

export type Direction = 'down' | 'up';

/** When a deviation is worth an alert. */
export interface AlertPolicy {
  /** Judged together; others are passed over. */
  readonly metrics: readonly string[];
  readonly direction: AlertDirection;
  /** Of the alerts that are called confirmed, the share that may be false, e.g. 0.1. */
  readonly falseDiscoveryRate: number;
  /** Of what was expected, e.g. 0.1. For the whole, which scatters less than its segments, half of it. */
  readonly minimumChange: number;
  /** Of what was expected of the containing segment, e.g. 0.005. */
  readonly minimumImpact: number;
  /** Metrics that are a part of something, between 0 and 1. */
  readonly proportions: ReadonlySet<string>;
}

/** Near-constant series have huge scores for tiny moves, which nobody wants to be woken for. */
export const DEFAULT_POLICY = {
  falseDiscoveryRate: 0.1,
  minimumChange: 0.1,
  minimumImpact: 0.005,
} as const;
