/** What the sample reports are put together from. */
import Big from 'big.js';
import { baselineDay, changeOf } from '../../src/analysis/comparison.ts';
import { addDays, eachDay, toDay, weekday, type BusinessDay } from '../../src/analysis/calendar.ts';
import type { Locale } from '../../src/datasets/definition.ts';
import type {
  Breakdown,
  Comparison,
  ComparisonKind,
  MetricLine,
  MissingReason,
  ReportMetric,
  Restatement,
  SegmentLine,
  TrendPoint,
  ZScoreAlert,
} from '../../src/report/model.ts';

/** A value on the day, and on D-1, W-1 and M-1: a number, or the `MissingReason` why there is none. */
export type Observed = readonly [string | null, ...string[]];

export const DAY = toDay('2025-03-31');
const KINDS: readonly ComparisonKind[] = ['D-1', 'W-1', 'M-1'];
export const LABELS = {
  'pt-BR': {
    title: 'Operações de pagamento',
    transactions: 'Transações',
    ticket: 'Ticket médio',
    volumeText: 'Volume total transacionado',
    transactionsText: 'Quantidade de transações',
    ticketText: 'TPV ÷ transações',
    product: 'Produto',
    method: 'Meio de pagamento',
    entity: 'Entidade',
  },
  'en-US': {
    title: 'Payment operations',
    transactions: 'Transactions',
    ticket: 'Average ticket',
    volumeText: 'Total payment volume',
    transactionsText: 'Number of transactions',
    ticketText: 'TPV ÷ transactions',
    product: 'Product',
    method: 'Payment method',
    entity: 'Entity',
  },
} as const;

export function metrics(locale: Locale): ReportMetric[] {
  const words = LABELS[locale];
  return [
    {
      name: 'tpv',
      label: 'TPV',
      description: words.volumeText,
      unit: 'currency',
      decimals: 2,
      goodDirection: 'up',
    },
    {
      name: 'transactions',
      label: words.transactions,
      description: words.transactionsText,
      unit: 'count',
      decimals: 0,
      goodDirection: 'up',
    },
    {
      name: 'average_ticket',
      label: words.ticket,
      description: words.ticketText,
      unit: 'currency',
      decimals: 2,
      goodDirection: 'up',
    },
  ];
}

export function metricLines(volume: Observed, transactions: Observed): MetricLine[] {
  return [
    line('tpv', volume),
    line('transactions', transactions),
    line('average_ticket', ratio(volume, transactions)),
  ];
}

export function segment(key: readonly string[], volume: Observed, transactions: Observed): SegmentLine {
  return { segment: key, metrics: metricLines(volume, transactions) };
}

export function line(metric: string, [value, ...baselines]: Observed): MetricLine {
  return {
    metric,
    value,
    comparisons: KINDS.map((kind, index) => comparison(kind, value, baselines[index] ?? 'no-data')),
  };
}

export function comparison(kind: ComparisonKind, value: string | null, observed: string): Comparison {
  const day = baselineDay(kind, DAY, 'calendar');
  if (!isNumber(observed)) {
    return { kind, day, baseline: null, delta: null, percent: null, missing: observed as MissingReason };
  }
  if (value === null) {
    return { kind, day, baseline: observed, delta: null, percent: null, missing: 'zero-denominator' };
  }
  const baseline = new Big(observed);
  const delta = new Big(value).minus(baseline);
  if (baseline.eq(0)) {
    return { kind, day, baseline: observed, delta: delta.toFixed(), percent: null, missing: 'zero-baseline' };
  }
  const percent = delta.div(baseline.abs()).times(100).toNumber();
  return { kind, day, baseline: observed, delta: delta.toFixed(), percent, missing: null };
}

export function ratio(numerators: Observed, denominators: Observed): Observed {
  const [value, ...baselines] = numerators.map((numerator, index) => {
    const denominator = denominators[index] ?? '0';
    if (numerator === null || !isNumber(numerator)) return numerator ?? 'no-data';
    return new Big(denominator).eq(0) ? 'zero-denominator' : new Big(numerator).div(denominator).toFixed();
  });
  return [value !== undefined && isNumber(value) ? value : null, ...(baselines as MissingReason[])];
}

