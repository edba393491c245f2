/** The options of `kpi alerts` as they are typed. */
import type { AlertFlags } from './alert-options.ts';

export interface ListFlags {
  readonly dataset?: string;
  readonly date?: string;
  readonly days: string;
  readonly json?: boolean;
}

export interface SayFlags {
  readonly dataset?: string;
  readonly note?: string;
  readonly until?: string;
  readonly from?: string;
  readonly to?: string;
}

export interface EventFlags {
  readonly dataset?: string;
  readonly from: string;
  readonly to?: string;
  readonly segment?: string;
}

export interface BacktestFlags extends AlertFlags {
  readonly dataset?: string;
  readonly from?: string;
  readonly to?: string;
  readonly inject?: boolean;
  readonly json?: boolean;
}
