import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFormatter, type NumberStyle } from '../../src/render/format.ts';

const money: NumberStyle = { unit: 'currency', decimals: 2 };
const count: NumberStyle = { unit: 'count', decimals: 0 };
const rate: NumberStyle = { unit: 'percent', decimals: 2 };
const pt = createFormatter('pt-BR', 'BRL');
const en = createFormatter('en-US', 'BRL');

describe('exact characters', () => {
  it.each([
    [pt.value('243116497.17', money), 'R$\u00a0243.116.497,17'],
    [en.value('243116497.17', money), 'R$243,116,497.17'],
    [pt.value('-1234.5', money), '-R$\u00a01.234,50'],
    [en.value('-1234.5', money), '-R$1,234.50'],
    [pt.value('155.8010337', money), 'R$\u00a0155,80'],
    [pt.value('1560426', count), '1.560.426'],
    [pt.value('4.3712', { unit: 'number', decimals: 2 }), '4,37'],
    [pt.value('12345678901234567890123.455', money), 'R$\u00a012.345.678.901.234.567.890.123,46'],
    [pt.delta('144153285.76', money), '+R$\u00a0144.153.285,76'],
    [pt.delta('-33526306.24', money), '-R$\u00a033.526.306,24'],
    [pt.delta('0.00', money), 'R$\u00a00,00'],
    [en.delta('215614', count), '+215,614'],
    [pt.percent(145.6645), '+145,66\u00a0%'],
    [pt.percent(-12.119), '-12,12\u00a0%'],
    [pt.percent(0), '0,00\u00a0%'],
    [en.percent(145.6645), '+145.66%'],
    [pt.share(31.0712), '31,1\u00a0%'],
    [en.share(31.0712), '31.1%'],
    [pt.value('0.1062', rate), '10,62\u00a0%'],
    [en.value('0.1062', rate), '10.62%'],
    [pt.value('0.106195', { unit: 'percent', decimals: 0 }), '11\u00a0%'],
    [pt.value('12.5', rate), '1.250,00\u00a0%'],
    [pt.value('-0.00004', rate), '0,00\u00a0%'],
    [pt.value(1e-7, { unit: 'percent', decimals: 5 }), '0,00001\u00a0%'],
    [pt.delta('0.012', rate), '+1,20\u00a0p.p.'],
    [en.delta('0.012', rate), '+1.20\u00a0pp'],
    [en.delta('-0.012', rate), '-1.20\u00a0pp'],
    [en.delta('0', rate), '0.00\u00a0pp'],
    [pt.score(-2.3456), '-2,35'],
    [pt.plain(2), '2'],
    [pt.plain(2.5), '2,5'],
    [createFormatter('en-US', 'USD').value('1234.5', money), '$1,234.50'],
    [createFormatter('pt-BR', 'USD').value('1234.5', money), 'US$\u00a01.234,50'],
  ])('%s', (text, expected) => {
    expect(text).toBe(expected);
  });

  it('rounds halves away from zero and never writes a negative zero', () => {
    expect(pt.value('0.005', money)).toBe('R$\u00a00,01');
    expect(pt.value('-0.005', money)).toBe('-R$\u00a00,01');
    expect(pt.value('-0.004', money)).toBe('R$\u00a00,00');
    expect(pt.delta('-0.004', money)).toBe('R$\u00a00,00');
    expect(pt.percent(-0.001)).toBe('0,00\u00a0%');
    expect(pt.percent(1.005)).toBe('+1,01\u00a0%');
  });

  it('refuses what is no number, rather than print NaN in a report', () => {
    for (const text of ['NaN', 'Infinity', '', '1,5', '12abc', '0x10']) {
      expect(() => pt.value(text, money)).toThrow(RangeError);
      expect(() => pt.value(text, rate)).toThrow(RangeError);
    }
    expect(() => pt.percent(Number.NaN)).toThrow(RangeError);
  });
});

