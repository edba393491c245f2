/** Explanations to render: of the sample's own figures, and of what rarely happens. */
import { baselineDay } from '../../src/analysis/comparison.ts';
import type { BusinessDay } from '../../src/analysis/calendar.ts';
import { defineDataset } from '../../src/datasets/define-dataset.ts';
import type { Dataset, Locale } from '../../src/datasets/definition.ts';
import { payments } from '../../src/packs/payments/dataset.ts';
import type { QuantitiesRow } from '../../src/query/quantities.ts';
import type { Report } from '../../src/report/model.ts';
import type { ExpectedParts } from '../../src/report/expected-parts.ts';
import { whyOf } from '../../src/report/why.ts';
import { DAY, metricLines } from './sample-parts.ts';

/** The report with the explanation that its breakdowns by one dimension lead to. */
export function explained(report: Report, expected?: ExpectedParts): Report {
  const quantities = report.breakdowns.flatMap(({ by, lines }) =>
    by.length > 1
      ? []
      : lines.flatMap(({ segment: [value = ''], metrics }): QuantitiesRow[] => {
          const [volume, count] = metrics;
          const row = (day: BusinessDay, numbers: (string | null | undefined)[]): QuantitiesRow[] =>
            numbers.some((number) => typeof number !== 'string')
              ? []
              : [{ day, dimension: by[0] ?? '', value, quantities: numbers as string[] }];
          return [
            ...row(report.day, [volume?.value, count?.value]),
            ...(volume?.comparisons ?? []).flatMap(({ day, baseline }, index) =>
              row(day, [baseline, count?.comparisons[index]?.baseline]),
            ),
          ];
        }),
  );
  const dimensions = Object.entries(payments.dimensions).filter(([name]) =>
    report.breakdowns.some(({ by }) => by.length === 1 && by[0] === name),
  );
  return withWhy(report, { ...payments, dimensions: Object.fromEntries(dimensions) }, quantities, expected);
}

export function withoutWhy(report: Report): Report {
  const { why, ...rest } = report;
  return why === undefined ? report : rest;
}

/** Quantities of the day and of the day before, by value; null where it is not there. */
type Given = Readonly<Record<string, readonly [before: string[] | null, after: string[] | null]>>;

/** Like any day, but of its products some are new and some gone, and each ticket moves against the whole. */
export function reversedDay(report: Report): Report {
  const values: Given = {
    pos: [
      ['90000.00', '1000'],
      ['648000.00', '9000'],
    ],
    pix: [
      ['270000.00', '9000'],
      ['25000.00', '1000'],
    ],
    link: [['1200.10', '3'], null],
    'crypto wallet': [null, ['70500.25', '310']],
    tap: [null, ['0.07', '1']],
    voucher: [null, ['0.02', '1']],
  };
  const { product } = payments.dimensions;
  const day: Report = {
    ...report,
    headline: metricLines(
      ['743500.34', '361200.10', 'no-data', 'no-data'],
      ['10312', '10003', 'no-data', 'no-data'],
    ),
  };
  return onlyAgainstDayBefore(day, { ...payments, dimensions: { product } }, 'product', values);
}

/** Whose one metric is in percent. */
export function explainedRate(report: Report, locale: Locale): Report {
  const dataset = rateDataset(locale);
  return onlyAgainstDayBefore(report, dataset, 'team', {
    web: [
      ['120', '1000'],
      ['250', '2000'],
    ],
    app: [
      ['11', '400'],
      ['2', '300'],
    ],
    fax: [['9', '90'], null],
  });
}

function onlyAgainstDayBefore(report: Report, dataset: Dataset, dimension: string, values: Given): Report {
  const dayBefore = baselineDay('D-1', DAY, 'calendar');
  const quantities = Object.entries(values).flatMap(([value, [before, after]]): QuantitiesRow[] => [
    ...(before ? [{ day: dayBefore, dimension, value, quantities: before }] : []),
    ...(after ? [{ day: DAY, dimension, value, quantities: after }] : []),
  ]);
  return withWhy(report, dataset, quantities);
}

function withWhy(
  report: Report,
  dataset: Dataset,
  quantities: readonly QuantitiesRow[],
  expected?: ExpectedParts,
): Report {
  return {
    ...withoutWhy(report),
    ...whyOf(dataset, report.locale, report.headline, { day: report.day, quantities }, expected),
  };
}

function rateDataset(locale: Locale) {
  const label = { 'pt-BR': 'Taxa de reembolso', 'en-US': 'Refund rate' };
  const team = locale === 'pt-BR' ? 'Canal' : 'Channel';
  return defineDataset({
    name: 'shop',
    title: label,
    table: { schema: 'bi', name: 'shop' },
    timeColumn: 'day',
    columns: {
      day: { type: 'date' },
      team: { type: 'text' },
      note: { type: 'text' },
      refunds: { type: 'integer' },
      orders: { type: 'integer' },
    },
    dimensions: {
      team: { label: { 'pt-BR': team, 'en-US': team } },
      note: { label: { 'pt-BR': 'Nota', 'en-US': 'Note' } },
    },
    measures: ['refunds', 'orders'],
    metrics: {
      refund_rate: {
        kind: 'ratio',
        numerator: 'refunds',
        denominator: 'orders',
        unit: 'percent',
        decimals: 2,
        goodDirection: 'down',
        label,
        description: label,
      },
    },
    filter: [],
    report: { mainMetric: 'refund_rate', by: [] },
    alerts: { metrics: [], by: [], windowDays: 28, threshold: 2, direction: 'both' },
  });
}
