/** What people say about incidents and days, written down. */
import { annotate, takeBack } from '../annotations/annotate.ts';
import { baselineRuleOf } from '../analysis/alerts/alert-rule.ts';
import type { Annotation, AnnotationKind } from '../analysis/alerts/annotation.ts';
import { addDays } from '../analysis/calendar.ts';
import type { Context } from '../context.ts';
import type { Dataset } from '../datasets/definition.ts';
import { UsageError } from '../errors.ts';
import { fetchIncidentLog, type LoggedIncident } from '../report/alerts/incident-log.ts';
import type { EventFlags, SayFlags } from './alerts-flags.ts';
import { dayOf } from './option-values.ts';
import { todayOf } from './today-of.ts';

/** How far back an incident is looked for. */
const LOOKED_FOR_DAYS = 92;

export interface Saying {
  readonly kind: AnnotationKind;
  /** Its id. */
  readonly incident: string;
  readonly flags: SayFlags;
}

export async function runAlertsSay({ kind, incident: id, flags }: Saying, context: Context): Promise<void> {
  const dataset = await context.project.dataset(flags.dataset);
  const rule = baselineRuleOf(dataset);
  const day = addDays(await todayOf(dataset, context), -1);
  const { locale } = context.config;
  const written = await context.useDatabase(async (db) => {
    const log = await fetchIncidentLog(db, dataset, { rule, day, days: LOOKED_FOR_DAYS, locale });
    const incident = log.incidents.find((one) => one.id === id);
    if (incident === undefined) {
      throw new UsageError(`there is no incident ${JSON.stringify(id)} from ${log.from} to ${log.to}`, {
        hint: `see them: kpi alerts list --days ${LOOKED_FOR_DAYS}`,
      });
    }
    const annotation = sayingOf(kind, incident, flags);
    return { number: await annotate(db, dataset, rule.by, annotation), annotation };
  });
  confirm(written, context);
}

function sayingOf(kind: AnnotationKind, incident: LoggedIncident, flags: SayFlags): Omit<Annotation, 'id'> {
  const from = flags.from === undefined ? incident.since : dayOf('--from', flags.from);
  const last = flags.to === undefined ? incident.lastDay : dayOf('--to', flags.to);
  const to = flags.until === undefined ? last : dayOf('--until', flags.until);
  if (to < from) {
    const option = flags.until === undefined ? '--to' : '--until';
    throw new UsageError(`${option} ${to} is before ${from}, the first day that it is about`);
  }
  if (kind === 'event' && (flags.note ?? '').trim() === '') {
    throw new UsageError('an event needs a name', { hint: 'say it with --note, e.g. --note "Price change"' });
  }
  const { id, metric, segment } = incident;
  // An event is not about one metric.
  return {
    kind,
    incident: id,
    metric: kind === 'event' ? null : metric,
    segment,
    from,
    to,
    note: flags.note ?? '',
  };
}

export async function runAlertsEvent(name: string, flags: EventFlags, context: Context): Promise<void> {
  const dataset = await context.project.dataset(flags.dataset);
  const { by } = baselineRuleOf(dataset);
  const from = dayOf('--from', flags.from);
  const to = flags.to === undefined ? from : dayOf('--to', flags.to);
  if (to < from) throw new UsageError(`--to ${to} is before --from ${from}`);
  if (name.trim() === '') throw new UsageError('the name of the event is empty');
  const segment = flags.segment === undefined ? [] : flags.segment.split(',').map((value) => value.trim());
  if (segment.length > by.length) {
    throw new UsageError(
      `--segment ${JSON.stringify(flags.segment)} has more values than alerts have dimensions`,
      {
        hint: `values in this order: ${by.join(', ')}`,
      },
    );
  }
  const annotation = { kind: 'event', incident: null, metric: null, segment, from, to, note: name } as const;
  const number = await context.useDatabase((db) => annotate(db, dataset, by, annotation));
  confirm({ number, annotation }, context);
}

export async function runAlertsForget(
  number: string,
  name: string | undefined,
  context: Context,
): Promise<void> {
  const dataset: Dataset = await context.project.dataset(name);
  if (!/^[1-9]\d{0,17}$/.test(number)) throw unknownNumber(number);
  const found = await context.useDatabase((db) => takeBack(db, dataset, number));
  if (!found) throw unknownNumber(number);
  context.io.stdout.write(`${number} taken back\n`);
}

function unknownNumber(number: string): UsageError {
  return new UsageError(`nothing that was said has the number ${JSON.stringify(number)}`, {
    hint: 'see the numbers: kpi alerts list',
  });
}

interface Written {
  readonly number: string;
  readonly annotation: Omit<Annotation, 'id'>;
}

function confirm({ number, annotation }: Written, context: Context): void {
  const { kind, incident, from, to } = annotation;
  const about = incident === null ? JSON.stringify(annotation.note) : `incident ${incident}`;
  const days = from === to ? from : `${from} to ${to}`;
  context.io.stdout.write(`${kind}: ${about}, ${days}; take it back with kpi alerts forget ${number}\n`);
}
