/** What was to be expected of the main metric, by the values of the dimensions that alerts watch. */
import { Big } from 'big.js';
import { sumOf, ZERO } from '../analysis/contribution/exact.ts';
import { scaleToSum } from '../analysis/contribution/scale-to-sum.ts';
import type { BusinessDay } from '../analysis/calendar.ts';
import type { Dataset } from '../datasets/definition.ts';
import type { BaselineSection } from './alert-model.ts';
import type { JudgedHistory } from './alerts/judged-history.ts';
import { kindOf } from './alerts/watched-series.ts';
import type { AlertSection, MetricLine } from './model.ts';
import { rounded } from './rounded.ts';

export interface ExpectedParts {
  /** Of the whole, as the headline has it: a decimal. */
  readonly expected: string;
  /** The whole lies within its band, and no segment of the metric is an alert. */
  readonly ordinary: boolean;
  /** By dimension, then value, in decimals that add up to the whole. A value of which nothing was expected has none. */
  readonly dimensions: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/**
 * Segments are expected one by one, so that their sum is near the whole and not the whole. Where it is not even near,
 * nothing can be said of parts.
 */
const FURTHEST = 1.25;

/** Undefined where the day was not judged, or where no segments of the metric are watched that add up. */
export function expectedParts(
  dataset: Dataset,
  alerts: AlertSection,
  history: JudgedHistory,
  headline: readonly MetricLine[],
  day: BusinessDay,
): ExpectedParts | undefined {
  const name = dataset.report.mainMetric;
  const line = headline.find(({ metric }) => metric === name);
  const expectation = line?.expectation;
  if (expectation?.state !== 'judged' || alerts.method !== 'baseline' || alerts.muted) return undefined;
  const { by, metrics } = alerts.rule;
  if (!metrics.includes(name) || !['amount', 'count'].includes(kindOf(dataset, name))) return undefined;
  const leaves = leavesOf(history, name, by.length, day);
  const sum = sumOf(leaves.map(({ expected }) => expected));
  const decimals = dataset.metrics[name]?.decimals ?? 0;
  const whole = new Big(expectation.expected).round(decimals);
  if (by.length === 0 || !isNear(sum, whole)) return undefined;
  const value = Number(line?.value);
  return {
    expected: whole.toFixed(decimals),
    ordinary: value >= expectation.lower && value <= expectation.upper && !hasAlert(alerts, name),
    dimensions: new Map(by.map((dimension, at) => [dimension, partsOf(leaves, at, whole, decimals)])),
  };
}

interface Leaf {
  readonly segment: readonly string[];
  readonly expected: Big;
}

/** Rounded like every statistic that is written: what follows is exact, and the same on every machine. */
function leavesOf(history: JudgedHistory, metric: string, depth: number, day: BusinessDay): Leaf[] {
  return (history.on(day) ?? []).flatMap(({ series: index, expected }) => {
    const series = history.series[index];
    if (series?.metric !== metric || series.segment.length !== depth || !Number.isFinite(expected)) return [];
    return [{ segment: series.segment, expected: new Big(rounded(expected)) }];
  });
}

function partsOf(leaves: readonly Leaf[], at: number, whole: Big, decimals: number): Map<string, string> {
  const sums = new Map<string, Big>();
  for (const { segment, expected } of leaves) {
    const value = segment[at] ?? '';
    sums.set(value, (sums.get(value) ?? ZERO).plus(expected));
  }
  const scaled = scaleToSum([...sums.values()], whole, decimals) ?? [];
  const parts = [...sums.keys()].map((value, index) => [value, scaled[index] ?? ZERO] as const);
  return new Map(parts.flatMap(([value, part]) => (part.eq(0) ? [] : [[value, part.toFixed(decimals)]])));
}

function isNear(sum: Big, whole: Big): boolean {
  if (sum.eq(0) || whole.eq(0)) return false;
  const ratio = Number(sum) / Number(whole);
  return ratio >= 1 / FURTHEST && ratio <= FURTHEST;
}

function hasAlert({ confirmed, known }: BaselineSection, name: string): boolean {
  return [...confirmed, ...known].some(({ metric }) => metric === name);
}
