/**
 * Exact decimal strings → text in a locale. Digits go to Intl.NumberFormat as strings, so no value passes
 * through floating point; halves round away from zero.
 */
import Big from 'big.js';
import type { Locale, Unit } from '../datasets/definition.ts';
import { formatMagnitudes } from './format-magnitude.ts';
import { WORDS } from './words.ts';

/** How a metric writes its numbers: the part of `ReportMetric` that formatting needs. */
export interface NumberStyle {
  readonly unit: Unit;
  readonly decimals: number;
}

export interface Formatter {
  /** `R$ 243.116.497,17`; the fraction 0.1062 of a metric in percent: `10,62 %` */
  readonly value: (value: string | number, style: NumberStyle) => string;
  /** A difference with its sign: `+R$ 144.153.285,76`, of percentages `+1,20 p.p.`; zero has none. */
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

/** How differences in percent and scores are written. */
const PLAIN: NumberStyle = { unit: 'number', decimals: 2 };

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

  const signed = (style: NumberStyle): Intl.NumberFormatOptions => ({
    ...options(style),
    signDisplay: 'exceptZero',
  });

  function writeValue(value: string | number, style: NumberStyle): string {
    if (style.unit !== 'percent') return write(value, options(style));
    return write(hundredfold(value), options(style)) + words.percentSign;
  }

  function writeDelta(value: string, style: NumberStyle): string {
    if (style.unit !== 'percent') return write(value, signed(style));
    return write(hundredfold(value), signed(style)) + words.percentagePoints;
  }

  return {
    value: writeValue,
    delta: writeDelta,
    percent: (percent) => write(percent, signed(PLAIN)) + words.percentSign,
    share: (percent) => write(percent, options({ unit: 'number', decimals: 1 })) + words.percentSign,
    score: (score) => write(score, signed(PLAIN)),
    plain: (value) => write(value, { maximumFractionDigits: 6 }),
    count: (value) => write(value, { maximumFractionDigits: 0 }),
    magnitudes: (values, style, maximumDecimals = 6) => {
      const decimals = { metricDecimals: style.decimals, maximumDecimals };
      if (style.unit === 'percent') {
        // Nobody counts percentages in thousands.
        return formatMagnitudes(
          values.map((value) => Number(hundredfold(value))),
          {
            ...decimals,
            suffixes: [],
            write: (value, places) =>
              write(value, options({ unit: 'number', decimals: places })) + words.percentSign,
          },
        );
      }
      return formatMagnitudes(values, {
        ...decimals,
        suffixes: words.magnitudes.map((name) => words.magnitudeGap + name),
        write: (value, places) => write(value, options({ unit: style.unit, decimals: places })),
      });
    },
  };
}

/** Exact, as the digits are: 0.07 × 100 is 7, which in floating point it is not. */
function hundredfold(value: string | number): string {
  const digits = String(value);
  // What is no number is left to be refused where every other value is.
  return DECIMAL.test(digits) ? Big(digits).times(100).toFixed() : digits;
}
