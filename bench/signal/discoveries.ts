/** How many discoveries are false when it is known what is true: anomalies put into a share of the segment-days. */
import { discoveryLimit } from '../../src/analysis/alerts/benjamini-hochberg.ts';
import { Random } from '../../src/generate/random.ts';
import { judgeAll } from './calibration.ts';
import type { BenchData } from './datasets.ts';
import { WARM_UP } from '../../src/analysis/backtest/recall.ts';

const RATE = 0.1;
const FACTORS = [0, 0.3, 0.5, 0.7, 1.3, 1.5, 2] as const;

export interface Discoveries {
  /** Mean over days of false ones among the day's discoveries; 0 on a day without. */
  readonly falseShare: number;
  /** The same over all days together: false / all. */
  readonly falseOfAll: number;
  readonly total: number;
  /** Share of the injected that were found. */
  readonly power: number;
}

/** @param share of segment-days that are injected; 0 leaves the data as it is */
export function discover(data: BenchData, share: number): Discoveries {
  const random = new Random(1, 2, 3);
  const truth = new Set<number>();
  const count = data.series.length;
  const series = data.series.map((one, i) => {
    const values = one.values.slice();
    for (let t = WARM_UP; t < values.length; t += 1) {
      const value = values[t] as number;
      if (random.uniform() >= share || !(value > 0)) continue;
      const changed = value * (FACTORS[Math.floor(random.uniform() * FACTORS.length)] as number);
      values[t] = one.kind === 'count' ? Math.round(changed) : changed;
      truth.add(t * count + i);
    }
    return { ...one, values };
  });
  let [wrong, total, shares, days] = [0, 0, 0, 0];
  judgeAll({ ...data, series }).forEach((judgements, at) => {
    const judged = judgements.filter(({ state }) => state === 'judged' || state === 'holiday');
    if (judged.length === 0) return;
    const limit = discoveryLimit(
      judged.map(({ pValue }) => pValue),
      RATE,
    );
    // What goes less far than its siblings is not told.
    const found = judged.filter(
      ({ pValue, score, value, expected }) => pValue <= limit && score * (value - expected) > 0,
    );
    const mistaken = found.filter((one) => !truth.has((WARM_UP + at) * count + one.series)).length;
    days += 1;
    wrong += mistaken;
    total += found.length;
    shares += found.length === 0 ? 0 : mistaken / found.length;
  });
  return {
    falseShare: shares / days,
    falseOfAll: total === 0 ? 0 : wrong / total,
    total,
    power: truth.size === 0 ? NaN : (total - wrong) / truth.size,
  };
}
