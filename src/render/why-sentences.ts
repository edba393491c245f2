/** The sentences about contributions, the same in every artefact. */
import type { ExplainedDimension, Explanation, ReportMetric, WhySection } from '../report/model.ts';
import type { Phrases } from './phrases.ts';

/** Against what was expected, and nothing stands out. */
export function isOrdinary({ against }: Explanation): boolean {
  return against.kind === 'expected' && against.ordinary;
}

/** What the figures do not say by themselves. */
export function notesOf(
  explanation: Explanation,
  why: WhySection,
  metric: ReportMetric,
  phrases: Phrases,
): string[] {
  const { words } = phrases;
  const { dimensions, even } = explanation;
  if (isOrdinary(explanation)) return [words.asExpected];
  return [
    ...(even ? [words.evenlySpread(metric.label)] : []),
    ...dimensions.flatMap((dimension, index) => {
      const change = rateChangeNote(dimension, why, phrases);
      return [
        ...(index === 0 && change !== undefined ? [change] : []),
        ...cameAndWentNote(dimension, metric, phrases),
      ];
    }),
  ];
}

function rateChangeNote(
  { factors, label }: ExplainedDimension,
  { composition }: WhySection,
  { words, format, metric }: Phrases,
): string | undefined {
  if (factors?.kind !== 'product' || factors.rateChange === null) return undefined;
  if (composition.kind !== 'product') return undefined;
  const rate = metric(composition.rate);
  const { delta, rate: within, mix, unpaired } = factors.rateChange;
  if ([within, mix, unpaired].every((part) => Number(part) === 0)) return undefined;
  return words.rateChange({
    metric: rate.label,
    dimension: label,
    delta: format.delta(delta, rate),
    within: format.delta(within, rate),
    mix: format.delta(mix, rate),
    newOrGone: Number(unpaired) === 0 ? null : format.delta(unpaired, rate),
  });
}

/** At most one: where the rate went against the rates within. */
export function simpsonWarning(
  { factors, label }: ExplainedDimension,
  { composition, metric: main }: WhySection,
  { words, metric }: Phrases,
): string[] {
  const { simpson, rate } =
    factors?.kind === 'product'
      ? { simpson: factors.rateChange?.simpson ?? null, rate: factors.rateChange }
      : { simpson: factors?.simpson ?? null, rate: factors };
  if (simpson === null || rate === null) return [];
  // The rates within went against the whole.
  const direction = Number(rate.rate) < 0 ? 'up' : 'down';
  const name = composition.kind === 'product' ? composition.rate : main;
  return [words.simpson[simpson]({ metric: metric(name).label, dimension: label, direction })];
}

function cameAndWentNote(
  { label, appeared, vanished }: ExplainedDimension,
  metric: ReportMetric,
  { words, format }: Phrases,
): string[] {
  const told = [
    { bundle: appeared, say: words.cameAndWent.new },
    { bundle: vanished, say: words.cameAndWent.vanished },
  ].filter(({ bundle }) => bundle.count > 0);
  if (told.length === 0) return [];
  const parts = told.map(({ bundle, say }) =>
    say(format.count(bundle.count), format.delta(bundle.amount, metric)),
  );
  return [`${label}, ${parts.join(' · ')}.`];
}

/** The dimensions that explain best; empty where none does. */
export function rankingOf(explanation: Explanation, phrases: Phrases): string {
  const { ranking, even } = explanation;
  const { words, format } = phrases;
  const found = even || isOrdinary(explanation) ? [] : ranking.filter(({ sufficient }) => sufficient);
  if (found.length === 0) return '';
  const texts = found.map(({ label, elements, explained }) => {
    const values = elements.map((element) => phrases.segmentValue(element)).join(', ');
    return `${label} (${values}: ${format.share(explained * 100)})`;
  });
  return words.explainedBest(texts.join('; '));
}

/** What is said once, below all blocks. */
export function whyNotes({ leftOut }: WhySection, { words }: Phrases): string[] {
  return [words.whyNote, ...(leftOut.length > 0 ? [words.leftOutDimensions(leftOut.join(', '))] : [])];
}
