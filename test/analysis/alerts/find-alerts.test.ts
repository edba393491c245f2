import { describe, expect, it } from 'vitest';
import { findAlerts } from '../../../src/analysis/alerts/find-alerts.ts';
import { DEFAULT_POLICY, type AlertPolicy } from '../../../src/analysis/alerts/policy.ts';
import type { Judgement } from '../../../src/analysis/signal/judgement.ts';
import { judgement, seriesOf } from './deviations.ts';

const SEGMENTS = [[], ...Array.from({ length: 19 }, (_, index) => [`s${index}`])];
const SERIES = seriesOf('sales', SEGMENTS);
const POLICY: AlertPolicy = {
  ...DEFAULT_POLICY,
  metrics: ['sales'],
  direction: 'both',
  proportions: new Set(),
};

/** Everything as expected, but for these. */
function alertsWith(
  changed: Readonly<Record<number, Partial<Judgement>>>,
  policy: Partial<AlertPolicy> = {},
) {
  const judgements = SERIES.map((_, index) =>
    judgement(index, { ...(index === 0 && { value: 1900, expected: 1900 }), ...changed[index] }),
  );
  const { confirmed, watch, ...counts } = findAlerts(SERIES, judgements, 0, { ...POLICY, ...policy });
  return {
    confirmed: confirmed.map(({ deviation }) => deviation.series.segment.join()),
    watch: watch.map(({ series }) => series.segment.join()),
    ...counts,
  };
}

describe('findAlerts', () => {
  it('finds nothing on an ordinary day', () => {
    expect(alertsWith({})).toEqual({ confirmed: [], watch: [], evaluated: 20, learning: 0 });
  });

  it('confirms what is too surprising for so many tests, and watches the rest', () => {
    const found = alertsWith({
      1: { value: 40, pValue: 0.0001 },
      2: { value: 150, pValue: 0.02 },
      3: { value: 60, pValue: 0.2 },
    });
    expect(found).toMatchObject({ confirmed: ['s0'], watch: ['s1'] });
  });

  it('needs more surprise the more it looks at', () => {
    expect(alertsWith({ 1: { value: 40, pValue: 0.006 } })).toMatchObject({ confirmed: [], watch: ['s0'] });
    expect(alertsWith({ 1: { value: 40, pValue: 0.004 } })).toMatchObject({ confirmed: ['s0'] });
  });

  it('is silent about tiny moves, however surprising', () => {
    expect(alertsWith({ 1: { value: 95, pValue: 1e-9 } })).toMatchObject({ confirmed: [], watch: [] });
    // Half of that is enough for the whole.
    expect(alertsWith({ 0: { value: 1800, expected: 1900, pValue: 1e-9 } })).toMatchObject({
      confirmed: [''],
    });
  });

  it('is silent about segments too small to matter', () => {
    const small = { 1: { value: 1, expected: 5, pValue: 1e-9 } };
    expect(alertsWith(small)).toMatchObject({ confirmed: [], watch: [] });
    expect(alertsWith(small, { minimumImpact: 0.001 })).toMatchObject({ confirmed: ['s0'] });
  });

  it('tells a segment that is gone, and passes over metrics that nobody watches', () => {
    const gone = { 1: { value: 0, pValue: 0.02, vanished: true } };
    expect(alertsWith(gone).confirmed).toEqual(['s0']);
    expect(alertsWith(gone, { metrics: ['orders'] })).toEqual({
      confirmed: [],
      watch: [],
      evaluated: 0,
      learning: 0,
    });
  });

  it('looks one way where asked to', () => {
    const both = { 1: { value: 40, pValue: 1e-6 }, 2: { value: 160, pValue: 1e-6 } };
    expect(alertsWith(both).confirmed).toHaveLength(2);
    expect(alertsWith(both, { direction: 'down' }).confirmed).toEqual(['s0']);
    expect(alertsWith(both, { direction: 'up' }).confirmed).toEqual(['s1']);
  });

  it('measures a proportion by the rarer side', () => {
    const rate = { 1: { value: 0.9, expected: 0.95, pValue: 1e-6 } };
    expect(alertsWith(rate, { minimumImpact: 0 }).confirmed).toEqual([]);
    expect(alertsWith(rate, { minimumImpact: 0, proportions: new Set(['sales']) }).confirmed).toEqual(['s0']);
  });

  it('says of nothing what it does not know', () => {
    const found = alertsWith({
      1: { value: 0, state: 'learning', pValue: 1e-9 },
      2: { value: NaN, state: 'unknown', pValue: 1e-9 },
      3: { value: 50, expected: NaN, pValue: 1e-9 },
    });
    expect(found).toEqual({ confirmed: [], watch: [], evaluated: 18, learning: 1 });
  });

  it('watches ten at most, those of most weight', () => {
    const many = Object.fromEntries(
      Array.from({ length: 15 }, (_, index) => [index + 1, { value: 100 + (index + 2) * 10, pValue: 0.04 }]),
    );
    const { watch } = alertsWith(many, { falseDiscoveryRate: 0.01 });
    expect(watch).toHaveLength(10);
    expect(watch[0]).toBe('s14');
  });
});
