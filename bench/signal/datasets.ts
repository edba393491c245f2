/** The data that the measurements run on, as series over a timeline. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { daysBetween, toDay, type BusinessDay } from '../../src/analysis/calendar.ts';
import type { History } from '../../src/analysis/backtest/methods.ts';
import type { DayCalendar, Series, SeriesKind } from '../../src/analysis/signal/series.ts';
import { loadCalendar } from '../../src/calendars/load-calendar.ts';
import { paymentsGenerator } from '../../src/packs/payments/generator.ts';

export interface BenchData extends History {
  readonly name: string;
  /** Kept aside: nothing was chosen by it. */
  readonly aside: boolean;
}

interface Fact {
  readonly day: BusinessDay;
  readonly segment: readonly string[];
  readonly amount: number;
  readonly count: number;
}

const calendarOf = (place: string | undefined) => loadCalendar(place, 'en-US');

type Row = Readonly<Record<string, string>>;

function rowsOf(text: string): Row[] {
  return parse<Row>(text, { columns: true, skip_empty_lines: true, trim: true });
}

const SEGMENT = ['entity', 'product', 'payment_method'] as const;

function factsOf(rows: readonly Row[], dimensions: readonly string[]): Fact[] {
  return rows
    .map((row) => ({
      day: toDay(row['day'] as string),
      segment: dimensions.map((name) => row[name] ?? ''),
      amount: Number(row['amount_transacted']),
      count: Number(row['quantity_transactions']),
    }))
    .filter(({ amount, count }) => amount > 0 && count > 0);
}

/** The forest of all prefixes of the segments, three metrics each. */
function forestOf(name: string, facts: readonly Fact[], calendar: DayCalendar, aside: boolean): BenchData {
  const days = facts.map(({ day }) => day).sort();
  const from = days[0] as BusinessDay;
  const length = daysBetween(from, days.at(-1) as BusinessDay) + 1;
  const arrived = new Uint8Array(length);
  for (const { day } of facts) arrived[daysBetween(from, day)] = 1;
  const zero = () => new Float64Array(length).map((_, t) => (arrived[t] === 1 ? 0 : NaN));
  const nodes = new Map<string, { key: readonly string[]; amount: Float64Array; count: Float64Array }>();
  for (const { day, segment, amount, count } of facts) {
    const t = daysBetween(from, day);
    for (let depth = 0; depth <= segment.length; depth += 1) {
      const key = segment.slice(0, depth);
      const id = JSON.stringify(key);
      let node = nodes.get(id);
      if (!node) nodes.set(id, (node = { key, amount: zero(), count: zero() }));
      node.amount[t] = (node.amount[t] as number) + amount;
      node.count[t] = (node.count[t] as number) + count;
    }
  }
  const sorted = [...nodes.values()].sort(
    (a, b) => a.key.length - b.key.length || (a.key.join('/') < b.key.join('/') ? -1 : 1),
  );
  const index = new Map(sorted.map(({ key }, at) => [JSON.stringify(key), at]));
  const parentOf = (key: readonly string[]) =>
    key.length === 0 ? null : (index.get(JSON.stringify(key.slice(0, -1))) ?? null);
  const metric = (title: string, kind: SeriesKind, offset: number): Series[] =>
    sorted.map(({ key, amount, count }) => {
      const parent = parentOf(key);
      return {
        metric: title,
        segment: key,
        parent: parent === null ? null : parent + offset * sorted.length,
        kind,
        values: kind === 'count' ? count : amount,
        ...(kind === 'ratio' && { weights: count }),
      };
    });
  const series = [
    ...metric('tpv', 'amount', 0),
    ...metric('transactions', 'count', 1),
    ...metric('ticket', 'ratio', 2),
  ];
  return { name, timeline: { from, length }, series, calendar, aside };
}

