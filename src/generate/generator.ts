/**
 * What a pack brings to have synthetic data: a pure function from options to text. Same options, same bytes, on
 * every machine; the text of a day depends on the seed and the day alone, so a longer run begins with the
 * bytes of a shorter one.
 */
import type { BusinessDay } from '../analysis/calendar.ts';
import type { Anomaly } from './anomalies.ts';

export interface GeneratorOptions {
  /** Any safe integer. */
  readonly seed: number;
  readonly start: BusinessDay;
  /** How many days, from `start` on; at least 1. */
  readonly days: number;
}

/** The rows of one day: small enough to hold many in memory. */
export interface DayRows {
  /** Lines that end in a line feed; empty when nothing happened. */
  readonly text: string;
  /** How many lines `text` has. */
  readonly rows: number;
}

export interface Generator {
  readonly name: string;
  /** The first line of the file, with its line feed. */
  readonly header: string;
  /** One item for each day, in order. With anomalies, all that they do not touch has the same bytes as without. */
  days(options: GeneratorOptions, anomalies?: readonly Anomaly[]): AsyncIterable<DayRows>;
  readonly anomalies: {
    /** Those that tell where one is, in the order of the file. */
    readonly dimensions: readonly string[];
    /** What the options bring, by day; the same options, the same anomalies. */
    readonly plan: (options: GeneratorOptions) => readonly Anomaly[];
  };
}
