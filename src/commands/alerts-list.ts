import { baselineRuleOf } from '../analysis/alerts/alert-rule.ts';
import { addDays } from '../analysis/calendar.ts';
import type { Context } from '../context.ts';
import type { Dataset } from '../datasets/definition.ts';
import { UsageError } from '../errors.ts';
import type { AnnotationEntry } from '../query/annotations.ts';
import { createFormatter } from '../render/format.ts';
import { layOutFitting } from '../render/terminal/page.ts';
import { createPaint } from '../render/terminal/paint.ts';
import type { Cell, TextTable } from '../render/terminal/text-table.ts';
import { visibleText } from '../render/visible-text.ts';
import { fetchIncidentLog, type IncidentLog, type LoggedIncident } from '../report/alerts/incident-log.ts';
import type { ListFlags } from './alerts-flags.ts';
import { dayOf } from './option-values.ts';
import { todayOf } from './today-of.ts';

export async function runAlertsList(flags: ListFlags, context: Context): Promise<void> {
  const dataset = await context.project.dataset(flags.dataset);
  const day =
    flags.date === undefined ? addDays(await todayOf(dataset, context), -1) : dayOf('--date', flags.date);
  const days = daysOf(flags.days);
  const { locale } = context.config;
  const rule = baselineRuleOf(dataset);
  const log = await context.useDatabase((db) => fetchIncidentLog(db, dataset, { rule, day, days, locale }), {
    quiet: true,
  });
  const { stdout } = context.io;
  stdout.write(flags.json === true ? `${JSON.stringify(log, null, 2)}\n` : textOf(log, dataset, context));
}

function textOf(log: IncidentLog, dataset: Dataset, context: Context): string {
  const { stdout } = context.io;
  const page = { width: stdout.columns, paint: createPaint(stdout.colour) };
  const incidents =
    log.incidents.length === 0
      ? [`no incident from ${log.from} to ${log.to}`]
      : layOutFitting(page, [incidentTable(log.incidents, dataset, context)]);
  const said =
    log.annotations.length === 0
      ? []
      : ['', page.paint('bold', 'Said'), ...layOutFitting(page, [saidTable(log.annotations)])];
  return `${[...incidents, ...said, ...precision(log)].join('\n')}\n`;
}

function incidentTable(
  incidents: readonly LoggedIncident[],
  dataset: Dataset,
  { config }: Context,
): TextTable {
  const format = createFormatter('en-US', config.currency);
  const rows = incidents.map((incident): Cell[] => {
    const { id, since, lastDay, days, metric, segment, direction, value, expected, open, annotation } =
      incident;
    const change = expected === 0 ? '—' : format.percent((value / expected - 1) * 100);
    return [
      { text: id },
      { text: open ? 'open' : 'ended', style: open ? 'yellow' : 'dim' },
      { text: since },
      { text: lastDay },
      { text: String(days) },
      { text: segment.length === 0 ? 'total' : segment.map(visibleText).join(' · ') },
      { text: dataset.metrics[metric]?.label[config.locale] ?? metric },
      { text: `${direction === 'up' ? '▲' : '▼'} ${change}` },
      { text: annotation?.kind ?? '' },
    ];
  });
  const left = (header: string) => ({ header, align: 'left' }) as const;
  const right = (header: string) => ({ header, align: 'right' }) as const;
  return {
    columns: [
      left('incident'),
      left(''),
      left('since'),
      left('last'),
      right('days'),
      { ...left('segment'), elastic: 12 },
      left('metric'),
      right('off by'),
      left('said'),
    ],
    rows,
  };
}

function saidTable(annotations: readonly AnnotationEntry[]): TextTable {
  const left = (header: string) => ({ header, align: 'left' }) as const;
  const rows = annotations.map(({ id, kind, incident, segment, from, to, note }): Cell[] => [
    { text: id },
    { text: kind },
    { text: incident ?? '' },
    { text: from },
    { text: to },
    {
      text: [segment.map(visibleText).join(' · '), visibleText(note)]
        .filter((text) => text !== '')
        .join(': '),
    },
  ]);
  const columns = [left('number'), left('said'), left('incident'), left('from'), left('to'), left('about')];
  return { columns, rows };
}

/** Of the incidents that somebody has labelled, how many were right. */
function precision({ annotations }: IncidentLog): string[] {
  const count = (kind: 'true' | 'false') =>
    new Set(annotations.filter((one) => one.kind === kind).map(({ incident }) => incident)).size;
  const [right, wrong] = [count('true'), count('false')];
  const all = right + wrong;
  if (all === 0) return [];
  return ['', `${right} of ${all} labelled incidents were right (${Math.round((100 * right) / all)}%)`];
}

function daysOf(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new UsageError(`--days ${JSON.stringify(text)} is not a number from 1 to 9999`);
}
