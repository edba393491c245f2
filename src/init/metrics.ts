/** Metrics in the terms of kpi.yaml, each with the reason why it is there. */
import type { Unit } from '../datasets/definition.ts';
import { uniqueName } from './column-names.ts';
import type { Profile } from './profile.ts';
import { hint } from '../inference/vocabulary.ts';

type LabelText = string | { readonly 'pt-BR': string; readonly 'en-US': string };

interface MetricText {
  readonly kind: 'sum' | 'stock' | 'count' | 'avg' | 'ratio';
  readonly measure?: string;
  readonly column?: string;
  readonly numerator?: string;
  readonly denominator?: string;
  readonly label?: LabelText;
  readonly unit?: Unit;
  readonly decimals?: number;
  readonly good?: 'down' | 'none';
}

export interface MetricGuess {
  readonly name: string;
  readonly text: MetricText;
  readonly reason: string;
}

export interface MetricGuesses {
  readonly metrics: readonly MetricGuess[];
  readonly main: string;
  readonly mainReason: string;
}

/** What a person can take in; more can be added by hand. */
export const MOST_METRICS = 8;
/** Numbers whose names say nothing are shown only where little else is. */
export const MOST_WITH_WEAK = 4;
const MOST_AVERAGES = 2;

export interface MetricColumns {
  readonly measures: readonly Profile[];
  readonly stocks: readonly Profile[];
  readonly averages: readonly Profile[];
  /** Every row is a thing that can be counted. */
  readonly countRows: boolean;
}

export function guessMetrics({ measures, stocks, averages, countRows }: MetricColumns): MetricGuesses {
  const main =
    measures.find((profile) => isRevenue(profile) && hint(profile.name, 'headline') !== undefined) ??
    measures.find(isRevenue) ??
    measures.find(({ name }) => !isCost(name)) ??
    measures[0] ??
    stocks[0];
  const inOrder = [...measures].sort((a, b) => Number(b === main) - Number(a === main));
  const guesses: MetricGuess[] = [
    ...inOrder.map((profile) => ofColumn(profile, 'sum')),
    ...stocks.map((profile) => ofColumn(profile, 'stock')),
  ];
  const isFree = (name: string) => !guesses.some((guess) => guess.name === name);
  let rows: string | undefined;
  if (countRows || guesses.length === 0) {
    rows = uniqueName('rows', isFree);
    const label = { 'pt-BR': 'Registros', 'en-US': 'Rows' };
    guesses.push({ name: rows, text: { kind: 'count', label }, reason: 'every row is one event' });
  }
  const ratio = main === undefined ? undefined : averageOf(main, measures, rows, isFree);
  if (ratio !== undefined) guesses.push(ratio);
  for (const profile of averages.slice(0, MOST_AVERAGES)) {
    const label = meanLabel(titleOf(profile) ?? words(profile.name));
    guesses.push({
      name: uniqueName(`average_${profile.name}`, isFree),
      text: { kind: 'avg', column: profile.name, ...averageUnit(profile), label, decimals: 2, good: 'none' },
      reason: 'the mean of the rows: a sum of it says nothing',
    });
  }
  return {
    metrics: guesses,
    main: main?.name ?? rows ?? '',
    mainReason: main === undefined ? 'there is no measure' : mainReason(main),
  };
}

function ofColumn(profile: Profile, kind: 'sum' | 'stock'): MetricGuess {
  const { name } = profile;
  const label = titleOf(profile);
  return {
    name,
    text: {
      kind,
      measure: name,
      ...(label === undefined ? {} : { label }),
      ...unitOf(profile),
      ...(isCost(name) ? { good: 'down' } : {}),
    },
    reason: kind === 'sum' ? 'the sum of the measure' : 'a level: adds up over dimensions, not over days',
  };
}

/** Only where a word says what the amount is divided by: a wrong mean is worse than none. */
function averageOf(
  main: Profile,
  measures: readonly Profile[],
  rows: string | undefined,
  isFree: (name: string) => boolean,
): MetricGuess | undefined {
  if (hint(main.name, 'money') === undefined || isCost(main.name)) return undefined;
  const counted = measures.find(
    (profile) =>
      profile !== main &&
      profile.column.type === 'integer' &&
      hint(profile.name, 'occurrences') !== undefined,
  );
  const denominator = counted?.name ?? rows;
  if (denominator === undefined) return undefined;
  const name = uniqueName(`average_${main.name}`, isFree);
  const shown = { label: meanLabel(titleOf(main) ?? words(main.name)), ...averageUnit(main) };
  if (counted === undefined && main.blanks > 0) {
    const reason = `the mean of the rows that have one`;
    return { name, text: { kind: 'avg', column: main.name, ...shown }, reason };
  }
  return {
    name,
    text: { kind: 'ratio', numerator: main.name, denominator, ...shown },
    reason: `${main.name} per ${counted?.name ?? 'row'}: a ratio of sums, never a mean of means`,
  };
}

function mainReason(profile: Profile): string {
  const word = hint(profile.name, 'money');
  return word !== undefined && isRevenue(profile)
    ? `"${word}" is what the business earns`
    : 'the first measure';
}

function isRevenue({ name }: Profile): boolean {
  return hint(name, 'money') !== undefined && !isCost(name);
}

function isCost(name: string): boolean {
  return hint(name, 'cost') !== undefined;
}

function unitOf({ name, column }: Profile): { unit?: Unit } {
  if (hint(name, 'money') !== undefined && column.type === 'numeric') return { unit: 'currency' };
  return column.type === 'integer' ? { unit: 'count' } : {};
}

/** A mean of whole numbers is not whole. */
function averageUnit(profile: Profile): { unit?: Unit } {
  const { unit } = unitOf(profile);
  return unit === 'currency' ? { unit } : {};
}

/** The header as it is, where it says more than the name made of it would. */
export function titleOf({ name, header }: Pick<Profile, 'name' | 'header'>): string | undefined {
  const title = header.replaceAll(/[\p{C}\s]+/gu, ' ').trim();
  const spoken = /\s|[^\x20-\x7e]/.test(title) && /[\p{L}\p{N}]/u.test(title);
  return spoken && title.length <= 60 && words(name) !== title ? title : undefined;
}

function words(name: string): string {
  const text = name.replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function meanLabel(title: string): LabelText {
  return { 'pt-BR': `${title} (média)`, 'en-US': `${title} (average)` };
}