/** Splits the totals of the ordinary day by parts per thousand; the last segment takes the rest to the cent. */
export function breakdown(
  by: string,
  label: string,
  parts: Readonly<Record<string, readonly [number, number]>>,
): Breakdown {
  const names = Object.keys(parts);
  const volumes = split(
    ['243116497.17', '98963211.41', '234290470.29', '276642803.41'],
    Object.values(parts).map(([volume]) => volume),
    2,
  );
  const counts = split(
    ['1560426', '1344812', '1486037', '2188951'],
    Object.values(parts).map(([, count]) => count),
    0,
  );
  const lines = names.map((name, index) =>
    segment([name], volumes[index] ?? [null], counts[index] ?? [null]),
  );
  return { by: [by], labels: [label], lines };
}

export function split(totals: readonly string[], parts: readonly number[], decimals: number): Observed[] {
  const columns = totals.map((total, column) => {
    // Parts shift a little from day to day, so that segments change by different percentages.
    const shifted = parts.map(
      (part, index) => part * (1 + (((index + 2) * (column + 3 + decimals)) % 5) / 40 - 0.05),
    );
    const whole = shifted.reduce((sum, part) => sum + part, 0);
    const values = shifted.slice(1).map((part) => new Big(total).times(part / whole).round(decimals));
    const first = values.reduce((rest, value) => rest.minus(value), new Big(total));
    return [first, ...values].map((value) => value.toFixed(decimals));
  });
  return parts.map((_, index) => columns.map((column) => column[index] ?? '0') as unknown as Observed);
}

export function twoDimensions(): SegmentLine[] {
  return ['PJ', 'PF'].flatMap((entity, row) =>
    ['pos', 'tap', 'pix'].map((product, column) => {
      const scale = 10 - row * 4 - column;
      const volume = (factor: number): string => (scale * factor * 1_000_000.25).toFixed(2);
      return segment(
        [entity, product],
        [volume(1), volume(0.8), volume(1.1), '0'],
        [String(scale * 1000), '0', String(scale * 900), '0'],
      );
    }),
  );
}

export function manyAlerts(names: readonly string[]): ZScoreAlert[] {
  return names.slice(0, 70).map((name, index) => {
    const deviation = 1000 + index;
    const z = (index % 2 === 0 ? -1 : 1) * (9 - index * 0.09);
    const metric = index % 3 === 0 ? 'average_ticket' : 'tpv';
    return alert(
      metric,
      ['PJ', name, 'credit'],
      (1_000_000.555 + z * deviation).toFixed(4),
      1_000_000.555,
      deviation,
    );
  });
}

export function alert(
  metric: string,
  segment: readonly string[],
  value: string,
  mean: number,
  standardDeviation: number,
): ZScoreAlert {
  const z = (Number(value) - mean) / standardDeviation;
  return {
    metric,
    segment,
    value,
    mean,
    standardDeviation,
    observations: 26,
    z,
    direction: z < 0 ? 'down' : 'up',
  };
}

export function restated(
  day: string,
  metric: string,
  before: string | null,
  after: string | null,
): Restatement {
  const change = before === null || after === null ? { delta: null, percent: null } : changeOf(before, after);
  return { day: toDay(day), metric, before, after, ...change };
}

export function trend(): TrendPoint[] {
  const known: Readonly<Record<string, string>> = {
    '2025-03-24': '234290470.29',
    '2025-03-30': '98963211.41',
    '2025-03-31': '243116497.17',
  };
  const byWeekday = [251, 262, 270, 281, 268, 203, 112];
  return eachDay(addDays(DAY, -27), DAY).map((day: BusinessDay, index) => {
    const typical = (byWeekday[weekday(day) - 1] ?? 0) * (1 + ((index * 13) % 11) / 60);
    return { day, value: known[day] ?? (typical * 1_000_000 + index * 1373.19).toFixed(2) };
  });
}

function isNumber(text: string): boolean {
  return /^-?\d/.test(text);
}
