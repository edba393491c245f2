/**
 * How surely an incomplete day is told from a whole one: days with rows taken out, of generated payments and of a
 * file. Each day is judged by the 56 before it, as the report does. Prints a Markdown table.
 *
 *   npm run bench:completeness [-- --file real.csv] [--seeds 1,2,3]
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { addDays, eachDay, parseDay, toDay, type BusinessDay } from '../src/analysis/calendar.ts';
import { tabulate, type DayArrival } from '../src/analysis/completeness/arrivals.ts';
import { HISTORY_DAYS, judgeDay } from '../src/analysis/completeness/judge-day.ts';
import { randomStream, type Random } from '../src/generate/random.ts';
import { paymentsGenerator } from '../src/packs/payments/generator.ts';

interface Row {
  readonly key: string;
  /** Entity, product and payment method: what the pack watches. */
  readonly segment: readonly string[];
  readonly volume: number;
}
type Days = ReadonlyMap<BusinessDay, readonly Row[]>;
type Damage = (rows: readonly Row[], random: Random) => readonly Row[];

const SHARES = [10, 20, 30, 50, 80];
/** Damage is tried on every so many days of a generated series; false alarms are counted on all. */
const EVERY = 7;

const DAMAGES: Readonly<Record<string, Damage>> = {
  ...Object.fromEntries(
    SHARES.map((share): [string, Damage] => [
      `${share} % of the rows, at random`,
      (rows, random) => rows.filter(() => random.uniform() * 100 >= share),
    ]),
  ),
  ...Object.fromEntries(
    SHARES.map((share): [string, Damage] => [
      `the last ${share} % of the file`,
      (rows) => rows.slice(0, Math.round((rows.length * (100 - share)) / 100)),
    ]),
  ),
  'entity PF': (rows) => rows.filter(({ segment }) => segment[0] !== 'PF'),
  'entity PJ': (rows) => rows.filter(({ segment }) => segment[0] !== 'PJ'),
  'only the largest segment: vanished, not partial': (rows) =>
    rows.filter(({ segment }) => segment.join() !== 'PJ,pos,credit'),
  '60 % of every value, no row: an alert, not partial': (rows) =>
    rows.map((row) => ({ ...row, volume: row.volume * 0.4 })),
};

function collect(lines: readonly string[], into: Map<BusinessDay, Row[]>): void {
  for (const line of lines) {
    const fields = line.split(',');
    const day = parseDay(fields[0] ?? '');
    if (day === undefined) continue;
    const segment = [1, 2, 5].map((index) => fields[index] ?? '');
    const rows = into.get(day) ?? [];
    rows.push({ key: fields.slice(1, 7).join(), segment, volume: Number(fields[8]) });
    into.set(day, rows);
  }
}

/** @param rows of `day`, instead of those that it has */
function isPartial(days: Days, day: BusinessDay, rows: readonly Row[]): boolean | undefined {
  const from = addDays(day, -HISTORY_DAYS);
  const presences = new Map<string, { segment: readonly string[]; days: string[] }>();
  const arrived: DayArrival[] = [];
  for (const [index, other] of eachDay(from, day).entries()) {
    const found = other === day ? rows : (days.get(other) ?? []);
    if (found.length === 0) continue;
    const volume = found.reduce((sum, row) => sum + row.volume, 0);
    arrived.push({ day: other, rows: found.length, volume });
    for (const { key, segment } of found) {
      const presence = presences.get(key) ?? { segment, days: Array<string>(HISTORY_DAYS + 1).fill('0') };
      presence.days[index] = '1';
      presences.set(key, presence);
    }
  }
  const combinations = [...presences.values()].map(({ segment, days: bits }) => ({
    segment,
    presence: bits.join(''),
  }));
  const timeline = { from, length: HISTORY_DAYS + 1 };
  const { state } = judgeDay(tabulate({ timeline, days: arrived, combinations }), day);
  return state === 'learning' ? undefined : state === 'partial';
}

/** Per line of the table: how many days were called partial, of how many. */
type Counts = Map<string, { partial: number; of: number }>;

function count(counts: Counts, name: string, partial: boolean): void {
  const entry = counts.get(name) ?? { partial: 0, of: 0 };
  counts.set(name, { partial: entry.partial + Number(partial), of: entry.of + 1 });
}

function measure(days: Days, every: number, counts: Counts): void {
  for (const [index, [day, rows]] of [...days].entries()) {
    const verdict = isPartial(days, day, rows);
    if (verdict === undefined) continue;
    count(counts, 'nothing (false alarms)', verdict);
    if (verdict) console.error(`called partial: ${day}`);
    if (index % every !== 0) continue;
    for (const [name, damage] of Object.entries(DAMAGES)) {
      count(counts, name, isPartial(days, day, damage(rows, randomStream(1, 1, index))) ?? false);
    }
  }
}

const { values } = parseArgs({ options: { file: { type: 'string' }, seeds: { type: 'string' } } });
const columns: { title: string; counts: Counts }[] = [];
if (values.file !== undefined) {
  const days = new Map<BusinessDay, Row[]>();
  collect((await readFile(values.file, 'utf8')).split('\n'), days);
  const counts: Counts = new Map();
  measure(days, 1, counts);
  columns.push({ title: 'real file, 90 days', counts });
}
const generated: Counts = new Map();
for (const seed of (values.seeds ?? '1,2,3').split(',').map(Number)) {
  const days = new Map<BusinessDay, Row[]>();
  for await (const { text } of paymentsGenerator.days({ seed, start: toDay('2024-01-01'), days: 731 })) {
    collect(text.split('\n'), days);
  }
  measure(days, EVERY, generated);
}
columns.push({ title: 'generated, two years a seed', counts: generated });

console.log(`| missing | ${columns.map(({ title }) => `${title}: called partial`).join(' | ')} |`);
console.log(`| --- | ${columns.map(() => '---').join(' | ')} |`);
for (const name of generated.keys()) {
  const cells = columns.map(({ counts }) => {
    const { partial, of } = counts.get(name) ?? { partial: 0, of: 0 };
    return `${Math.round((1000 * partial) / of) / 10} % of ${of}`;
  });
  console.log(`| ${name} | ${cells.join(' | ')} |`);
}
