import type { Deviation } from './deviation.ts';

/** What has to be named so that most of a deviation is told, and what it stands for. */
export interface Explained {
  readonly deviation: Deviation;
  /** Segments within it that hold most of it, the largest first; none where it is spread. */
  readonly parts: readonly Deviation[];
  /** Alerts within it, on the same side, that are not told on their own. */
  readonly folded: number;
}

/** The part of a deviation that its explanation has to hold. */
const MOST = 0.8;
/** More segments than this explain nothing: then the whole is told. */
const FEW = 2;
const NAMED_PARTS = 3;

/**
 * The smallest set of alerts of one metric that explains most of their deviations: a parent stands for its children,
 * unless one or two of these, alerts themselves, hold 80 % of it; then they stand for the parent, and so on down.
 * What goes the other way, or has vanished, is told on its own.
 * @param alerts of one metric
 * @param childrenOf of a series index, the deviations of the segments right below
 */
export function explainingSet(
  alerts: readonly Deviation[],
  childrenOf: (series: number) => readonly Deviation[],
): Explained[] {
  const remaining = new Map(alerts.map((alert) => [alert.judgement.series, alert]));
  const result: Explained[] = [];

  function tell(alert: Deviation): void {
    const all = childrenOf(alert.judgement.series);
    const children = sameSide(alert, all);
    // All of its children together are the parent.
    const holders = fewest(alert, children, Math.min(FEW, all.length - 1));
    const confirmed = holders?.map(({ judgement }) => remaining.get(judgement.series));
    remaining.delete(alert.judgement.series);
    if (confirmed?.every((child) => child !== undefined) === true) {
      for (const child of confirmed) tell(child);
      fold(alert);
      return;
    }
    result.push({ deviation: alert, parts: fewest(alert, children, NAMED_PARTS) ?? [], folded: fold(alert) });
  }

  /** Takes away what is within the alert and on its side; how many that were. */
  function fold(alert: Deviation): number {
    let folded = 0;
    for (const child of childrenOf(alert.judgement.series)) {
      const own = remaining.get(child.judgement.series);
      if (own !== undefined && own.direction === alert.direction && !own.judgement.vanished) {
        remaining.delete(child.judgement.series);
        folded += 1;
      }
      if (child.direction === alert.direction) folded += fold(child);
    }
    return folded;
  }

  // Parents stand before their children.
  for (const alert of [...alerts].sort((a, b) => a.judgement.series - b.judgement.series)) {
    if (remaining.has(alert.judgement.series)) tell(alert);
  }
  return result;
}

function sameSide({ direction }: Deviation, children: readonly Deviation[]): Deviation[] {
  return children
    .filter((child) => child.direction === direction)
    .sort((a, b) => Math.abs(b.impact) - Math.abs(a.impact));
}

/** The first of `children`, all on one side, that together hold most of it; undefined where `most` of them do not. */
function fewest(alert: Deviation, children: readonly Deviation[], most: number): Deviation[] | undefined {
  // Where others went the other way, the parts on this side sum up to more than the whole.
  const side = children.reduce((sum, child) => sum + Math.abs(child.impact), 0);
  const wanted = MOST * Math.max(Math.abs(alert.impact), side);
  let held = 0;
  for (const [index, child] of children.slice(0, most).entries()) {
    held += Math.abs(child.impact);
    if (held >= wanted) return children.slice(0, index + 1);
  }
  return undefined;
}
