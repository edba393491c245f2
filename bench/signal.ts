import { parseArgs } from 'node:util';
import { generatedPayments, publicSeries, realPayments } from './signal/datasets.ts';
import { judgeAll, uniformityOf } from './signal/calibration.ts';
import { CLASSIC, OURS, SAME_WEEKDAY } from './signal/methods.ts';
import { INJECTIONS, recallOf } from './signal/recall.ts';

const { values: flags } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data' },
    quick: { type: 'boolean', default: false },
  },
});
const real = await realPayments(flags.data);
const all = [
  real,
  ...(await publicSeries(flags.data)),
  await generatedPayments(1),
  await generatedPayments(2, { days: 400, fine: true }),
];
const f = (x: number, d = 2) => x.toFixed(d).replace(/^0/, '');
console.log(INJECTIONS.map((i) => i.name).join(' | '));
for (const data of all) {
  console.log(`## ${data.name} ${data.series.length}`);
  const deepest = Math.max(...data.series.map((s) => s.segment.length));
  const groups: [string, (s: (typeof data.series)[number]) => boolean][] =
    deepest === 0
      ? [['whole', () => true]]
      : [
          ['leaves', (s) => s.segment.length === deepest],
          ['sums', (s) => s.segment.length < deepest],
        ];
  for (const [name, choice] of groups) {
    for (const metric of new Set(data.series.map((s) => s.metric))) {
      for (const method of flags.quick ? [OURS] : [CLASSIC, SAME_WEEKDAY, OURS]) {
        const t = performance.now();
        const r = recallOf(method, data, (s) => s.metric === metric && choice(s));
        console.log(
          name,
          metric.padEnd(12),
          r.method.padEnd(22),
          r.at1.map((x, i) => `${f(x)}/${f(r.at3[i] as number)}`).join(' '),
          Math.round(performance.now() - t),
        );
      }
    }
  }
  const t = performance.now();
  const days = judgeAll(data);
  for (const metric of new Set(data.series.map((s) => s.metric))) {
    const u = uniformityOf(days.map((d) => d.filter((j) => data.series[j.series]?.metric === metric)));
    console.log(
      metric,
      u.count,
      'KS',
      f(u.distance, 3),
      'below',
      u.below.map((b) => f(b, 4)).join(' '),
      'cover',
      f(u.coverage, 3),
      Math.round(performance.now() - t),
    );
  }
}
