/** Quantities of the day and of what it is compared with → where the difference arose. */
import { exact } from '../analysis/contribution/exact.ts';
import type { Pair } from '../analysis/contribution/pair.ts';
import {
  rankDimensions,
  withContributions,
  type Candidate,
  type RankedDimension,
} from '../analysis/contribution/rank-dimensions.ts';
import type { BusinessDay } from '../analysis/calendar.ts';
import { compositionOf, type Composition } from '../datasets/composition.ts';
import type { Dataset, Locale, Metric } from '../datasets/definition.ts';
import { changeOf } from '../analysis/comparison.ts';
import type { ExpectedParts } from './expected-parts.ts';
import { explainDimension, totalOf, type Quantities, type Subject } from './explain-dimension.ts';
import type { ReportFacts } from './facts.ts';
import type { Explanation, MetricLine, Reference, Report } from './model.ts';

const RANKED = 3;
/** The second dimension is told where it is at least this part as surprising as the first. */
const NEARLY_AS_GOOD = 0.8;
/** Nats. Two halves that become 54.5 and 45.5 % are at the limit: less is no shift worth a name. */
const LEAST_SHIFT = 0.001;

type WhyFacts = Pick<ReportFacts, 'day' | 'quantities'>;

export function whyOf(
  dataset: Dataset,
  locale: Locale,
  headline: readonly MetricLine[],
  facts: WhyFacts,
  expected: ExpectedParts | undefined,
): Pick<Report, 'why'> {
  const { mainMetric } = dataset.report;
  const composition = compositionOf(dataset, mainMetric);
  const line = headline.find(({ metric }) => metric === mainMetric);
  if (composition === undefined || line === undefined) return {};
  const subject = subjectOf(dataset, mainMetric, composition);
  const days = quantitiesByDay(facts);
  const known = Object.keys(dataset.dimensions).filter((name) =>
    facts.quantities.some(({ dimension }) => dimension === name),
  );
  const label = (name: string) => dataset.dimensions[name]?.label[locale] ?? name;
  const today = days.get(facts.day) ?? new Map<string, Map<string, Quantities>>();
  const explanations = [
    ...againstExpected(subject, line, expected, today, label),
    ...line.comparisons.flatMap(({ kind, day, delta }) => {
      if (delta === null) return [];
      const pairs = new Map(known.map((name) => [name, pairsOf(days.get(day)?.get(name), today.get(name))]));
      return explain(subject, { kind, day }, pairs, label);
    }),
  ];
  if (explanations.length === 0) return {};
  const leftOut = Object.keys(dataset.dimensions).filter((name) => !known.includes(name));
  return { why: { metric: mainMetric, composition, explanations, leftOut: leftOut.map(label) } };
}

function subjectOf(dataset: Dataset, name: string, composition: Composition): Subject {
  const decimals = (metric: Metric | undefined) =>
    // A percentage is kept as a fraction: two more decimals.
    (metric?.decimals ?? 0) + (metric?.unit === 'percent' ? 2 : 0);
  return {
    kind: composition.kind,
    decimals: decimals(dataset.metrics[name]),
    rateDecimals: composition.kind === 'product' ? decimals(dataset.metrics[composition.rate]) : 0,
  };
}

/** A plain sum: of a product there would have to be an expectation of volume and rate by segment that fit together. */
function againstExpected(
  { decimals }: Subject,
  { value }: MetricLine,
  expected: ExpectedParts | undefined,
  today: ByDimension,
  label: (dimension: string) => string,
): Explanation[] {
  if (expected === undefined || value === null) return [];
  const pairs = new Map(
    [...expected.dimensions].flatMap(([name, values]) => {
      const found = today.get(name);
      const before = new Map([...values].map(([one, part]) => [one, [part]]));
      return found === undefined ? [] : [[name, pairsOf(before, found)]];
    }),
  );
  const { percent } = changeOf(expected.expected, value);
  const against = {
    kind: 'expected',
    expected: expected.expected,
    percent,
    ordinary: expected.ordinary,
  } as const;
  return explain({ kind: 'sum', decimals, rateDecimals: 0 }, against, pairs, label);
}

/** None where the difference is not that of a ratio, or there is no dimension. */
function explain(
  subject: Subject,
  against: Reference,
  pairs: ReadonlyMap<string, readonly Pair<Quantities>[]>,
  label: (dimension: string) => string,
): Explanation[] {
  const [any] = pairs.values();
  const delta = any && totalOf(subject, any);
  if (delta === undefined) return [];
  // Exact arithmetic only for what is shown: it costs about a millisecond per dimension.
  const candidates = [...pairs].map(([dimension, values]) => candidateOf(dimension, values, subject.kind));
  const ranked = rankDimensions(candidates, Number(delta));
  const ranking = ranked.slice(0, RANKED);
  return [
    {
      against,
      delta,
      ranking: ranking.map((one) => ({ ...rounded(one), label: label(one.dimension) })),
      even: ranked.every(({ shift }) => shift < LEAST_SHIFT),
      dimensions: shown(ranking).flatMap(
        (dimension) =>
          explainDimension(subject, { dimension, label: label(dimension) }, pairs.get(dimension) ?? []) ?? [],
      ),
    },
  ];
}

/** Of a product only the value itself surprises: its volume has a metric and a report line of its own. */
function candidateOf(
  dimension: string,
  pairs: readonly Pair<Quantities>[],
  kind: Subject['kind'],
): Candidate {
  const numbers = (quantities: Quantities | null) =>
    Array.from({ length: kind === 'ratio' ? 2 : 1 }, (_, index) => Number(quantities?.[index] ?? 0));
  return {
    dimension,
    elements: withContributions(
      pairs.map(({ name, before, after }) => ({ name, before: numbers(before), after: numbers(after) })),
    ),
  };
}

function shown([first, second]: readonly RankedDimension[]): string[] {
  if (first === undefined) return [];
  const both =
    second?.sufficient === true &&
    second.shift >= LEAST_SHIFT &&
    second.surprise >= first.surprise * NEARLY_AS_GOOD;
  return both ? [first.dimension, second.dimension] : [first.dimension];
}

/** Six decimals: more would differ between machines, and tell nobody anything. */
function rounded({ explained, surprise, shift, ...rest }: RankedDimension): RankedDimension {
  const six = (value: number) => Math.round(value * 1e6) / 1e6;
  return { ...rest, explained: six(explained), surprise: six(surprise), shift: six(shift) };
}

type ByDimension = Map<string, Map<string, Quantities>>;

function quantitiesByDay({ quantities }: WhyFacts): Map<BusinessDay, ByDimension> {
  const days = new Map<BusinessDay, ByDimension>();
  for (const { day, dimension, value, quantities: found } of quantities) {
    const dimensions = entryOf(days, day, () => new Map() as ByDimension);
    const values = entryOf(dimensions, dimension, () => new Map<string, Quantities>());
    const same = values.get(value);
    // An empty text and no value at all have one name.
    values.set(value, same === undefined ? found : found.map((one, index) => plus(one, same[index] ?? '0')));
  }
  return days;
}

function plus(one: string, other: string): string {
  return exact(one).plus(other).toFixed();
}

function entryOf<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const found = map.get(key) ?? create();
  map.set(key, found);
  return found;
}

function pairsOf(
  before: ReadonlyMap<string, Quantities> = new Map(),
  after: ReadonlyMap<string, Quantities> = new Map(),
): Pair<Quantities>[] {
  return [...new Set([...before.keys(), ...after.keys()])].map((name) => ({
    name,
    before: before.get(name) ?? null,
    after: after.get(name) ?? null,
  }));
}
