/** Reports to render: an ordinary day, and days on which everything that can go wrong does. */
import Big from 'big.js';
import { addDays } from '../../src/analysis/calendar.ts';
import type { Locale } from '../../src/datasets/definition.ts';
import type { Breakdown, Report, ReportMetric, SegmentLine } from '../../src/report/model.ts';

import {
  DAY,
  LABELS,
  type Observed,
  metrics,
  metricLines,
  segment,
  line,
  breakdown,
  twoDimensions,
  manyAlerts,
  alert,
  restated,
  trend,
} from './sample-parts.ts';
import { explained, explainedRate, reversedDay, withoutWhy } from './sample-why.ts';
import { classicAlerts } from '../support/classic-alerts.ts';

export function ordinaryDay(locale: Locale = 'pt-BR'): Report {
  const words = LABELS[locale];
  const volume: Observed = ['243116497.17', '98963211.41', '234290470.29', '276642803.41'];
  const transactions: Observed = ['1560426', '1344812', '1486037', '2188951'];
  return explained({
    schemaVersion: 1,
    dataset: { name: 'payments', title: words.title },
    locale,
    currency: 'BRL',
    day: DAY,
    requestedDay: DAY,
    completeness: { state: 'complete', findings: [] },
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
      method: 'zscore',
      rule: {
        method: 'zscore',
        metrics: ['tpv', 'average_ticket'],
        by: ['entity', 'product', 'payment_method'],
        windowDays: 28,
        threshold: 2,
        direction: 'down',
      },
      labels: [words.entity, words.product, words.method],
      muted: false,
      evaluated: 34,
      withoutHistory: 2,
      items: [],
    },
    trend: { metric: 'tpv', points: trend() },
  });
}

/** Segments that come and go, and Simpson's paradox. */
export function paradox(locale: Locale = 'pt-BR'): Report {
  return reversedDay(ordinaryDay(locale));
}

/** The day asked for had no data, and each kind of comparison is missing for its own reason. */
export function missingBaselines(locale: Locale = 'pt-BR'): Report {
  const report = ordinaryDay(locale);
  const volume: Observed = ['243116497.17', 'no-data', '0', 'before-history'];
  const transactions: Observed = ['1560426', 'no-data', '0', 'before-history'];
  const ticket: Observed = ['155.8013781', 'no-data', 'zero-denominator', 'before-history'];
  const gaps = new Set(['2025-03-11', '2025-03-12', '2025-03-20', '2025-03-30']);
  return explained({
    ...report,
    requestedDay: addDays(DAY, 1),
    completeness: { ...report.completeness, missingSince: addDays(DAY, 1) },
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
  });
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
  return explained({
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
      ...classicAlerts(report),
      rule: { ...classicAlerts(report).rule, threshold: 2.5, direction: 'both' },
      items: manyAlerts(names),
    },
  });
}

