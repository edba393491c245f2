import type { Judgement } from '../signal/judgement.ts';
import type { Series } from '../signal/series.ts';
import { discoveryLimit } from './benjamini-hochberg.ts';
import { deviationOf, type Deviation } from './deviation.ts';
import { explainingSet, type Explained } from './explaining-set.ts';
import type { AlertPolicy } from './policy.ts';

export interface DayAlerts {
  /** Of a day's, the share of false ones is expected to be at most the rate asked for; largest and most surprising first. */
  readonly confirmed: readonly Explained[];
  /** Worth a look, no more: not told apart from chance. Most surprising and largest first. */
  readonly watch: readonly Deviation[];
  /** Series that were judged. */
  readonly evaluated: number;
  /** Series with too little history. */
  readonly learning: number;
}

const MOST_WATCHED = 10;
/** What is less surprising than this is ordinary. */
const WATCH_LIMIT = 0.05;

/**
 * The alerts of one day, over all segments and metrics.
 * @param judgements of that day, one per series, in their order
 * @param day its index in the timeline of the series
 */
export function findAlerts(
  series: readonly Series[],
  judgements: readonly Judgement[],
  day: number,
  policy: AlertPolicy,
): DayAlerts {
  const watched = judgements.filter((one) => policy.metrics.includes(series[one.series]?.metric ?? ''));
  const judged = watched.filter(({ state }) => state === 'judged' || state === 'holiday');
  const limit = discoveryLimit(
    judged.map(({ pValue }) => pValue),
    policy.falseDiscoveryRate,
  );
  const deviationsOf = (some: readonly Judgement[]) =>
    some.flatMap((judgement) => {
      const proportion = policy.proportions.has(series[judgement.series]?.metric ?? '');
      return deviationOf(series, judgements, judgement, day, proportion) ?? [];
    });
  const surprising = judged.filter(
    ({ pValue, vanished }) => pValue <= Math.max(limit, WATCH_LIMIT) || vanished,
  );
  const material = deviationsOf(surprising).filter(
    (deviation) => isOutstanding(deviation) && isMaterial(deviation, policy),
  );
  // A segment that is gone has a probability of its own, which ranks among past errors cannot express.
  const confirmed = material.filter(({ judgement }) => judgement.pValue <= limit || judgement.vanished);
  // On most days there is none, and nobody asks what the ordinary segments did.
  const childrenOf = confirmed.length === 0 ? () => [] : childrenIn(deviationsOf(judged));
  const told = byMetric(confirmed).flatMap((alerts) => explainingSet(alerts, childrenOf));
  return {
    confirmed: told.sort((a, b) => weightOf(b.deviation) - weightOf(a.deviation)),
    watch: watchList(material, confirmed),
    evaluated: judged.length,
    learning: watched.filter(({ state }) => state === 'learning').length,
  };
}

/** Beside its siblings it lies on the side that it lies on by itself: what fell by less than all others is no rise. */
function isOutstanding({ judgement: { score, vanished }, direction }: Deviation): boolean {
  return vanished || (direction === 'up' ? score > 0 : score < 0);
}

function isMaterial({ series, direction, share, change }: Deviation, policy: AlertPolicy): boolean {
  if (policy.direction !== 'both' && policy.direction !== direction) return false;
  const minimumChange = series.parent === null ? policy.minimumChange / 2 : policy.minimumChange;
  return change >= minimumChange && share >= policy.minimumImpact;
}

/** A segment within a confirmed one, or around it, says the same again. */
function watchList(material: readonly Deviation[], confirmed: readonly Deviation[]): Deviation[] {
  const isTold = ({ series, direction }: Deviation) =>
    confirmed.some(
      (alert) =>
        alert.direction === direction &&
        alert.series.metric === series.metric &&
        (isWithin(alert.series, series) || isWithin(series, alert.series)),
    );
  return material
    .filter((deviation) => deviation.judgement.pValue <= WATCH_LIMIT && !isTold(deviation))
    .sort((a, b) => weightOf(b) - weightOf(a))
    .slice(0, MOST_WATCHED);
}

/** Impact × surprise. */
function weightOf({ shareOfWhole, judgement }: Deviation): number {
  return Math.min(shareOfWhole, 1) * -Math.log10(Math.max(judgement.pValue, 1e-12));
}

export function isWithin(inner: Pick<Series, 'segment'>, outer: Pick<Series, 'segment'>): boolean {
  return outer.segment.every((value, index) => inner.segment[index] === value);
}

function byMetric(alerts: readonly Deviation[]): Deviation[][] {
  const groups = new Map<string, Deviation[]>();
  for (const alert of alerts) {
    const group = groups.get(alert.series.metric);
    if (group) group.push(alert);
    else groups.set(alert.series.metric, [alert]);
  }
  return [...groups.values()];
}

function childrenIn(deviations: readonly Deviation[]): (series: number) => readonly Deviation[] {
  const children = new Map<number, Deviation[]>();
  for (const deviation of deviations) {
    const { parent } = deviation.series;
    if (parent === null) continue;
    const siblings = children.get(parent);
    if (siblings) siblings.push(deviation);
    else children.set(parent, [deviation]);
  }
  return (series) => children.get(series) ?? [];
}
