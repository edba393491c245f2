/** Every metric with its value, and below it each comparison: day, baseline, difference and change. */
import type { Comparison, MetricLine } from '../../report/model.ts';
import { formatDay, formatDayWithWeekday } from '../format-day.ts';
import { NONE } from '../phrases.ts';
import { wrap } from '../text-width.ts';
import { toneOf } from '../tone.ts';
import { verdictTexts } from '../verdict-text.ts';
import { ALERT_WORDS } from '../words/alert-words.ts';
import { layOutFitting, type Page } from './page.ts';
import { styleOf } from './paint.ts';
import type { Cell, TextTable } from './text-table.ts';

export function headlineLines(page: Page): string[] {
  if (page.report.headline.length === 0) return [];
  return layOutFitting(page, [
    headlineTable(page, formatDayWithWeekday, true),
    headlineTable(page, formatDay, true),
    headlineTable(page, formatDayWithWeekday, false),
    headlineTable(page, formatDay, false),
  ]);
}

/** @param withVerdicts a column for them; without it they stand below the day's own, where they differ from it */
function headlineTable(
  { report, phrases, width }: Page,
  writeDay: typeof formatDay,
  withVerdicts: boolean,
): TextTable {
  const { words, value } = phrases;
  const verdicts = verdictTexts(report, phrases);
  const shown = withVerdicts && verdicts.any;

  function comparisonRow(line: MetricLine, index: number, comparison: Comparison): Cell[] {
    const metric = phrases.metric(line.metric);
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
      ...(shown ? [{ text: verdicts.change(line, index), style: 'dim' } as const] : []),
    ];
  }

  const columns = [
    { header: '', align: 'left' },
    { header: '', align: 'left' },
    { header: words.value, align: 'right' },
    { header: words.delta, align: 'right' },
    { header: words.percent, align: 'right' },
    ...(shown ? [{ header: ALERT_WORDS[report.locale].verdict, align: 'left' } as const] : []),
  ] as const;
  const rows = report.headline.flatMap((line) => {
    const metric = phrases.metric(line.metric);
    const notes = [verdicts.day(line), shown ? '' : verdicts.others(line)].filter((text) => text !== '');
    const head: Cell[] = [
      { text: metric.label, style: 'bold', span: 2 },
      { text: value(line.value, metric), style: 'bold' },
    ];
    return [
      head,
      ...notes
        .flatMap((text) => wrap(text, width - 2))
        .map((text): Cell[] => [{ text: `  ${text}`, style: 'dim', span: columns.length }]),
      ...line.comparisons.map((comparison, index) => comparisonRow(line, index, comparison)),
    ];
  });
  return { columns, rows };
}
