/**
 * The words that reports are written with, apart from those a dataset definition brings. Weekdays and months
 * are kept here and not asked from Intl, whose abbreviations change between the ICU versions of Node.
 */
import type { Counted } from '../../datasets/data-test.ts';
import type { MissingReason, Simpson } from '../../report/model.ts';
import type { AlertDirection } from '../../datasets/definition.ts';

export interface Words {
  /** Monday first, as ISO weekdays count. */
  readonly weekdays: readonly string[];
  readonly weekdaysShort: readonly string[];
  readonly monthsShort: readonly string[];
  /** Suffixes of 10³, 10⁶, 10⁹ and 10¹², and what stands between the number and the suffix. */
  readonly magnitudes: readonly [string, string, string, string];
  readonly magnitudeGap: string;
  readonly percentSign: string;
  /** Behind the difference of two percentages. */
  readonly percentagePoints: string;

  readonly metric: string;
  readonly value: string;
  readonly comparison: string;
  readonly comparisons: string;
  readonly day: string;
  readonly baseline: string;
  readonly delta: string;
  readonly percent: string;
  readonly share: string;
  readonly segment: string;
  readonly summary: string;
  readonly definitions: string;
  readonly emptyValue: string;
  readonly noSegments: string;
  readonly moreSegments: (count: string, one: boolean) => string;

  readonly missing: Readonly<Record<MissingReason, string>>;
  /** For narrow columns: at most ten characters. */
  readonly missingShort: Readonly<Record<MissingReason, string>>;
  /** @param since the first day that is missing, where that is an earlier one */
  readonly missingDay: (day: { requested: string; used: string; since: string | null }) => string;
  /** Of a day that was not due. */
  readonly dayWithoutRows: (requested: string, used: string) => string;
  /** In capitals: stands in the title of every artefact. */
  readonly noData: (day: string) => string;
  readonly noDataSince: (day: string) => string;
  /** In capitals: stands in the title of every artefact. */
  readonly partial: string;
  /** @param findings may be empty */
  readonly incompleteDay: (findings: string) => string;
  readonly foundRows: (found: string, usual: string) => string;
  readonly foundSegments: (found: string, usual: string) => string;
  /** Names of segments; `more` is null where all are named. */
  readonly lacking: (names: string, more: string | null) => string;
  readonly foundLastRow: (found: string, usual: string) => string;
  readonly incompleteBaselines: (days: string) => string;
  readonly filteredRows: (count: string, one: boolean) => string;
  readonly countedThings: Readonly<Record<Counted, (count: string, one: boolean) => string>>;
  /** Without the full stop: examples may follow. */
  readonly dataTest: (test: {
    readonly name: string;
    readonly count: string;
    readonly undone: boolean;
  }) => string;

  readonly trend: (days: string) => string;
  readonly lowest: string;
  readonly highest: string;
  readonly dayWithoutData: string;

  readonly alerts: string;
  readonly alertCount: (count: string, one: boolean) => string;
  readonly noAlerts: string;
  readonly mutedAlerts: string;
  readonly mutedBecause: string;
  readonly expected: string;
  readonly offExpected: string;
  readonly rule: string;
  readonly ruleText: (rule: RuleParts) => string;
  readonly direction: Readonly<Record<AlertDirection, string>>;
  readonly evaluated: (count: string, one: boolean) => string;
  readonly unwatched: (count: string, one: boolean) => string;
  readonly withoutHistory: (count: string, one: boolean) => string;
  readonly restatements: string;
  /** What the section is about, a sentence. */
  readonly restatementsNote: string;
  readonly before: string;
  readonly after: string;
  readonly moreRestated: (count: string, one: boolean) => string;

  readonly why: string;
  readonly contribution: string;
  /** What the section says and what it does not, a sentence. */
  readonly whyNote: string;
  /** Against what was expected, where its parts are not shown. */
  readonly asExpected: string;
  readonly leftOutDimensions: (dimensions: string) => string;
  /** Those that explain best, each with its values: `City (A, B: 70 %)`. */
  readonly explainedBest: (dimensions: string) => string;
  readonly evenlySpread: (metric: string) => string;
  readonly others: (count: string) => string;
  readonly presence: Readonly<Record<'new' | 'vanished', string>>;
  /** How many values of the dimension came and went, with what they contributed; either may be missing. */
  readonly cameAndWent: Readonly<Record<'new' | 'vanished', (count: string, amount: string) => string>>;
  /** Stands for a volume that has no name. */
  readonly volume: string;
  /** The part of a difference in which the shares of a dimension's values changed. */
  readonly mixOf: (dimension: string) => string;
  /** The part in which the rates themselves did. */
  readonly withinOf: (dimension: string) => string;
  readonly rateAndMix: string;
  /** Of values that cannot be split. */
  readonly newOrGone: string;
  readonly rateChange: (parts: {
    readonly metric: string;
    readonly delta: string;
    readonly within: string;
    readonly mix: string;
    /** Null where there are none. */
    readonly newOrGone: string | null;
    readonly dimension: string;
  }) => string;
  /** Simpson's paradox: the whole went one way, its parts the other. */
  readonly simpson: Readonly<Record<Simpson, (reversal: Reversal) => string>>;

  readonly outlook: string;
  /** Behind the title: the month, and how far it has come. */
  readonly outlookMonth: (month: string, elapsed: string, days: string) => string;
  readonly monthToDate: string;
  readonly monthEnd: string;
  readonly forecast: string;
  /** Heads the interval that should hold 80 % of outcomes. */
  readonly interval: string;
  readonly target: string;
  readonly ofTarget: string;
  readonly nextDays: string;
  readonly nextWeeks: string;
  readonly outlookLearning: (days: string) => string;
  readonly outlookPartial: string;
  readonly outlookMissing: (count: string, one: boolean) => string;
  /** What the intervals are, a sentence. */
  readonly outlookNote: string;
  /** Where the target lies against the interval; null where nothing is projected. */
  readonly targetReached: (parts: {
    readonly metric: string;
    readonly percent: string;
    readonly position: 'above' | 'inside' | 'below' | null;
  }) => string;
  /** @param names metrics with their segments */
  readonly targetsAbove: (names: string) => string;
  readonly moreTargets: (count: string, one: boolean) => string;

  readonly and: string;

  readonly continued: string;
  readonly replacedCharacters: (placeholder: string) => string;
}

interface Reversal {
  readonly metric: string;
  readonly dimension: string;
  /** The way that the whole went. */
  readonly direction: 'up' | 'down';
}

/** The parts of an alert rule, each already written for people. */
interface RuleParts {
  readonly days: string;
  /** `z < -2` */
  readonly condition: string;
  readonly direction: string;
  readonly metrics: string;
  readonly by: string;
}
