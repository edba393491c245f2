/** Every metric with its value, and below it each comparison: day, baseline, difference and change. */
import type { Comparison, ReportMetric } from '../../report/model.ts';
import { formatDay, formatDayWithWeekday } from '../format-day.ts';
import { NONE } from '../phrases.ts';
import { toneOf } from '../tone.ts';
import { layOutFitting, type Page } from './page.ts';
import { styleOf } from './paint.ts';
import type { Cell, TextTable } from './text-table.ts';

export function headlineLines(page: Page): string[] {
  if (page.report.headline.length === 0) return [];
  return layOutFitting(page, [headlineTable(page, formatDayWithWeekday), headlineTable(page, formatDay)]);
}

function headlineTable({ report, phrases }: Page, writeDay: typeof formatDay): TextTable {
  const { words, value } = phrases;

  function comparisonRow(comparison: Comparison, metric: ReportMetric): Cell[] {
    const { kind, day, baseline, delta, missing } = comparison;
    const head: Cell[] = [{ text: `  ${kind}` }, { text: writeDay(day, report.locale), style: 'dim' }];
    if (baseline === null) {
      return [...head, { text: missing ? words.missing[missing] : NONE, span: 3, style: 'dim' }];
    }
    return [
      ...head,
      { text: value(baseline, metric) },
      { text: delta === null ? NONE : phrases.format.delta(delta, metric) },
      {
        text: phrases.change(comparison),
        style: comparison.percent === null ? 'dim' : styleOf(toneOf(comparison, metric)),
      },
    ];
  }

  const rows = report.headline.flatMap((line) => {
    const metric = phrases.metric(line.metric);
    const head: Cell[] = [
      { text: metric.label, style: 'bold', span: 2 },
      { text: value(line.value, metric), style: 'bold' },
    ];
    return [head, ...line.comparisons.map((comparison) => comparisonRow(comparison, metric))];
  });
  return {
    columns: [
      { header: '', align: 'left' },
      { header: '', align: 'left' },
      { header: words.value, align: 'right' },
      { header: words.delta, align: 'right' },
      { header: words.percent, align: 'right' },
    ],
    rows,
  };
}
