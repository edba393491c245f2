/** Reports with an outlook: against targets, and while it learns. */
import { addDays, toDay } from '../../src/analysis/calendar.ts';
import type { Locale } from '../../src/datasets/definition.ts';
import type { Forecast, OutlookSection, Report } from '../../src/report/model.ts';
import { DAY } from './sample-parts.ts';
import { ordinaryDay } from './sample-report.ts';

const around = (value: number, part = 0.1): Forecast => ({
  value,
  lower: value * (1 - part),
  upper: value * (1 + 1.5 * part),
});

/** Three metrics with a target above, inside and below the interval; a holiday ahead; two days missing. */
export function withOutlook(locale: Locale = 'pt-BR', name?: string): Report {
  const report = ordinaryDay(locale);
  const outlook: OutlookSection = {
    month: {
      from: toDay('2025-03-01'),
      to: toDay('2025-03-31'),
      elapsed: 20,
      remaining: 11,
      missing: 2,
      partial: true,
    },
    state: 'told',
    metric: 'tpv',
    metrics: [
      {
        metric: 'tpv',
        toDate: '4814408004.79',
        projected: { value: 7384410000, lower: 7010000000, upper: 8301230000 },
        target: { value: '8500000000', percent: 86.8754, position: 'above' },
      },
      {
        metric: 'transactions',
        toDate: '35518298',
        projected: { value: 54920100, lower: 53748900, upper: 58333000 },
        target: { value: '55000000', percent: 99.8547, position: 'inside' },
      },
      {
        metric: 'average_ticket',
        toDate: '135.5476',
        projected: { value: 134.392, lower: 126.004, upper: 142.593 },
        target: { value: '120', percent: 111.993, position: 'below' },
      },
    ],
    days: [281170000, 210990000, 114310000, 264230000, 265260000, 268970000, 290780000].map(
      (value, index) => ({
        day: addDays(DAY, index + 1),
        holiday: index === 3 ? (name ?? (locale === 'pt-BR' ? 'Tiradentes' : "Tiradentes' Day")) : null,
        ...around(value),
      }),
    ),
    weeks: Array.from({ length: 8 }, (_, week) => ({
      from: addDays(DAY, 7 * week + 1),
      to: addDays(DAY, 7 * week + 7),
      ...around(1695710000 + 12340000 * week, 0.1 + week / 50),
    })),
  };
  return { ...report, outlook };
}

/** The same, with targets of segments: one that lags, one of a long name, one of which nothing is known. */
export function withSegmentTargets(locale: Locale = 'pt-BR'): Report {
  const report = withOutlook(locale);
  const { outlook } = report;
  if (outlook === undefined) return report;
  const items: NonNullable<OutlookSection['segments']>['items'] = [
    {
      metric: 'tpv',
      by: ['entity', 'product'],
      segment: ['PJ', 'pos'],
      toDate: '2114408004.79',
      projected: around(3284410000),
      target: { value: '4500000000', percent: 72.9868, position: 'above' },
    },
    {
      metric: 'tpv',
      by: ['product'],
      segment: ['a product with a name that is long'],
      toDate: '0',
      projected: null,
      target: { value: '7.5', percent: 0, position: null },
    },
    {
      metric: 'transactions',
      by: ['product'],
      segment: ['pix'],
      toDate: '12518298',
      projected: around(19920100),
      target: { value: '20000000', percent: 99.6005, position: 'inside' },
    },
  ];
  return { ...report, outlook: { ...outlook, segments: { items, more: 3 } } };
}

/** Too little history for forecasts; month to date against a target where there is one. */
export function learning(locale: Locale = 'pt-BR', withTarget = false): Report {
  const report = withOutlook(locale);
  const { outlook } = report;
  if (outlook === undefined) return report;
  const metrics = outlook.metrics.map((line, index) => ({
    ...line,
    projected: null,
    target: withTarget && index === 0 ? { value: '8500000000', percent: 56.6401, position: null } : null,
  }));
  const month = { ...outlook.month, missing: 0, partial: false };
  return { ...report, outlook: { ...outlook, month, metrics, state: 'learning', days: [], weeks: [] } };
}
