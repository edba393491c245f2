/** The contributions as rows and sentences, the same in every artefact. */
import type {
  Comparison,
  ExplainedDimension,
  Explanation,
  Factors,
  Report,
  ReportMetric,
  SegmentContribution,
  WhySection,
} from '../report/model.ts';
import { formatDayWithWeekday } from './format-day.ts';
import type { Phrases } from './phrases.ts';
import { toneOf, type Tone } from './tone.ts';
import { isOrdinary, notesOf, rankingOf, simpsonWarning } from './why-sentences.ts';

/** One comparison: what it is against, and how its difference adds up. */
export interface WhyBlock {
  readonly kind: string;
  /** The day compared with, or what was expected. */
  readonly day: string;
  readonly delta: string;
  readonly change: string;
  readonly tone: Tone;
  /** Each adds up to the difference. The first one is that of the factors, where there are any. */
  readonly groups: readonly WhyGroup[];
  readonly notes: readonly string[];
  /** What is easily misread. */
  readonly warnings: readonly string[];
  /** Those dimensions that explain best, a sentence; empty where none does. */
  readonly ranking: string;
}

export interface WhyGroup {
  readonly kind: 'factors' | 'segments';
  readonly title: string;
  readonly rows: readonly WhyRow[];
}

export interface WhyRow {
  readonly label: string;
  readonly amount: string;
  /** Of all movement in the group, 0 to 1. */
  readonly part: number;
  readonly share: string;
  readonly tone: Tone;
}

export function whyTitle({ metric }: WhySection, phrases: Phrases): string {
  return `${phrases.words.why}: ${phrases.metric(metric).label}`;
}

export function whyBlocks(report: Report, why: WhySection, phrases: Phrases): WhyBlock[] {
  const metric = phrases.metric(why.metric);
  return why.explanations.map((explanation) => {
    const { delta } = explanation;
    const { change, ...reference } = referenceOf(explanation, report, why, phrases);
    // What is not told apart from chance is not worth rows.
    const dimensions = isOrdinary(explanation) ? [] : explanation.dimensions;
    const factors = factorGroup(why, dimensions[0], metric, phrases);
    return {
      ...reference,
      delta: phrases.format.delta(delta, metric),
      change: change === undefined ? '' : phrases.change(change),
      tone: toneOf(change ?? moved(delta), metric),
      groups: [
        ...(factors === undefined ? [] : [factors]),
        ...dimensions.map((dimension) => segmentGroup(dimension, metric, phrases)),
      ],
      notes: notesOf(explanation, why, metric, phrases),
      warnings: dimensions.flatMap((dimension) => simpsonWarning(dimension, why, phrases)),
      ranking: rankingOf(explanation, phrases),
    };
  });
}

function referenceOf({ against, delta }: Explanation, report: Report, why: WhySection, phrases: Phrases) {
  if (against.kind === 'expected') {
    const { expected, percent } = against;
    const [day = ''] = phrases.format.magnitudes([Number(expected)], phrases.metric(why.metric), 2);
    return { kind: phrases.words.expected, day, change: { delta, percent, missing: null } };
  }
  const comparisons = report.headline.find(({ metric }) => metric === why.metric)?.comparisons;
  return {
    kind: against.kind,
    day: formatDayWithWeekday(against.day, report.locale),
    change: comparisons?.find(({ kind }) => kind === against.kind),
  };
}

function segmentGroup(
  { label, top, others }: ExplainedDimension,
  metric: ReportMetric,
  phrases: Phrases,
): WhyGroup {
  const { words, format } = phrases;
  const named = (segment: SegmentContribution): string => {
    const name = phrases.segmentValue(segment.name);
    return segment.presence === 'both' ? name : `${name} (${words.presence[segment.presence]})`;
  };
  const entries = [
    ...top.map((segment) => ({ ...segment, label: named(segment) })),
    ...(others ? [{ ...others, label: words.others(format.count(others.count)) }] : []),
  ];
  return {
    kind: 'segments',
    title: label,
    rows: entries.map(({ label, amount, share }) => rowOf(label, amount, share, metric, phrases)),
  };
}

/** Undefined for a plain sum, and where everything is new or gone. */
function factorGroup(
  why: WhySection,
  dimension: ExplainedDimension | undefined,
  metric: ReportMetric,
  phrases: Phrases,
): WhyGroup | undefined {
  const factors = dimension?.factors ?? null;
  if (dimension === undefined || factors === null) return undefined;
  const { words } = phrases;
  const parts = factorParts(factors, why, dimension.label, phrases);
  if (parts.every(([, amount]) => Number(amount) === 0)) return undefined;
  const shown =
    Number(factors.unpaired) === 0 ? parts : [...parts, [words.newOrGone, factors.unpaired] as const];
  const sum = shown.reduce((total, [, amount]) => total + Math.abs(Number(amount)), 0);
  const [volume, , rate] = parts.map(([label]) => label);
  return {
    kind: 'factors',
    title: factors.kind === 'ratio' ? words.rateAndMix : `${volume} × mix × ${rate}`,
    rows: shown.map(([label, amount]) =>
      rowOf(label, amount, Math.abs(Number(amount)) / sum, metric, phrases),
    ),
  };
}

type Part = readonly [label: string, amount: string];

function factorParts(factors: Factors, why: WhySection, dimension: string, phrases: Phrases): Part[] {
  const { words } = phrases;
  const mix: Part = [words.mixOf(dimension), factors.mix];
  if (factors.kind === 'ratio' || why.composition.kind !== 'product') {
    return [[words.withinOf(dimension), factors.rate], mix];
  }
  const { volume, rate } = why.composition;
  const volumeLabel = volume === null ? words.volume : phrases.metric(volume).label;
  return [[volumeLabel, factors.volume], mix, [phrases.metric(rate).label, factors.rate]];
}

function rowOf(
  label: string,
  amount: string,
  part: number,
  metric: ReportMetric,
  { format }: Phrases,
): WhyRow {
  return {
    label,
    amount: format.delta(amount, metric),
    part,
    share: format.share(part * 100),
    tone: toneOf(moved(amount), metric),
  };
}

function moved(delta: string): Pick<Comparison, 'delta' | 'percent'> {
  return { delta, percent: null };
}