describe('magnitudes', () => {
  it.each([
    [[243116497.17], ['R$\u00a0243,1\u00a0mi']],
    [
      [98963211.41, 346874519.88],
      ['R$\u00a099,0\u00a0mi', 'R$\u00a0346,9\u00a0mi'],
    ],
    [[999.99], ['R$\u00a01,0\u00a0mil']],
    [[999_960], ['R$\u00a01,0\u00a0mi']],
    [[-1_500_000_000], ['-R$\u00a01,5\u00a0bi']],
    [[155.801], ['R$\u00a0155,80']],
    [[0], ['R$\u00a00']],
    [[5e15], ['R$\u00a05.000\u00a0tri']],
  ])('%s', (values, expected) => {
    expect(pt.magnitudes(values, money, 1)).toEqual(expected);
  });

  it('writes the ticks of an axis alike, with the decimals they need', () => {
    expect(pt.magnitudes([0, 100e6, 200e6], money)).toEqual([
      'R$\u00a00',
      'R$\u00a0100\u00a0mi',
      'R$\u00a0200\u00a0mi',
    ]);
    expect(en.magnitudes([500e3, 1e6, 1.5e6], money)).toEqual(['R$0.5M', 'R$1.0M', 'R$1.5M']);
    expect(pt.magnitudes([4.2, 4.25, 4.3], { unit: 'number', decimals: 2 })).toEqual([
      '4,20',
      '4,25',
      '4,30',
    ]);
    expect(pt.magnitudes([0, 5, 10], count)).toEqual(['0', '5', '10']);
    expect(pt.magnitudes([0, 0.07, 0.14], rate)).toEqual(['0\u00a0%', '7\u00a0%', '14\u00a0%']);
    expect(en.magnitudes([0.07, 0.075, 15], rate)).toEqual(['7.00%', '7.50%', '1,500.00%']);
  });
});

describe('for any decimal', () => {
  const decimal = fc
    .tuple(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), fc.nat(12))
    .map(([digits, scale]) => new Big(digits.toString()).div(new Big(10).pow(scale)).toFixed(scale));
  const decimals = fc.nat(6);

  it('shows the digits that big.js rounds to, half up', () => {
    fc.assert(
      fc.property(decimal, decimals, (value, places) => {
        const text = pt.value(value, { unit: 'number', decimals: places });
        const read = text.replaceAll('.', '').replace(',', '.');
        expect(new Big(read).toFixed(places)).toBe(
          new Big(value).toFixed(places, Big.roundHalfUp).replace(/^-(0(\.0+)?)$/, '$1'),
        );
      }),
    );
  });

  it('shows a fraction in percent as big.js multiplies and rounds it', () => {
    fc.assert(
      fc.property(decimal, decimals, (value, places) => {
        const percent = en.value(value, { unit: 'percent', decimals: places });
        const times100 = Big(value).times(100).toFixed();
        expect(percent).toBe(`${en.value(times100, { unit: 'number', decimals: places })}%`);
      }),
    );
  });

  it('groups by three and agrees between the languages', () => {
    fc.assert(
      fc.property(decimal, decimals, (value, places) => {
        const style: NumberStyle = { unit: 'number', decimals: places };
        const english = en.value(value, style);
        expect(english).toMatch(places === 0 ? /^-?\d{1,3}(,\d{3})*$/ : /^-?\d{1,3}(,\d{3})*\.\d+$/);
        const swapped = english.replace(/[.,]/g, (mark) => (mark === '.' ? ',' : '.'));
        expect(pt.value(value, style)).toBe(swapped);
      }),
    );
  });

  it('gives every difference its sign, and zero none', () => {
    fc.assert(
      fc.property(decimal, (value) => {
        const rounded = new Big(new Big(value).toFixed(2, Big.roundHalfUp));
        const sign = rounded.eq(0) ? '' : rounded.lt(0) ? '-' : '+';
        expect(pt.delta(value, money)).toMatch(new RegExp(`^${sign === '+' ? '\\+' : sign}R\\$\u00a0\\d`));
      }),
    );
  });

  it('writes percentages as big.js rounds them', () => {
    const percent = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(percent, (value) => {
        const read = en.percent(value).replaceAll(',', '').replace('%', '').replace('+', '');
        expect(new Big(read).toFixed(2)).toBe(
          new Big(String(value)).toFixed(2, Big.roundHalfUp).replace('-0.00', '0.00'),
        );
      }),
    );
  });
});
