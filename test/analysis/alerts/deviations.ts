import type { Deviation } from '../../../src/analysis/alerts/deviation.ts';
import type { Judgement } from '../../../src/analysis/signal/judgement.ts';
import type { Series } from '../../../src/analysis/signal/series.ts';

/** A forest by the segments named: `[]`, `['a']`, `['a', 'x']`; each one day long. */
export function seriesOf(metric: string, segments: readonly (readonly string[])[], first = 0): Series[] {
  return segments.map((segment) => {
    const parent = segments.findIndex(
      (other) =>
        other.length === segment.length - 1 && other.every((value, index) => segment[index] === value),
    );
    return {
      metric,
      segment,
      parent: parent === -1 ? null : parent + first,
      kind: 'amount',
      values: new Float64Array(1),
    };
  });
}

export function judgement(series: number, overrides: Partial<Judgement> = {}): Judgement {
  const value = overrides.value ?? 100;
  const expected = overrides.expected ?? 100;
  return {
    series,
    state: 'judged',
    value,
    expected,
    scale: 5,
    lower: expected - 6,
    upper: expected + 6,
    score: (value - expected) / 5,
    pValue: 0.5,
    vanished: false,
    ...overrides,
  };
}

/** Of one series, as far as the tests of its use need it. */
export function deviation(series: Series, index: number, impact: number): Deviation {
  return {
    series,
    judgement: judgement(index, { value: 1000 + impact, expected: 1000, pValue: 1e-6 }),
    direction: impact < 0 ? 'down' : 'up',
    impact,
    share: Math.abs(impact) / 1000,
    shareOfWhole: Math.abs(impact) / 1000,
    change: Math.abs(impact) / 1000,
  };
}
