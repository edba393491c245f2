/** The alerts, or the calm line; always with the rule that was applied. */
import { alertView, type AlertRow, type AlertTable } from '../alert-view.ts';
import { alertTone } from '../tone.ts';
import { layOutFitting, sectionTitle, type Page } from './page.ts';
import { styleOf } from './paint.ts';
import type { Cell, TextTable } from './text-table.ts';
import { wrap } from '../text-width.ts';

const SHORTEST_SEGMENT = 16;
const COLUMNS = 6;

export function alertLines(page: Page): string[] {
  const { report, phrases, paint, width } = page;
  const view = alertView(report, phrases);
  if (view.muted) {
    return wrap(`! ${view.title}. ${view.coverage}`, width).map((line) => paint('yellow', line));
  }
  const rule = wrap(`${view.rule} ${view.coverage}`, width);
  return [
    view.calm ? paint('green', `✓ ${view.title}`) : sectionTitle(page, view.title),
    ...view.tables.flatMap((table) => [
      ...(table.title === null ? [] : ['', paint('bold', table.title)]),
      ...layOutFitting(page, [textTable(page, table, 'exact'), textTable(page, table, 'round')]),
      ...(table.note === null ? [] : wrap(table.note, width).map((line) => paint('dim', line))),
    ]),
    ...view.notes.flatMap((note) => wrap(note, width)),
    ...rule.map((line) => paint('dim', line)),
  ];
}

function textTable({ phrases, width }: Page, table: AlertTable, numbers: 'exact' | 'round'): TextTable {
  const { words, format } = phrases;

  function row(alert: AlertRow): Cell[][] {
    const { metric, value, expected } = alert;
    const style = styleOf(alertTone(alert.direction, metric));
    const [shown = '', likely = ''] =
      numbers === 'exact'
        ? [format.value(value, metric), format.value(expected, metric)]
        : format.magnitudes([Number(value), expected], metric, 2);
    const details = alert.details.length === 0 ? [] : wrap(alert.details.join('; '), width - 2);
    return [
      [
        { text: alert.segment },
        { text: metric.label },
        { text: shown },
        { text: likely },
        { text: alert.off, style },
        { text: alert.last, style },
      ],
      ...details.map((text): Cell[] => [{ text: `  ${text}`, style: 'dim', span: COLUMNS }]),
    ];
  }

  return {
    columns: [
      { header: words.segment, align: 'left', elastic: SHORTEST_SEGMENT },
      { header: words.metric, align: 'left' },
      { header: words.value, align: 'right' },
      { header: words.expected, align: 'right' },
      { header: words.offExpected, align: 'right' },
      { header: table.last, align: 'right' },
    ],
    rows: table.rows.flatMap(row),
  };
}
