/** A sample → a dataset definition with the reason of every decision. Pure: asking again with other choices is cheap. */
import type { Delimiter, Locale } from '../datasets/definition.ts';
import { SourceError, UsageError } from '../errors.ts';
import { columnSchema } from '../columns/column-schema.ts';
import { quoteValue } from '../columns/quote-value.ts';
import { datasetNameOf } from './column-names.ts';
import { checkKey, choose, type Choices } from './choices.ts';
import { assignRoles } from './assign-roles.ts';
import { guessKey } from './key.ts';
import { guessMetrics, type MetricGuess } from './metrics.ts';
import { profileColumns, type LeftOut, type Profile } from './profile.ts';
import type { Sample } from './read-sample.ts';
import type { Role } from './roles.ts';
import { guessTime, noTime, type TimeGuess } from './time-column.ts';

export interface DraftColumn extends Profile {
  readonly role: Role;
  readonly roleReason: string;
}

export interface Draft {
  readonly name: string;
  readonly table: { readonly schema: string; readonly name: string; readonly kind: 'table' | 'view' };
  /** The table is there already. */
  readonly existing: boolean;
  readonly sample: Sample;
  readonly delimiter: Delimiter | undefined;
  readonly delimiterReason: string | undefined;
  readonly time: string;
  /** Undefined: that of the project. */
  readonly timeZone: string | undefined;
  /** Country or state whose holidays the figures follow; undefined: none. */
  readonly holidays: string | undefined;
  readonly holidaysReason: string;
  readonly columns: readonly DraftColumn[];
  readonly leftOut: readonly LeftOut[];
  readonly key: readonly string[] | null;
  readonly keyReason: string;
  readonly measures: readonly string[];
  readonly dimensions: readonly string[];
  readonly metrics: readonly MetricGuess[];
  readonly mainMetric: string;
  readonly mainReason: string;
  readonly reportBy: readonly string[];
  readonly alertsBy: readonly string[];
  readonly notes: readonly string[];
}

export interface DraftInput {
  readonly sample: Sample;
  readonly delimiter?: Delimiter;
  readonly delimiterReason?: string;
  readonly locale: Locale;
  /** What is known of holidays; without it, there are none. */
  readonly places?: {
    readonly isKnown: (place: string) => boolean;
    readonly guessed: { readonly country: string; readonly reason: string } | undefined;
  };
  /** An existing table or view, with what its catalogue says. */
  readonly existing?: {
    readonly table: Draft['table'];
    readonly key: readonly string[] | null;
    readonly columns: ReadonlyMap<string, Profile['column']>;
  };
}

/** What fits beside each other and still says something. */
const REPORT_DIMENSIONS = 3;
const REPORT_VALUES = 30;
const ALERT_VALUES = 12;

/**
 * @throws SourceError when no column can be the time column
 * @throws UsageError when a choice names no column, or one that cannot be what was chosen
 */
export function draftDataset(input: DraftInput, choices: Choices = {}): Draft {
  const { sample, delimiter, delimiterReason, locale, existing } = input;
  const profiled = profileColumns(sample, { locale, delimiter });
  const { leftOut } = profiled;
  const profiles = existing === undefined ? profiled.columns : typedAs(profiled.columns, existing.columns);
  const time = chosenTime(profiles, choices) ?? guessTime(profiles);
  if (time === undefined) throw noTimeColumn(sample, profiles);
  if (existing === undefined) refuseData(sample, time.profile);
  const roles = assignRoles(profiles, time, choices);
  const ofRole = (role: Role) => profiles.filter((profile) => roles.get(profile)?.role === role);
  const dimensions = ofRole('dimension');
  const guessed =
    existing === undefined ? guessKey(time.profile, dimensions, profiles) : keyOfTable(existing.key);
  const key = choices.key === undefined ? guessed : checkKey(profiles, choices.key);
  for (const profile of ofRole('stock')) {
    const reason = noStock(
      key.oneRowOneThing,
      dimensions.length > 0 && roles.get(profile)?.overlapping === true,
    );
    if (reason !== undefined) roles.set(profile, { role: 'plain', reason });
  }
  const measures = [...ofRole('measure'), ...ofRole('stock')];
  const metrics = guessMetrics({
    measures: ofRole('measure'),
    stocks: ofRole('stock'),
    averages: ofRole('average'),
    countRows: key.oneRowOneThing,
  });
  const needed = new Set([time.profile, ...dimensions, ...measures]);
  const name =
    choices.name ??
    (existing === undefined ? datasetNameOf(sample.name) : datasetNameOf(existing.table.name));
  return {
    name,
    table: existing?.table ?? { schema: 'bi', name: name.replaceAll('-', '_'), kind: 'table' },
    existing: existing !== undefined,
    sample,
    delimiter,
    delimiterReason,
    time: time.profile.name,
    timeZone: time.profile.midnightUtc === true ? 'UTC' : undefined,
    ...holidaysOf(input, choices),
    columns: profiles.map((profile) => {
      const { role, reason } = roles.get(profile) ?? { role: 'plain', reason: '' };
      // The rows that were not looked at may have blanks where nothing depends on the value.
      const open = !sample.complete && !needed.has(profile) && key.key?.includes(profile.name) !== true;
      const column = open ? { ...profile.column, nullable: true } : profile.column;
      return { ...profile, column, role, roleReason: reason };
    }),
    leftOut,
    key: key.key,
    keyReason: key.reason,
    measures: measures.map((profile) => profile.name),
    dimensions: dimensions.map((profile) => profile.name),
    metrics: metrics.metrics,
    mainMetric: metrics.main,
    mainReason: metrics.mainReason,
    ...sections(dimensions),
    notes: [...sample.notes, ...partly(sample)],
  };
}

