/** M4 Weekly: sMAPE, MASE and OWA as the competition defines them (Makridakis et al. 2020), with a season of 1. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { forecastWeeks } from '../../src/analysis/forecast/weekly/forecast-weeks.ts';

const HORIZON = 13;
/** `Evaluation and Ranks.xlsx` of the competition. */
const PUBLISHED = [
  ['Naive2, published', 9.161, 2.777, 1],
  ['Damped, published', 8.866, 2.404, 0.917],
  ['Comb, published', 8.944, 2.432, 0.926],
  ['SCUM, published', 6.726, 2.133, 0.751],
  ['best of the competition at weekly, published', 6.582, 2.107, 0.739],
] as const;
const NAIVE2 = { smape: 9.161, mase: 2.777 };

export function weeklyTable(folder: string): string[] {
  const train = read(join(folder, 'Weekly-train.csv'));
  const test = read(join(folder, 'Weekly-test.csv'));
  const startedAt = performance.now();
  const ours = score(train, test, forecastWeeks);
  const seconds = (performance.now() - startedAt) / 1000;
  // With a season of 1 there is nothing to take out: Naive2 is the last value.
  const naive = score(train, test, (values) => new Float64Array(HORIZON).fill(values.at(-1) ?? NaN));
  const inside = [1, 3].map((back) => {
    const cut = train.map((values) => values.slice(0, -back * HORIZON));
    const next = train.map((values) => values.slice(-back * HORIZON, values.length - (back - 1) * HORIZON));
    const base = score(cut, next, (values) => new Float64Array(HORIZON).fill(values.at(-1) ?? NaN));
    const own = score(cut, next, forecastWeeks);
    return [
      `ours, weeks ${-back * HORIZON} of the train part, where rules were chosen`,
      own.smape,
      own.mase,
      owa(own, base),
    ] as const;
  });
  const rows = [
    ['ours', ours.smape, ours.mase, owa(ours, NAIVE2)] as const,
    ['Naive2, computed here', naive.smape, naive.mase, owa(naive, NAIVE2)] as const,
    ...PUBLISHED,
    ...inside,
  ];
  const met = owa(ours, NAIVE2) < 0.92 ? 'met' : 'missed';
  return [
    `M4 Weekly, ${train.length} series, ${HORIZON} weeks ahead, ${seconds.toFixed(1)} s; OWA against 0.92: ${met}`,
    '',
    '| method | sMAPE | MASE | OWA |',
    '| --- | ---: | ---: | ---: |',
    ...rows.map(([name, ...figures]) => `| ${name} | ${figures.map((one) => one.toFixed(3)).join(' | ')} |`),
    '',
  ];
}

interface Score {
  readonly smape: number;
  readonly mase: number;
}

function owa(one: Score, base: Score): number {
  return (one.smape / base.smape + one.mase / base.mase) / 2;
}

function score(
  train: readonly Float64Array[],
  test: readonly Float64Array[],
  forecast: (values: Float64Array, horizon: number) => Float64Array,
): Score {
  let smape = 0;
  let mase = 0;
  train.forEach((values, index) => {
    const path = forecast(values, HORIZON);
    const actual = test[index] ?? new Float64Array();
    const step = values.slice(1).reduce((sum, value, at) => sum + Math.abs(value - (values[at] ?? NaN)), 0);
    const scale = step / (values.length - 1);
    actual.forEach((value, at) => {
      const told = path[at] ?? NaN;
      smape += (200 * Math.abs(value - told)) / (Math.abs(value) + Math.abs(told)) / HORIZON;
      mase += Math.abs(value - told) / scale / HORIZON;
    });
  });
  return { smape: smape / train.length, mase: mase / train.length };
}

function read(file: string): Float64Array[] {
  const [, ...lines] = readFileSync(file, 'utf8').replaceAll('"', '').trim().split(/\r?\n/);
  return lines.map((line) =>
    Float64Array.from(
      line
        .split(',')
        .slice(1)
        .filter((cell) => cell !== ''),
      Number,
    ),
  );
}
