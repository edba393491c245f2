/**
 * Exact decimal strings → text in a locale. Digits go to Intl.NumberFormat as strings, so no value passes
 * through floating point; halves round away from zero.
 */
import type { Locale, Unit } from '../datasets/definition.ts';
import { formatMagnitudes } from './format-magnitude.ts';
import { WORDS } from './words.ts';

/** How a metric writes its numbers: the part of `ReportMetric` that formatting needs. */
export interface NumberStyle {
  readonly unit: Unit;
  readonly decimals: number;
}

export interface Formatter {
  /** `R$ 243.116.497,17` */
  readonly value: (value: string | number, style: NumberStyle) => string;
  /** A value with its sign: `+R$ 144.153.285,76`; zero has none. */
  readonly delta: (value: string, style: NumberStyle) => string;
  /** Percentage points with sign: 145.6645 → `+145,66 %`. */
  readonly percent: (percent: number) => string;
  /** A part of a whole: 31.07 → `31,1 %`. */
  readonly share: (percent: number) => string;
  /** A z-score, with sign: `-2,31`. */
  readonly score: (score: number) => string;
  /** A setting, as short as it is exact: `2`, `2,5`. */
  readonly plain: (value: number) => string;
  readonly count: (value: number) => string;
  /** Values of one axis or one sentence, all in the same magnitude: `R$ 243,1 mi`. */
  readonly magnitudes: (values: readonly number[], style: NumberStyle, maximumDecimals?: number) => string[];
}

const DECIMAL = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/;

export function createFormatter(locale: Locale, currency: string): Formatter {
  const words = WORDS[locale];
  const cache = new Map<string, Intl.NumberFormat>();

  function write(value: string | number, options: Intl.NumberFormatOptions): string {
    const digits = String(value);
    if (!DECIMAL.test(digits)) throw new RangeError(`not a decimal number: ${JSON.stringify(digits)}`);
    const key = JSON.stringify(options);
    let format = cache.get(key);
    if (!format) cache.set(key, (format = new Intl.NumberFormat(locale, options)));
    return format.format(digits as Intl.StringNumericLiteral);
  }

  function options(style: NumberStyle): Intl.NumberFormatOptions {
    const decimals = { minimumFractionDigits: style.decimals, maximumFractionDigits: style.decimals };
    // 'negative' writes -0.001 as 0,00: a minus sign before zero helps nobody.
    const number = { ...decimals, signDisplay: 'negative' } as const;
    return style.unit === 'currency' ? { ...number, style: 'currency', currency } : number;
  }

  const signed = (decimals: number): Intl.NumberFormatOptions => ({
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay: 'exceptZero',
  });

  return {
    value: (value, style) => write(value, options(style)),
    delta: (value, style) => write(value, { ...options(style), signDisplay: 'exceptZero' }),
    percent: (percent) => write(percent, signed(2)) + words.percentSign,
    share: (percent) => write(percent, options({ unit: 'number', decimals: 1 })) + words.percentSign,
    score: (score) => write(score, signed(2)),
    plain: (value) => write(value, { maximumFractionDigits: 6 }),
    count: (value) => write(value, { maximumFractionDigits: 0 }),
    magnitudes: (values, style, maximumDecimals = 6) =>
      formatMagnitudes(values, {
        words,
        metricDecimals: style.decimals,
        maximumDecimals,
        write: (value, decimals) => write(value, options({ unit: style.unit, decimals })),
      }),
  };
}
