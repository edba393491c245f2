/** A replay of history, as `kpi alerts backtest` tells it. Statistics are rounded to six significant digits. */
import type { AlertRule } from '../../analysis/alerts/alert-rule.ts';
import type { ReplayedAlert } from '../../analysis/backtest/replayed-day.ts';
import type { Tally, WeekdayTally, WeekTally } from '../../analysis/backtest/tally.ts';
import type { BusinessDay } from '../../analysis/calendar.ts';

export interface Backtest {
  readonly dataset: string;
  readonly rule: AlertRule;
  /** The first and the last day gone through. */
  readonly from: BusinessDay;
  readonly to: BusinessDay;
  /** The first day asked for, where `from` is a later one: the history has too few days before it, or none. */
  readonly movedFrom?: BusinessDay;
  /** Segments that were not watched by themselves, for there being larger ones. Absent where all were. */
  readonly unwatched?: number;
  /** Days between that were not judged: nothing had arrived, or a part. */
  readonly leftOut: { readonly missing: readonly BusinessDay[]; readonly partial: readonly BusinessDay[] };
  readonly total: Tally;
  /** Days with a name, and the alerts on them; all of them are among the total. */
  readonly holidays: { readonly days: number; readonly alerts: number };
  readonly weekdays: readonly WeekdayTally[];
  readonly weeks: readonly WeekTally[];
  /** In the order of the days; within one in that of the report. */
  readonly alerts: readonly BacktestAlert[];
  /** Undefined where nothing was to be injected. */
  readonly injected?: InjectedAnomalies;
}

export interface BacktestAlert extends ReplayedAlert {
  readonly day: BusinessDay;
  readonly holiday: string | null;
  /** (value − expected) / |expected|; null where nothing was expected. */
  readonly offBy: number | null;
}

export interface InjectedAnomalies {
  /** The first day that was tested: eight weeks have to be known before. */
  readonly from: BusinessDay;
  readonly groups: readonly InjectedGroup[];
}

/** The segments of one metric that share a threshold. */
export interface InjectedGroup {
  readonly metric: string;
  readonly level: 'leaves' | 'sums' | 'whole';
  /** The chosen method first, then the other. */
  readonly methods: readonly MethodRecall[];
}

export interface MethodRecall {
  readonly method: 'baseline' | 'zscore';
  /** Untouched segment-days that the thresholds are set on. */
  readonly untouched: number;
  readonly thresholds: readonly Threshold[];
  readonly caught: readonly CaughtInjection[];
}

export interface Threshold {
  readonly falsePer100: number;
  /** In deviations: of the baseline robust ones, of the classic rule standard ones. Null without untouched days. */
  readonly score: number | null;
}

export interface CaughtInjection {
  /** `minus-30`, `gone-for-3-days` … */
  readonly injection: string;
  readonly trials: number;
  /** The share of the trials, in the order of the thresholds; null without trials. */
  readonly caught: readonly (number | null)[];
}
