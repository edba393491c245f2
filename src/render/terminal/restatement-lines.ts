/** Figures of earlier days that have changed: as they were reported, and as they are. */
import type { ReportMetric, Restatement } from '../../report/model.ts';
import { formatDay, formatDayWithWeekday } from '../format-day.ts';
import { NONE } from '../phrases.ts';
import { wrap } from '../text-width.ts';
import { layOutFitting, sectionTitle, type Page } from './page.ts';
import type { TextTable } from './text-table.ts';

const SHORTEST_METRIC = 12;

export function restatementLines(page: Page): string[] {
  const { report, phrases, paint, width } = page;
  if (report.restatements === undefined) return [];
  const { words } = phrases;
  const { items } = report.restatements;
  const more = phrases.moreRestated();
  return [
    sectionTitle(page, words.restatements),
    ...layOutFitting(page, [
      restatementTable(page, items, { weekday: true, exact: true }),
      restatementTable(page, items, { weekday: false, exact: true }),
      restatementTable(page, items, { weekday: false, exact: false }),
    ]),
    ...(more === '' ? [] : [paint('dim', `+ ${more}`)]),
    ...wrap(words.restatementsNote, width).map((line) => paint('dim', line)),
  ];
}

/** What is left out when the window is narrow. */
interface Detail {
  readonly weekday: boolean;
  readonly exact: boolean;
}

function restatementTable(
  { report, phrases }: Page,
  items: readonly Restatement[],
  { weekday, exact }: Detail,
): TextTable {
  const { words, format } = phrases;
  const writeDay = weekday ? formatDayWithWeekday : formatDay;
  const write = (value: string | null, metric: ReportMetric): string => {
    if (value === null) return NONE;
    return exact ? format.value(value, metric) : (format.magnitudes([Number(value)], metric, 2)[0] ?? NONE);
  };
  return {
    columns: [
      { header: words.day, align: 'left' },
      { header: words.metric, align: 'left', elastic: SHORTEST_METRIC },
      { header: words.before, align: 'right' },
      { header: words.after, align: 'right' },
      { header: words.percent, align: 'right' },
    ],
    rows: items.map((item) => {
      const metric = phrases.metric(item.metric);
      return [
        { text: writeDay(item.day, report.locale) },
        { text: metric.label },
        { text: write(item.before, metric) },
        { text: write(item.after, metric) },
        { text: phrases.restated(item) },
      ];
    }),
  };
}
