/** Where a change arose: contributions that add up to it, as printed. They tell no cause. */
import type { BusinessDay } from '../analysis/calendar.ts';
import type { ComparisonKind } from '../analysis/comparison.ts';
import type { TakenApart } from '../analysis/contribution/parts.ts';
import type { RankedDimension } from '../analysis/contribution/rank-dimensions.ts';
import type { RatioPart, Simpson } from '../analysis/contribution/rate-and-mix.ts';
import type { Factor } from '../analysis/contribution/three-factors.ts';
import type { Bundle } from '../analysis/contribution/top-and-others.ts';
import type { Composition } from '../datasets/composition.ts';

export type { Simpson };

export interface WhySection {
  /** The main metric. */
  readonly metric: string;
  /** How it follows from its segments, and by the names of which metrics. */
  readonly composition: Composition;
  /** Against what was to be expected, where that is known by segment; then one per comparison that has a difference. */
  readonly explanations: readonly Explanation[];
  /** Labels of dimensions that were not looked at, because they have too many values. */
  readonly leftOut: readonly string[];
}

export interface Explanation {
  readonly against: Reference;
  /** The difference to it, with as many decimals as the metric has. All amounts have as many, and add up to it. */
  readonly delta: string;
  /** The dimensions that explain best, at most three. */
  readonly ranking: readonly (RankedDimension & { readonly label: string })[];
  /** No dimension stands out: shares stayed nearly the same in all of them. */
  readonly even: boolean;
  /** The best one, and the second where it comes near. */
  readonly dimensions: readonly ExplainedDimension[];
}

/** What the day is compared with. */
export type Reference = DayReference | ExpectedReference;

export interface DayReference {
  readonly kind: ComparisonKind;
  readonly day: BusinessDay;
}

/** What the days before let expect, taken apart by the dimensions that alerts watch, as a plain sum. */
export interface ExpectedReference {
  readonly kind: 'expected';
  /** Of the whole, as the headline has it: an exact decimal. */
  readonly expected: string;
  /** Of the difference, of |expected|; null when that is 0. */
  readonly percent: number | null;
  /** The whole lies within its band and no segment is an alert: what is left is not told apart from chance. */
  readonly ordinary: boolean;
}

export interface ExplainedDimension {
  readonly dimension: string;
  readonly label: string;
  /** Largest |amount| first. */
  readonly top: readonly SegmentContribution[];
  /** Those that are not named; null where all are. */
  readonly others: Bundle | null;
  /** What came and what went, whether named or among the others. */
  readonly appeared: Bundle;
  readonly vanished: Bundle;
  /** The same difference by its factors; null for a plain sum. */
  readonly factors: Factors | null;
}

export type SegmentContribution = TakenApart<Factor> | TakenApart<RatioPart>;

export type Factors =
  | ({ readonly kind: 'product'; readonly rateChange: RateChange | null } & Parts<Factor>)
  | ({ readonly kind: 'ratio'; readonly simpson: Simpson | null } & Parts<RatioPart>);

/** Over all values of the dimension. With `unpaired`, those that have no rate on one of the days, the whole. */
type Parts<Part extends string> = Readonly<Record<Part | 'unpaired', string>>;

/** How the rate of a product changed, itself a ratio, in its own unit. */
export interface RateChange extends Parts<RatioPart> {
  readonly delta: string;
  readonly simpson: Simpson | null;
}
