/** Reports to render: an ordinary day, and days on which everything that can go wrong does. */
import Big from 'big.js';
import { baselineDay } from '../../src/analysis/comparison.ts';
import { addDays, eachDay, toDay, weekday, type BusinessDay } from '../../src/analysis/calendar.ts';
import type { Locale } from '../../src/datasets/definition.ts';
import type {
  Alert,
  Breakdown,
  Comparison,
  ComparisonKind,
  MetricLine,
  MissingReason,
  Report,
  ReportMetric,
  SegmentLine,
  TrendPoint,
} from '../../src/report/model.ts';

/** A value on the day, and on D-1, W-1 and M-1: a number, or the `MissingReason` why there is none. */
type Observed = readonly [string | null, ...string[]];

const DAY = toDay('2025-03-31');
const KINDS: readonly ComparisonKind[] = ['D-1', 'W-1', 'M-1'];
const LABELS = {
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

export function ordinaryDay(locale: Locale = 'pt-BR'): Report {
  const words = LABELS[locale];
  const volume: Observed = ['243116497.17', '98963211.41', '234290470.29', '276642803.41'];
  const transactions: Observed = ['1560426', '1344812', '1486037', '2188951'];
  return {
    schemaVersion: 1,
    dataset: { name: 'payments', title: words.title },
    locale,
    currency: 'BRL',
    day: DAY,
    requestedDay: DAY,
    notices: [],
    metrics: metrics(locale),
    headline: metricLines(volume, transactions),
    breakdowns: [
      breakdown('product', words.product, {
        pos: [408, 497],
        tap: [311, 136],
        link: [149, 31],
        pix: [128, 335],
        bank_slip: [4, 1],
      }),
      breakdown('payment_method', words.method, {
        credit: [752, 291],
        uninformed: [132, 335],
        debit: [116, 374],
      }),
      breakdown('entity', words.entity, { PJ: [700, 847], PF: [300, 153] }),
    ],
    alerts: {
      rule: {
        method: 'zscore',
        metrics: ['tpv', 'average_ticket'],
        by: ['entity', 'product', 'payment_method'],
        windowDays: 28,
        threshold: 2,
        direction: 'down',
      },
      labels: [words.entity, words.product, words.method],
      evaluated: 34,
      withoutHistory: 2,
      items: [],
    },
    trend: { metric: 'tpv', points: trend() },
  };
}

/** The day asked for had no data, and each kind of comparison is missing for its own reason. */
export function missingBaselines(locale: Locale = 'pt-BR'): Report {
  const report = ordinaryDay(locale);
  const volume: Observed = ['243116497.17', 'no-data', '0', 'before-history'];
  const transactions: Observed = ['1560426', 'no-data', '0', 'before-history'];
  const ticket: Observed = ['155.8013781', 'no-data', 'zero-denominator', 'before-history'];
  const gaps = new Set(['2025-03-11', '2025-03-12', '2025-03-20', '2025-03-30']);
  return {
    ...report,
    requestedDay: addDays(DAY, 1),
    notices: [
      { kind: 'fallback-day', requested: addDays(DAY, 1), used: DAY },
      { kind: 'filtered-rows', rows: 1204 },
    ],
    headline: [line('tpv', volume), line('transactions', transactions), line('average_ticket', ticket)],
    breakdowns: [
      {
        by: ['entity'],
        labels: [LABELS[locale].entity],
        lines: [
          segment(
            ['PJ'],
            ['243116497.17', 'no-data', '0', 'before-history'],
            ['1560426', 'no-data', '0', 'before-history'],
          ),
          {
            segment: ['PF'],
            metrics: [
              line('tpv', ['0', 'no-data', '0', 'before-history']),
              line('transactions', ['0', 'no-data', '0', 'before-history']),
              line('average_ticket', [null, 'no-data', 'zero-denominator', 'before-history']),
            ],
          },
        ],
      },
    ],
    trend: {
      metric: 'tpv',
      points: report.trend.points.map((point) => (gaps.has(point.day) ? { ...point, value: null } : point)),
    },
  };
}

/** Names that try to break a table, a terminal, a Markdown page or a font. */
export const HOSTILE_NAMES: readonly string[] = [
  'a|b||c\\|d\\',
  'line one\nline two\r\nthree',
  '<script>alert(1)</script> & <b>bold</b> &lt;',
  '\u001b[31mred\u001b[0m\u001b]0;title\u0007\u009b2J',
  '*bold* _under_ __dunder__ `code` ~~gone~~ [link](http://x) ![i](x) bank_slip',
  '# heading',
  '- item 1. one > quote',
  'https://example.com www.example.com a@example.com $x$',
  'supercalifragilisticexpialidocious-'.repeat(6),
  'many words in a very long name of a segment that nobody would ever want to read in full '.repeat(3).trim(),
  'قيمة المدفوعات \u202eevil',
  'תשלום בכרטיס',
  '信用卡付款 ポイント 결제',
  '👩‍👩‍👧‍👦 🇧🇷 família 💳',
  'Ação Çedilha ñandú Ωμέγα Жизнь',
  'e\u0301 combining \u200b zero width \ufeff',
  '',
  ' blanks at the ends  ',
  '---',
  '|:-:|',
];

export function hostileNames(locale: Locale = 'pt-BR'): Report {
  const report = ordinaryDay(locale);
  const names = [...HOSTILE_NAMES, ...Array.from({ length: 180 }, (_, index) => `segmento ${index + 1}`)];
  const lines = names.map((name, index): SegmentLine => {
    const scale = names.length - index;
    const volume = (factor: number): string => new Big(scale).times(factor).times('12345.67').toFixed(2);
    const count = (factor: number): string => new Big(scale).times(factor).times(79).toFixed(0);
    return segment(
      [name],
      [volume(1), volume(0.9), index % 7 === 0 ? '0' : volume(1.2), index % 11 === 0 ? 'no-data' : volume(2)],
      [count(1), count(1.1), index % 7 === 0 ? '0' : count(1.2), index % 11 === 0 ? 'no-data' : count(3)],
    );
  });
  return {
    ...report,
    headline: metricLines(
      ['999999999999999.99', '1.00', '-999999999999999.99', '999999999999999.98'],
      ['9007199254740993', '1', '9007199254740992', '0'],
    ),
    breakdowns: [
      { by: ['product'], labels: [LABELS[locale].product], lines },
      {
        by: ['entity', 'product'],
        labels: [LABELS[locale].entity, LABELS[locale].product],
        lines: twoDimensions(),
      },
    ],
    alerts: {
      ...report.alerts,
      rule: { ...report.alerts.rule, threshold: 2.5, direction: 'both' },
      items: manyAlerts(names),
    },
  };
}

/** A dataset of one metric without a good direction, whose unit is a number, that does not add up. */
export function oneMetric(locale: Locale = 'pt-BR'): Report {
  const report = ordinaryDay(locale);
  const score: ReportMetric = {
    name: 'score',
    label: 'CSAT',
    description: locale === 'pt-BR' ? 'Nota média, de 1 a 5' : 'Mean score, 1 to 5',
    unit: 'number',
    decimals: 2,
    goodDirection: 'none',
  };
  return {
    ...report,
    dataset: { name: 'support', title: locale === 'pt-BR' ? 'Atendimento' : 'Support' },
    metrics: [score],
    headline: [line('score', ['4.3712', '4.3712', '4.1', '4.52'])],
    breakdowns: [
      {
        by: ['team'],
        labels: [locale === 'pt-BR' ? 'Equipe' : 'Team'],
        lines: [
          { segment: ['Norte'], metrics: [line('score', ['4.61', '4.50', '4.2', '4.7'])] },
          { segment: ['Sul'], metrics: [line('score', ['4.02', '4.25', '4.0', '4.3'])] },
        ],
      },
    ],
    alerts: {
      rule: { ...report.alerts.rule, metrics: ['score'], by: ['team'], direction: 'up' },
      labels: [locale === 'pt-BR' ? 'Equipe' : 'Team'],
      evaluated: 2,
      withoutHistory: 0,
      items: [],
    },
    trend: {
      metric: 'score',
      points: report.trend.points.map(({ day }, index) => ({
        day,
        value: (4.2 + ((index * 7) % 10) / 40).toFixed(4),
      })),
    },
  };
}

export function emptyBreakdowns(locale: Locale = 'pt-BR'): Report {
  const report = ordinaryDay(locale);
  const empty: Breakdown = { by: ['entity'], labels: [LABELS[locale].entity], lines: [] };
  return {
    ...report,
    breakdowns: [empty],
    alerts: { ...report.alerts, evaluated: 0, withoutHistory: 1 },
    trend: { metric: 'tpv', points: report.trend.points.map(({ day }) => ({ day, value: null })) },
  };
}

/** A day with a handful of alerts, as an analyst would meet it. */
export function someAlerts(locale: Locale = 'pt-BR'): Report {
  const report = ordinaryDay(locale);
  const items = [
    alert('tpv', ['PJ', 'link', 'credit'], '14201377.55', 27944310.2, 4112009.1),
    alert('average_ticket', ['PF', 'bank_slip', 'uninformed'], '512.4', 859.37, 131.2),
    alert('tpv', ['PF', 'pix', 'uninformed'], '1804122.01', 2411897.66, 270114.9),
  ];
  return { ...report, alerts: { ...report.alerts, items } };
}

function metrics(locale: Locale): ReportMetric[] {
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

function metricLines(volume: Observed, transactions: Observed): MetricLine[] {
  return [
    line('tpv', volume),
    line('transactions', transactions),
    line('average_ticket', ratio(volume, transactions)),
  ];
}

function segment(key: readonly string[], volume: Observed, transactions: Observed): SegmentLine {
  return { segment: key, metrics: metricLines(volume, transactions) };
}

function line(metric: string, [value, ...baselines]: Observed): MetricLine {
  return {
    metric,
    value,
    comparisons: KINDS.map((kind, index) => comparison(kind, value, baselines[index] ?? 'no-data')),
  };
}

function comparison(kind: ComparisonKind, value: string | null, observed: string): Comparison {
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

function ratio(numerators: Observed, denominators: Observed): Observed {
  const [value, ...baselines] = numerators.map((numerator, index) => {
    const denominator = denominators[index] ?? '0';
    if (numerator === null || !isNumber(numerator)) return numerator ?? 'no-data';
    return new Big(denominator).eq(0) ? 'zero-denominator' : new Big(numerator).div(denominator).toFixed();
  });
  return [value !== undefined && isNumber(value) ? value : null, ...(baselines as MissingReason[])];
}

/** Splits the totals of the ordinary day by parts per thousand; the last segment takes the rest to the cent. */
function breakdown(
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

function split(totals: readonly string[], parts: readonly number[], decimals: number): Observed[] {
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

function twoDimensions(): SegmentLine[] {
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

function manyAlerts(names: readonly string[]): Alert[] {
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

function alert(
  metric: string,
  segment: readonly string[],
  value: string,
  mean: number,
  standardDeviation: number,
): Alert {
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

function trend(): TrendPoint[] {
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
