import type { WeekTally } from '../analysis/backtest/tally.ts';
import { addDays, weekday, type BusinessDay } from '../analysis/calendar.ts';
import type { Context } from '../context.ts';
import type { Dataset } from '../datasets/definition.ts';
import { createFormatter } from '../render/format.ts';
import { layOutFitting } from '../render/terminal/page.ts';
import { createPaint } from '../render/terminal/paint.ts';
import type { Cell, Column, TextTable } from '../render/terminal/text-table.ts';
import { visibleText } from '../render/visible-text.ts';
import type { Backtest } from '../report/backtest/backtest-model.ts';
import { injectedTables } from './alerts-backtest-injected.ts';

/** The latest that are shown; JSON has all. */
const MOST_ALERTS = 20;
const MOST_WEEKS = 13;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** A replay as short tables, 80 columns wide where labels allow. */
export function backtestText(backtest: Backtest, dataset: Dataset, context: Context): string {
  const { stdout } = context.io;
  const page = { width: stdout.columns, paint: createPaint(stdout.colour) };
  const section = (title: string, table: TextTable) => [
    '',
    page.paint('bold', title),
    ...layOutFitting(page, [table]),
  ];
  const { alerts, injected } = backtest;
  const latest = Math.min(MOST_ALERTS, alerts.length);
  const left = alerts.length - latest;
  const weeks = weekTable(backtest);
  const lines = [
    ...summary(backtest),
    ...section('By weekday', weekdayTable(backtest)),
    ...section('By week', { ...weeks, rows: weeks.rows.slice(-MOST_WEEKS) }),
    ...leftOutOf(weeks.rows.length - MOST_WEEKS),
    ...(latest === 0
      ? []
      : section(
          left === 0 ? 'Alerts' : `The latest ${latest} alerts`,
          alertTable(backtest, dataset, context),
        )),
    ...leftOutOf(left),
    ...(injected === undefined
      ? []
      : [
          ...injectedTables(injected, dataset, context.config.locale).flatMap(({ title, table }) =>
            section(`Caught of what was injected: ${title}`, table),
          ),
          '',
          `Tested from ${injected.from} on, on days without a name. Thresholds are set on the`,
          'same days; what was wrong there counts as ordinary unless it is labelled.',
          'docs/signal.md says what these shares mean.',
        ]),
  ];
  return `${lines.join('\n')}\n`;
}

function leftOutOf(count: number): string[] {
  return count <= 0 ? [] : [`and ${count} before: --json has all`];
}

function summary(backtest: Backtest): string[] {
  const { rule, from, to, total, holidays, leftOut, movedFrom, unwatched = 0 } = backtest;
  const { missing, partial } = leftOut;
  const how =
    rule.method === 'baseline'
      ? `baseline, false discovery rate ${rule.falseDiscoveryRate}`
      : `zscore, ${rule.windowDays} days, threshold ${rule.threshold}`;
  const out = [
    ...(missing.length > 0 ? [`${missing.length} without data`] : []),
    ...(partial.length > 0 ? [`${partial.length} incomplete`] : []),
  ];
  const a = (rate: number | null) => (rate === null ? '—' : rate.toFixed(1));
  return [
    `${from} to ${to}: ${how}, direction ${rule.direction}`,
    ...(movedFrom === undefined ? [] : [moved(movedFrom, backtest)]),
    `${counted(total.days, 'day')} judged${out.length === 0 ? '' : ` (left out: ${out.join(', ')})`}, ` +
      counted(total.segmentDays, 'segment-day'),
    ...(unwatched === 0 ? [] : [`not watched by themselves: ${counted(unwatched, 'smaller segment')}`]),
    `${counted(total.alerts, 'alert')} in ${counted(total.incidents, 'incident')}: ` +
      `${a(total.alertsPerWeek)} alerts and ${a(total.incidentsPerWeek)} incidents a week` +
      (total.known === 0 ? '' : `; ${total.known} more that somebody has said something about`),
    ...(holidays.days === 0
      ? []
      : [`${holidays.alerts} of them on ${counted(holidays.days, 'day')} with a name`]),
  ];
}

