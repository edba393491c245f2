/** The alerts, or the calm line; always with the rule that was applied. */
import type { Alert } from '../../report/model.ts';
import { alertTone } from '../tone.ts';
import { layOutFitting, sectionTitle, type Page } from './page.ts';
import { styleOf } from './paint.ts';
import type { Cell, TextTable } from './text-table.ts';
import { wrap } from '../text-width.ts';

const SHORTEST_SEGMENT = 20;

export function alertLines(page: Page): string[] {
  const { report, phrases, paint, width } = page;
  const calm = report.alerts.items.length === 0;
  if (report.alerts.muted) {
    return wrap(`! ${phrases.alertsTitle()}. ${phrases.coverage()}`, width).map((line) =>
      paint('yellow', line),
    );
  }
  const rule = wrap(`${phrases.words.rule}: ${phrases.rule()} ${phrases.coverage()}`, width);
  return [
    calm ? paint('green', `✓ ${phrases.alertsTitle()}`) : sectionTitle(page, phrases.alertsTitle()),
    ...(calm ? [] : layOutFitting(page, [alertTable(page, 'exact'), alertTable(page, 'round')])),
    ...rule.map((line) => paint('dim', line)),
  ];
}

function alertTable({ report, phrases }: Page, numbers: 'exact' | 'round'): TextTable {
  const { words, format } = phrases;

  function row(alert: Alert): Cell[] {
    const metric = phrases.metric(alert.metric);
    const style = styleOf(alertTone(alert.direction, metric));
    const [value = '', mean = ''] =
      numbers === 'exact'
        ? [format.value(alert.value, metric), format.value(alert.mean, metric)]
        : format.magnitudes([Number(alert.value), alert.mean], metric, 2);
    return [
      { text: phrases.segment(alert.segment) },
      { text: metric.label },
      { text: value },
      { text: mean },
      { text: `${alert.direction === 'up' ? '▲' : '▼'} ${phrases.offExpected(alert)}`, style },
      { text: format.score(alert.z), style },
    ];
  }

  return {
    columns: [
      { header: words.segment, align: 'left', elastic: SHORTEST_SEGMENT },
      { header: words.metric, align: 'left' },
      { header: words.value, align: 'right' },
      { header: words.expected, align: 'right' },
      { header: words.offExpected, align: 'right' },
      { header: 'z', align: 'right' },
    ],
    rows: report.alerts.items.map(row),
  };
}
