/** One load run for people: what it was, then its files, restatements and data tests. */
import type { LoadRunDetails } from '../query/load-run-details.ts';
import type { LoadRunEntry } from '../query/load-run-list.ts';
import { wrap } from '../render/text-width.ts';
import { visibleText } from '../render/visible-text.ts';
import { localTime } from '../datasets/local-time.ts';
import { grouped } from './live-line.ts';
import { filesSection, restatementsSection, testsSection, type RunPage } from './runs-show-tables.ts';

export function runLines(run: LoadRunEntry, details: LoadRunDetails, page: RunPage): string[] {
  const { paint } = page;
  const style = { loaded: 'green', failed: 'red', running: 'yellow' } as const;
  const rejected = run.rows.rejected ?? 0;
  return [
    `${paint('bold', `run ${run.id}`)}: ${paint(style[run.status], run.status)}`,
    '',
    ...aboutLines(run, details, page),
    ...filesSection(details, page),
    ...restatementsSection(details, page),
    ...testsSection(details, page),
    ...(rejected === 0 ? [] : ['', `see the rejected rows: kpi runs rejects ${run.id}`]),
  ];
}

const LABEL_WIDTH = 10;

function aboutLines(
  run: LoadRunEntry,
  details: LoadRunDetails,
  { width, paint, timeZone }: RunPage,
): string[] {
  const time = localTime(run.startedAt, timeZone, 'second');
  const duration = run.seconds === null ? '' : `, ${run.seconds.toFixed(1)} s`;
  const facts: readonly (readonly [string, string | null])[] = [
    ['dataset', run.dataset],
    ['mode', run.mode],
    ['replay', run.replays === null ? null : `of the rejected rows of run ${run.replays}`],
    ['started', `${time} ${timeZone}${duration}`],
    ['version', run.toolVersion],
    // Of a run that succeeded, the files stand in a table of their own.
    ['sources', details.files.length > 0 ? null : run.sources.join(', ')],
    ['rows', rowsText(run)],
    ['days', daysText(run, details)],
    ['error', run.error],
  ];
  return facts.flatMap(([label, text]) => {
    if (text === null || text === '') return [];
    // What went wrong with a load has several lines; each stays one.
    const lines = text.split('\n').flatMap((line) => wrap(visibleText(line.trim()), width - LABEL_WIDTH));
    return lines.map(
      (line, index) => `${paint('dim', (index === 0 ? label : '').padEnd(LABEL_WIDTH))}${line}`,
    );
  });
}

/** `12 read = 5 new + 3 changed + 1 unchanged + 1 collapsed + 2 rejected; 4 deleted` */
function rowsText({ rows }: LoadRunEntry): string | null {
  const { read, inserted, updated, unchanged, collapsed, rejected, deleted } = rows;
  if (read === null) return rejected === null ? null : `${grouped(rejected)} rejected, nothing loaded`;
  const parts: readonly (readonly [number | null, string])[] = [
    [inserted, 'new'],
    [updated, 'changed'],
    [unchanged, 'unchanged'],
    [collapsed, 'collapsed'],
    [rejected, 'rejected'],
  ];
  const known = parts.flatMap(([count, word]) => (count === null ? [] : `${grouped(count)} ${word}`));
  const gone = deleted === null || deleted === 0 ? '' : `; ${grouped(deleted)} deleted`;
  return `${grouped(read)} read = ${known.join(' + ')}${gone}`;
}

const NAMED_DAYS = 10;

/** `31 from 2025-03-01 to 2025-03-31, 2 of them changed: 2025-03-30, 2025-03-31` */
function daysText({ firstDay, lastDay }: LoadRunEntry, { days }: LoadRunDetails): string | null {
  if (firstDay === null) return null;
  const { touched, changed } = days;
  const range = firstDay === lastDay ? firstDay : `${firstDay} to ${lastDay}`;
  if (touched.length === 0) return range;
  const named = [...changed.slice(0, NAMED_DAYS), ...(changed.length > NAMED_DAYS ? ['…'] : [])].join(', ');
  const which =
    changed.length === 0 ? 'none of them changed' : `${grouped(changed.length)} of them changed: ${named}`;
  return `${grouped(touched.length)} from ${range}, ${which}`;
}