function moved(asked: BusinessDay, { rule, from, injected }: Backtest): string {
  const why =
    rule.method === 'baseline' || injected !== undefined
      ? 'eight weeks have to be known before'
      : 'the history begins there';
  return `from ${from} on, not ${asked}: ${why}`;
}

function weekdayTable({ weekdays, total }: Backtest): TextTable {
  const share = (alerts: number) =>
    total.alerts === 0 ? '—' : `${Math.round((100 * alerts) / total.alerts)}%`;
  const row = (name: string, cells: readonly (string | number)[]): Cell[] =>
    [name, ...cells].map((cell) => ({ text: String(cell) }));
  return {
    columns: [left(''), ...weekdays.map((one) => right(WEEKDAYS[one.weekday - 1] ?? ''))],
    rows: [
      row(
        'days',
        weekdays.map(({ days }) => days),
      ),
      row(
        'alerts',
        weekdays.map(({ alerts }) => alerts),
      ),
      row(
        'share',
        weekdays.map(({ alerts }) => share(alerts)),
      ),
    ],
  };
}

/** Quiet weeks in a row are one line. */
function weekTable({ weeks, to }: Backtest): TextTable {
  const rows: Cell[][] = [];
  let quiet: WeekTally[] = [];
  const tell = (some: readonly WeekTally[]) => {
    const [first, last] = [some[0], some.at(-1)];
    if (first === undefined || last === undefined) return;
    const sum = (of: (week: WeekTally) => number) => some.reduce((total, week) => total + of(week), 0);
    const end = addDays(last.from, 6);
    rows.push([
      { text: some.length === 1 ? first.from : `${first.from} to ${end < to ? end : to}` },
      { text: String(sum(({ days }) => days)) },
      { text: String(sum(({ alerts }) => alerts)) },
      { text: String(sum(({ incidents }) => incidents)) },
      { text: [...new Set(some.flatMap(({ holidays }) => holidays))].join(', ') },
    ]);
  };
  for (const week of weeks) {
    if (week.alerts === 0) {
      quiet.push(week);
      continue;
    }
    tell(quiet);
    quiet = [];
    tell([week]);
  }
  tell(quiet);
  return {
    columns: [
      left('week from'),
      right('days'),
      right('alerts'),
      right('incidents'),
      { ...left('days with a name'), elastic: 16 },
    ],
    rows,
  };
}

function alertTable({ alerts }: Backtest, dataset: Dataset, { config }: Context): TextTable {
  const format = createFormatter('en-US', config.currency);
  const rows = alerts
    .slice(-MOST_ALERTS)
    .map(({ day, holiday, segment, metric, direction, offBy, incident, said }) => [
      { text: named(day) },
      { text: segment.length === 0 ? 'total' : segment.map(visibleText).join(' · ') },
      { text: dataset.metrics[metric]?.label[config.locale] ?? metric },
      { text: `${direction === 'up' ? '▲' : '▼'} ${offBy === null ? '—' : format.percent(100 * offBy)}` },
      { text: incident },
      { text: [said, holiday].filter((text) => text !== null).join(', ') },
    ]);
  return {
    columns: [
      left('day'),
      { ...left('segment'), elastic: 12 },
      left('metric'),
      right('off by'),
      left('incident'),
      left(''),
    ],
    rows,
  };
}

function named(day: BusinessDay): string {
  return `${day} ${WEEKDAYS[weekday(day) - 1] ?? ''}`;
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString('en-US')} ${what}${count === 1 ? '' : 's'}`;
}

function left(header: string): Column {
  return { header, align: 'left' };
}

function right(header: string): Column {
  return { header, align: 'right' };
}
