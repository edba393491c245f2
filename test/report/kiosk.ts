/** A made-up dataset of two metrics, and facts about three of its days, to build reports from by hand. */
import { PLAIN_CALENDAR } from '../../src/analysis/signal/series.ts';
import type { SegmentDay } from '../../src/analysis/alert.ts';
import { toDay } from '../../src/analysis/calendar.ts';
import { defineDataset } from '../../src/datasets/define-dataset.ts';
import { buildReport } from '../../src/report/build-report.ts';
import type { ReportFacts, ReportRequest } from '../../src/report/facts.ts';
import { reportRequest } from '../support/report-request.ts';

/** A kiosk that sells cups: small enough to do every sum in the head. */
export const kiosk = defineDataset({
  name: 'kiosk',
  title: { 'pt-BR': 'Quiosque', 'en-US': 'Kiosk' },
  table: { schema: 'bi', name: 'kiosk' },
  timeColumn: 'day',
  columns: {
    day: { type: 'date' },
    drink: { type: 'text' },
    size: { type: 'integer' },
    cups: { type: 'integer' },
    takings: { type: 'numeric', precision: 18, scale: 2 },
  },
  dimensions: {
    drink: { label: { 'pt-BR': 'Bebida', 'en-US': 'Drink' } },
    size: { label: { 'pt-BR': 'Tamanho', 'en-US': 'Size' } },
  },
  measures: ['cups', 'takings'],
  metrics: {
    takings: {
      kind: 'sum',
      measure: 'takings',
      unit: 'currency',
      decimals: 2,
      goodDirection: 'up',
      label: { 'pt-BR': 'Receita', 'en-US': 'Takings' },
      description: { 'pt-BR': 'Soma das vendas', 'en-US': 'Sum of sales' },
    },
    price: {
      kind: 'ratio',
      numerator: 'takings',
      denominator: 'cups',
      unit: 'currency',
      decimals: 2,
      goodDirection: 'none',
      label: { 'pt-BR': 'Preço', 'en-US': 'Price' },
      description: { 'pt-BR': 'Receita por copo', 'en-US': 'Takings per cup' },
    },
  },
  filter: [],
  report: { mainMetric: 'takings', by: [['drink']] },
  alerts: { metrics: ['takings'], by: ['drink'], windowDays: 28, threshold: 2, direction: 'both' },
});

export const DAY = toDay('2025-03-31');
export const [D1, W1, M1] = [toDay('2025-03-30'), toDay('2025-03-24'), toDay('2025-02-28')];

export const row = (
  day: string,
  takings: string,
  price: string | null,
  ...segment: string[]
): SegmentDay => ({
  day: toDay(day),
  segment,
  metrics: { takings, price },
});
export const arrived = (...days: string[]) =>
  days.map((day) => ({ day: toDay(day), rows: 3, filteredRows: 0 }));

export const FACTS: ReportFacts = {
  day: DAY,
  coverage: { firstDay: toDay('2025-01-01'), lastDay: DAY, lastDayUpTo: DAY },
  loadedDays: arrived(M1, W1, D1, DAY),
  totals: [
    row(M1, '80.00', '2.00'),
    row(W1, '120.00', '3.00'),
    row(D1, '100.00', '2.50'),
    row(DAY, '90.00', '2.25'),
  ],
  breakdowns: [[]],
  quantities: [],
  alertHistory: [],
  annotations: [],
  history: {
    timeline: { from: toDay('2025-01-01'), length: 0 },
    arrivals: { timeline: { from: toDay('2025-01-01'), length: 0 }, days: [], combinations: [] },
    metrics: [],
  },
  dataTests: [],
  restated: { values: [], total: 0 },
};
export const build = (facts: Partial<ReportFacts> = {}, request: Partial<ReportRequest> = {}) =>
  buildReport(kiosk, reportRequest(kiosk, DAY, request), { ...FACTS, ...facts }, PLAIN_CALENDAR);
/** The comparisons of a metric as `[baseline, delta, percent, missing]`. */
export const comparisonsOf = (
  facts: Partial<ReportFacts>,
  metric: 'takings' | 'price',
  coverage = FACTS.coverage,
) =>
  build({ coverage, ...facts })
    .headline.find((line) => line.metric === metric)
    ?.comparisons.map(({ baseline, delta, percent, missing }) => [baseline, delta, percent, missing]);
