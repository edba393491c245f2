/**
 * How far the alerts can be trusted: false alarms, what is caught, whether p-values and bands keep their word, and what it
 * costs. Prints Markdown tables, each with its target and whether it is met.
 *
 *   npm run bench:signal [-- --data ../shared/data]
 *
 * Parameters were chosen on the real file, taxi, olist and the generated seeds 1 and 2; the rest was kept aside.
 */
import { parseArgs } from 'node:util';
import { groupsOf } from '../src/analysis/backtest/groups.ts';
import { INJECTIONS } from '../src/analysis/backtest/injections.ts';
import { BASELINE, classicRule } from '../src/analysis/backtest/methods.ts';
import { recallsOf, type Recall } from '../src/analysis/backtest/recall.ts';
import { loadCalendar } from '../src/calendars/load-calendar.ts';
import { judgeAll, LEVELS, uniformityOf } from './signal/calibration.ts';
import { generatedPayments, publicSeries, realPayments, type BenchData } from './signal/datasets.ts';
import { discover } from './signal/discoveries.ts';
import { SAME_WEEKDAY } from './signal/methods.ts';
import { replay, summary } from './signal/real-file.ts';
import { cost } from './signal/speed.ts';

const { values: flags } = parseArgs({ options: { data: { type: 'string', default: '../shared/data' } } });
const share = (value: number, digits = 2) => value.toFixed(digits);
const met = (isMet: boolean) => (isMet ? 'met' : '**missed**');
const row = (...cells: (string | number)[]) => {
  console.log(`| ${cells.join(' | ')} |`);
};
function table(title: string, ...head: string[]): void {
  console.log(`\n### ${title}\n`);
  row(...head);
  row(...head.map((_, at) => (at === 0 ? '---' : '---:')));
}

// First, while the process is small: peak memory only ever rises.
table('Cost of 3 metrics × 400 days', 'segments', 'seconds', 'CPU s', 's a day judged', 'peak MB', 'target');
const plain = await loadCalendar('BR', 'en-US');
cost(100, 200, plain);
for (const segments of [500, 1_000, 2_000]) {
  const { seconds, cpu, secondsADay, megabytes } = cost(segments, 400, plain);
  const target = segments === 1_000 ? `≤ 2 s, ≤ 300 MB: ${met(seconds <= 2 && megabytes <= 300)}` : '';
  row(segments, share(seconds), share(cpu), share(secondsADay, 3), share(megabytes, 0), target);
}

const real = await realPayments(flags.data);
const files = await publicSeries(flags.data);
const generated = [
  await generatedPayments(1),
  await generatedPayments(2, { days: 400, fine: true }),
  await generatedPayments(11, { aside: true }),
  await generatedPayments(12, { start: '2024-06-01', aside: true }),
  await generatedPayments(13, { days: 300, start: '2025-01-01', fine: true, aside: true }),
];
const all = [real, ...files, ...generated];
const title = ({ name, aside }: BenchData) => (aside ? `${name} (kept aside)` : name);

table('The real file from its ninth week on', 'day', 'holiday', 'confirmed', 'p below the limit', 'watch');
const days = replay(real);
for (const { day, holiday, confirmed, discoveries, watch } of days) {
  if (holiday !== '' || confirmed.length > 0) row(day, holiday, confirmed.join(', '), discoveries, watch);
}
const { mostInWeek, onWeekend } = summary(days);
console.log(`\nConfirmed in an ordinary week, at most: ${mostInWeek} (target ≤ 3: ${met(mostInWeek <= 3)}).`);
console.log(
  `On Saturday or Sunday: ${share(100 * onWeekend, 0)} % (target ≤ 40 %: ${met(onWeekend <= 0.4)}).`,
);
const onHolidays = days.filter(({ holiday }) => holiday !== '').flatMap(({ confirmed }) => confirmed).length;
console.log(`Confirmed on days of Carnival: ${onHolidays} (target 0: ${met(onHolidays === 0)}).`);

/** Over what takes or adds a part. All methods catch nearly all that goes to zero: it would hide the difference. */
function partialMean({ caught }: Recall): number {
  const partial = caught.filter((_, at) => INJECTIONS[at]?.factor !== 0);
  return partial.reduce((sum, { shares: [at1 = NaN] }) => sum + at1, 0) / partial.length;
}

table(
  'Recall at 1 (3) false alerts per 100 segment-days; of the other rules the mean over what is no zero, and −30 %',
  'data',
  'classic',
  'same weekday',
  ...INJECTIONS.map(({ name }) => name),
  '× classic (possible)',
  '≥ 3 ×',
);
for (const data of all) {
  const metrics = [...new Set(data.series.map(({ metric }) => metric))];
  const groups = groupsOf(data.series, metrics);
  const request = { history: data, groups };
  const [classic, weekday, ours] = [classicRule(), SAME_WEEKDAY, BASELINE].map((method) =>
    recallsOf(method, request),
  );
  groups.forEach(({ metric, level }, group) => {
    const [rule, other, own] = [classic?.[group], weekday?.[group], ours?.[group]];
    if (!rule || !other || !own) return;
    const times = partialMean(own) / partialMean(rule);
    row(
      `${title(data)}: ${level === 'whole' ? level : `${metric}, ${level}`}`,
      ...[rule, other].map(
        (recall) => `${share(partialMean(recall))}, ${share(recall.caught[0]?.shares[0] ?? NaN)}`,
      ),
      ...own.caught.map(({ shares: [at1 = NaN, at3 = NaN] }) => `${share(at1)} (${share(at3)})`),
      `${times.toFixed(1)} (${(1 / partialMean(rule)).toFixed(1)})`,
      met(times >= 3),
    );
  });
}

table(
  'P-values and 80 % bands of untouched days',
  'data',
  'days × series',
  'KS distance',
  ...LEVELS.map((p) => `p ≤ ${p}`),
  'in the band (± s.e.)',
  '76–84 %',
  'whole counts by parts',
);
for (const data of all) {
  const judged = judgeAll(data);
  for (const metric of new Set(data.series.map((series) => series.metric))) {
    const { count, distance, below, coverage, held, error } = uniformityOf(
      judged.map((day) => day.filter(({ series }) => data.series[series]?.metric === metric)),
    );
    row(
      `${title(data)}: ${metric}`,
      count,
      share(distance, 3),
      ...below.map((one) => share(one, 4)),
      `${share(100 * coverage, 1)} % (± ${share(100 * error, 1)})`,
      met(coverage >= 0.76 && coverage <= 0.84),
      `${share(100 * held, 1)} %`,
    );
  }
}

table(
  'False discoveries at a rate of 10 %',
  'data',
  'injected',
  'discoveries',
  'false, mean of days',
  'false of all',
  'found',
  '≤ 10 %',
);
for (const data of [real, ...generated]) {
  for (const injected of [0.02, 0.002, 0]) {
    const { falseShare, falseOfAll, total, power } = discover(data, injected);
    row(
      title(data),
      `${share(100 * injected, 1)} %`,
      total,
      `${share(100 * falseShare, 1)} %`,
      injected === 0 ? '' : `${share(100 * falseOfAll, 1)} %`,
      injected === 0 ? '' : `${share(100 * power, 0)} %`,
      met(falseShare <= 0.1),
    );
  }
}