/** A dataset of one metric without a good direction, whose unit is a number, that does not add up. */
export function oneMetric(locale: Locale = 'pt-BR'): Report {
  const report = withoutWhy(ordinaryDay(locale));
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
      method: 'zscore',
      rule: { ...classicAlerts(report).rule, metrics: ['score'], by: ['team'], direction: 'up' },
      labels: [locale === 'pt-BR' ? 'Equipe' : 'Team'],
      muted: false,
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

/** A metric in percent: fractions in the model, percentages and percentage points in print. */
export function percentMetric(locale: Locale = 'pt-BR'): Report {
  const report = oneMetric(locale);
  const portuguese = locale === 'pt-BR';
  const rate: ReportMetric = {
    name: 'refund_rate',
    label: portuguese ? 'Taxa de reembolso' : 'Refund rate',
    description: portuguese ? 'Reembolsos ÷ pedidos' : 'Refunds ÷ orders',
    unit: 'percent',
    decimals: 2,
    goodDirection: 'down',
  };
  const day: Report = {
    ...report,
    dataset: { name: 'shop', title: portuguese ? 'Loja' : 'Shop' },
    metrics: [rate],
    headline: [line('refund_rate', ['0.10619469', '0.0942', '0.10619469', '0'])],
    breakdowns: [
      {
        by: ['team'],
        labels: [portuguese ? 'Canal' : 'Channel'],
        lines: [
          { segment: ['web'], metrics: [line('refund_rate', ['0.125', '0.12', '0.1', '0.13'])] },
          { segment: ['app'], metrics: [line('refund_rate', ['0.0007', '0.0011', 'no-data', '1.5'])] },
        ],
      },
    ],
    alerts: {
      ...classicAlerts(report),
      rule: { ...classicAlerts(report).rule, metrics: ['refund_rate'] },
      labels: [portuguese ? 'Canal' : 'Channel'],
      items: [alert('refund_rate', ['web'], '0.125', 0.0712345, 0.011)],
    },
    trend: {
      metric: 'refund_rate',
      points: report.trend.points.map(({ day }, index) => ({
        day,
        value: (0.07 + ((index * 7) % 10) / 200).toFixed(4),
      })),
    },
  };
  return explainedRate(day, locale);
}

export function emptyBreakdowns(locale: Locale = 'pt-BR'): Report {
  const report = withoutWhy(ordinaryDay(locale));
  const empty: Breakdown = { by: ['entity'], labels: [LABELS[locale].entity], lines: [] };
  return {
    ...report,
    breakdowns: [empty],
    alerts: { ...classicAlerts(report), evaluated: 0, withoutHistory: 1 },
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
  return { ...report, alerts: { ...classicAlerts(report), items } };
}

/** Earlier days that were loaded again: up, down, from nothing, to nothing, and more than are named. */
export function restatedDays(locale: Locale = 'pt-BR', more = 31): Report {
  const items = [
    restated('2025-03-30', 'tpv', '98963211.41', '99105877.02'),
    restated('2025-03-30', 'average_ticket', '73.5889', '73.6945'),
    restated('2025-03-28', 'transactions', '2188951', '2100003'),
    restated('2025-03-15', 'tpv', '0', '12.5'),
    restated('2025-03-15', 'average_ticket', null, '12.5'),
    restated('2024-12-31', 'tpv', '9999999999999999.99', '-0.01'),
    restated('2024-12-31', 'average_ticket', '1', null),
  ];
  return { ...someAlerts(locale), restatements: { items, more } };
}

/** A day that arrived in part, compared with one that did too. */
export function partialDay(locale: Locale = 'pt-BR'): Report {
  const report = ordinaryDay(locale);
  return {
    ...report,
    completeness: {
      state: 'partial',
      findings: [
        { kind: 'rows', found: 210, usual: 1420 },
        {
          kind: 'segments',
          found: 31,
          usual: 48,
          missing: [
            ['PJ', 'pos', 'credit'],
            ['PJ', 'tap', 'credit'],
            ['PJ', 'pos', 'debit'],
            ['PJ', 'pix', ''],
            ['PF', 'bank_slip', 'uninformed'],
          ],
        },
        { kind: 'last-row', found: 845, usual: 1438 },
      ],
    },
    notices: [
      { kind: 'incomplete-day' },
      { kind: 'incomplete-baselines', days: [addDays(DAY, -1), addDays(DAY, -7)] },
    ],
    breakdowns: [
      {
        by: ['entity'],
        labels: [LABELS[locale].entity],
        lines: [
          {
            segment: ['PJ'],
            metrics: [
              line('tpv', [null, '8.00', '2.00', '4.00']),
              line('transactions', [null, '8', '2', '4']),
              line('average_ticket', [null, '1.00', '1.00', '1.00']),
            ].map((unknown) => ({
              ...unknown,
              comparisons: unknown.comparisons.map((comparison) => ({
                ...comparison,
                missing: 'incomplete-day' as const,
              })),
            })),
          },
          segment(
            ['PF'],
            ['98963211.41', '98963210.41', 'incomplete-day', '1.00'],
            ['12', '11', 'incomplete-day', '1'],
          ),
        ],
      },
    ],
    alerts: { ...report.alerts, muted: true, evaluated: 0, withoutHistory: 0 },
  };
}
