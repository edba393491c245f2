import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDay } from '../../src/analysis/calendar.ts';
import {
  baselineDay,
  compare,
  DEFAULT_COMPARISONS,
  type Known,
  type MissingReason,
  type MonthLag,
} from '../../src/analysis/comparison.ts';

const DAY = toDay('2025-03-30');
const versus = (value: Known, baseline: Known) => compare('D-1', DAY, value, baseline);
const known = (value: string): Known => ({ value });

describe('baselineDay', () => {
  it.each<[string, MonthLag, readonly string[]]>([
    ['2025-03-31', 'calendar', ['2025-03-30', '2025-03-24', '2025-02-28']],
    ['2024-03-31', 'calendar', ['2024-03-30', '2024-03-24', '2024-02-29']],
    ['2025-01-01', 'calendar', ['2024-12-31', '2024-12-25', '2024-12-01']],
    ['2025-03-31', { days: 30 }, ['2025-03-30', '2025-03-24', '2025-03-01']],
    ['2025-03-01', { days: 28 }, ['2025-02-28', '2025-02-22', '2025-02-01']],
    ['2025-03-01', { days: 1 }, ['2025-02-28', '2025-02-22', '2025-02-28']],
  ])('of %s with the month lag %j', (day, monthLag, expected) => {
    expect(DEFAULT_COMPARISONS).toEqual(['D-1', 'W-1', 'M-1']);
    expect(DEFAULT_COMPARISONS.map((kind) => baselineDay(kind, toDay(day), monthLag))).toEqual(expected);
  });
});

describe('compare', () => {
  it.each([
    // value, baseline, delta, percent
    ['243116497.17', '98963211.41', '144153285.76', 145.6635],
    ['110', '100', '10', 10],
    ['90', '100', '-10', -10],
    ['100', '100', '0', 0],
    ['0', '100', '-100', -100],
    ['0.00', '12.34', '-12.34', -100],
    // |baseline|: the sign of the percentage is that of the change
    ['50', '-100', '150', 150],
    ['-150', '-100', '-50', -50],
    ['-50', '100', '-150', -150],
    // as many decimals as the more exact of the two
    ['1.5', '1', '0.5', 50],
    ['1', '1.500', '-0.500', -33.3333],
    ['2.10', '2.1', '0.00', 0],
    // floating point would be off by one cent and more
    ['9999999999999999.99', '0.01', '9999999999999999.98', 99999999999999999800],
    ['9999999999999999.99', '9999999999999999.98', '0.01', 0],
    ['123456789012345678', '123456789012345677', '1', 0],
    ['0.3', '0.1', '0.2', 200],
    // four decimals, halves away from zero
    ['2000001', '2000000', '1', 0.0001],
    ['1999999', '2000000', '-1', -0.0001],
    ['100000000', '100000001', '-1', 0],
    ['1', '3', '-2', -66.6667],
    ['5', '3', '2', 66.6667],
  ])('%s against %s', (value, baseline, delta, percent) => {
    expect(versus(known(value), known(baseline))).toEqual({
      kind: 'D-1',
      day: DAY,
      baseline,
      delta,
      percent,
      missing: null,
    });
  });

  it.each(['0', '0.00', '-0'])('knows a difference but no percentage against %s', (zero) => {
    expect(versus(known('12.5'), known(zero))).toMatchObject({
      baseline: zero,
      percent: null,
      missing: 'zero-baseline',
    });
    expect(Number(versus(known('12.5'), known(zero)).delta)).toBe(12.5);
    expect(versus(known('0'), known(zero))).toMatchObject({ percent: null, missing: 'zero-baseline' });
  });

  it.each<MissingReason>(['no-data', 'before-history', 'zero-denominator'])(
    'has nothing but the reason when the baseline is missing: %s',
    (missing) => {
      const expected = { kind: 'D-1', day: DAY, baseline: null, delta: null, percent: null, missing };
      expect(versus(known('1'), { missing })).toEqual(expected);
      expect(versus({ missing: 'zero-denominator' }, { missing })).toEqual(expected);
    },
  );

  it('keeps the baseline when only the value is missing', () => {
    expect(versus({ missing: 'zero-denominator' }, known('155.80'))).toEqual({
      kind: 'D-1',
      day: DAY,
      baseline: '155.80',
      delta: null,
      percent: null,
      missing: 'zero-denominator',
    });
  });

  it('is exact to the cent over all of numeric(18,2)', () => {
    const cents = fc.bigInt({ min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n });
    fc.assert(
      fc.property(cents, cents, (value, baseline) => {
        const { delta, percent } = versus(known(money(value)), known(money(baseline)));
        expect(delta).toBe(money(value - baseline));
        if (baseline === 0n) {
          expect(percent).toBeNull();
          return;
        }
        // The same quotient in integers, rounded half away from zero.
        const size = baseline < 0n ? -baseline : baseline;
        const scaled = (value - baseline) * 1_000_000n;
        const rounded = (2n * (scaled < 0n ? -scaled : scaled) + size) / (2n * size);
        expect(percent).toBe(Number(`${scaled < 0n ? '-' : ''}${rounded}e-4`) || 0);
      }),
    );
  });
});

function money(cents: bigint): string {
  const digits = String(cents < 0n ? -cents : cents).padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