/** A file without a header: its first row would be lost, and its values taken for names. */
function refuseData({ name }: Sample, { column, header }: Profile): void {
  if (!columnSchema(column, 'UTC').safeParse(header).success) return;
  throw new SourceError(
    `${name}: the first line holds the value ${quoteValue(header)} where a name should be`,
    {
      hint: 'put a header line in front that names the columns',
    },
  );
}

function noStock(severalRows: boolean, overlapping: boolean): string | undefined {
  if (severalRows) return 'a level, and rows of one day are several states of it: their sum says nothing';
  return overlapping ? 'the same ones may be in several segments: a sum would count them twice' : undefined;
}

function chosenTime(profiles: readonly Profile[], { time }: Choices): TimeGuess | undefined {
  if (time === undefined) return undefined;
  return { profile: choose(profiles, time, 'time column', noTime), reason: 'chosen by you' };
}

function holidaysOf(
  { places }: DraftInput,
  { holidays }: Choices,
): Pick<Draft, 'holidays' | 'holidaysReason'> {
  if (holidays === undefined) {
    const { country, reason = 'no country is known by the settings' } = places?.guessed ?? {};
    return { holidays: country, holidaysReason: reason };
  }
  if (holidays !== null && places?.isKnown(holidays) !== true) {
    throw new UsageError(`${JSON.stringify(holidays)} is no country or state with known holidays`, {
      hint: 'an ISO 3166 code such as BR or BR-SP, or none',
    });
  }
  return { holidays: holidays ?? undefined, holidaysReason: 'chosen by you' };
}

function keyOfTable(key: readonly string[] | null): ReturnType<typeof guessKey> {
  return key === null
    ? { key, reason: 'the table has no primary key', oneRowOneThing: true }
    : { key, reason: 'the primary key of the table', oneRowOneThing: key.length === 1 };
}

/** The catalogue knows better than the values what a column is. */
function typedAs(profiles: readonly Profile[], types: ReadonlyMap<string, Profile['column']>): Profile[] {
  return profiles.flatMap((profile) => {
    const column = types.get(profile.header);
    if (column === undefined) return [];
    return [{ ...profile, name: profile.header, column, reason: `${column.type} in the table` }];
  });
}

function sections(dimensions: readonly Profile[]): Pick<Draft, 'reportBy' | 'alertsBy'> {
  const small = dimensions.filter(({ distinct }) => distinct <= REPORT_VALUES);
  const reportBy = (small.length > 0 ? small : dimensions).slice(0, REPORT_DIMENSIONS);
  const watched = reportBy.find(({ distinct }) => distinct <= ALERT_VALUES);
  return {
    reportBy: reportBy.map(({ name }) => name),
    alertsBy: watched === undefined ? [] : [watched.name],
  };
}

function partly({ complete, rows, name }: Sample): string[] {
  if (complete) return [];
  return [
    `only the first ${rows.length} rows of ${name} were looked at; later rows may hold what the definition refuses`,
  ];
}

function noTimeColumn(sample: Sample, profiles: readonly Profile[]): SourceError {
  const dates = profiles.filter(({ column: { type } }) => type === 'date' || type === 'timestamptz');
  const blank = dates.map((profile) => `${profile.name}: ${noTime(profile) ?? ''}`);
  const unread = profiles
    .filter(({ reason }) => reason.includes('a date'))
    .map(({ name, reason }) => `${name}: ${reason}`);
  const details = [...blank, ...unread].slice(0, 3).join('; ');
  return new SourceError(
    `${sample.name}: no column says which day a row belongs to${details === '' ? '' : ` (${details})`}`,
    { hint: 'it needs a column of dates without blanks, such as 2025-03-31 or 31/03/2025' },
  );
}