export async function realPayments(folder: string): Promise<BenchData> {
  const text = await readFile(join(folder, 'payments/Operations_analyst_data.csv'), 'utf8');
  return forestOf('real file', factsOf(rowsOf(text), SEGMENT), await calendarOf('BR'), false);
}

export async function generatedPayments(
  seed: number,
  options: { start?: string; days?: number; fine?: boolean; aside?: boolean } = {},
): Promise<BenchData> {
  const { start = '2023-04-01', days = 730, fine = false, aside = false } = options;
  const facts: Fact[] = [];
  const header = paymentsGenerator.header.trim().split(',');
  for await (const { text } of paymentsGenerator.days({ seed, start: toDay(start), days })) {
    const rows = text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const fields = line.split(',');
        return Object.fromEntries(header.map((name, at) => [name, fields[at] as string]));
      });
    facts.push(...factsOf(rows, fine ? [...SEGMENT, 'price_tier', 'installments'] : SEGMENT));
  }
  const name = `generated ${seed}${fine ? ', fine' : ''}`;
  return forestOf(name, facts, await calendarOf('BR'), aside);
}

interface SeriesFile {
  readonly name: string;
  readonly file: string;
  readonly kind: SeriesKind;
  /** As `loadCalendar` takes it. */
  readonly place?: string;
  readonly aside: boolean;
  readonly read?: (value: number) => number;
  /** Known events, first and last day, as a user would label them: no part of what is untouched, nor of any baseline. */
  readonly events?: readonly (readonly [string, string])[];
}

const FILES: readonly SeriesFile[] = [
  {
    name: 'taxi',
    file: 'nyc_taxi_daily.csv',
    kind: 'count',
    place: 'US-NY',
    aside: false,
    // The windows labelled in the Numenta Anomaly Benchmark: marathon, Thanksgiving, Christmas, New Year, blizzard.
    events: [
      ['2014-10-30', '2014-11-03'],
      ['2014-11-25', '2014-11-29'],
      ['2014-12-23', '2014-12-27'],
      ['2014-12-29', '2015-01-03'],
      ['2015-01-24', '2015-01-29'],
    ],
  },
  {
    name: 'olist',
    file: 'olist_daily_revenue.csv',
    kind: 'amount',
    place: 'BR',
    aside: false,
    // Before 2017 there are single orders, from 23 August 2018 on the extract runs dry; between them Black Friday.
    events: [
      ['2016-09-04', '2017-01-04'],
      ['2017-11-23', '2017-11-27'],
      ['2018-08-23', '2018-09-03'],
    ],
  },
  {
    name: 'pedestrians',
    file: 'pedestrians_covid.csv',
    kind: 'count',
    place: 'AU-VIC',
    aside: true,
    // Lockdowns begin and end: no day after is untouched.
    events: [['2020-03-01', '2021-06-30']],
  },
  {
    name: 'page views',
    file: 'wp_log_peyton_manning.csv',
    kind: 'count',
    aside: true,
    read: Math.exp,
  },
];

export async function publicSeries(folder: string): Promise<BenchData[]> {
  return Promise.all(
    FILES.map(async ({ name, file, kind, place, aside, read = (value) => value, events = [] }) => {
      const rows = rowsOf(await readFile(join(folder, 'series', file), 'utf8')).map((row) =>
        Object.values(row),
      );
      const from = toDay(rows[0]?.[0] as string);
      const length = daysBetween(from, toDay(rows.at(-1)?.[0] as string)) + 1;
      const values = new Float64Array(length).fill(NaN);
      for (const [day, value] of rows) values[daysBetween(from, toDay(day as string))] = read(Number(value));
      for (const [first, last] of events) {
        values.fill(NaN, daysBetween(from, toDay(first)), daysBetween(from, toDay(last)) + 1);
      }
      const series: Series[] = [{ metric: name, segment: [], parent: null, kind, values }];
      return { name, timeline: { from, length }, series, calendar: await calendarOf(place), aside };
    }),
  );
}
