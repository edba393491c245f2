/** One dimension's contributions to a difference, as the report tells them. */
import { contributionsOf, type Contributions } from '../analysis/contribution/contributions.ts';
import type { Pair } from '../analysis/contribution/pair.ts';
import type { Decomposition } from '../analysis/contribution/parts.ts';
import { decomposeRatio, type Fraction, type RatioPart } from '../analysis/contribution/rate-and-mix.ts';
import { decomposeProduct } from '../analysis/contribution/three-factors.ts';
import { bundle, topAndOthers } from '../analysis/contribution/top-and-others.ts';
import type { Composition } from '../datasets/composition.ts';
import type { ExplainedDimension, Factors, RateChange, SegmentContribution } from './why-model.ts';

const NAMED = 3;

/** Exact decimals: the one of a sum, or numerator and denominator. */
export type Quantities = readonly string[];

export interface Subject {
  readonly kind: Composition['kind'];
  /** To which contributions are written. */
  readonly decimals: number;
  /** The same of a product's rate. */
  readonly rateDecimals: number;
}

export interface Explained {
  readonly total: string;
  /** Of every value, also of those that the section does not name. */
  readonly amounts: ReadonlyMap<string, number>;
  readonly section: ExplainedDimension;
}

/** Undefined where a ratio has no value on one of the days. */
export function explainDimension(
  subject: Subject,
  dimension: Pick<ExplainedDimension, 'dimension' | 'label'>,
  pairs: readonly Pair<Quantities>[],
): Explained | undefined {
  const taken = takeApart(subject, pairs);
  if (taken === undefined) return undefined;
  const { contributions, factors } = taken;
  const { total, items } = contributions;
  const { decimals } = subject;
  return {
    total,
    amounts: new Map(items.map(({ name, amount }) => [name, Number(amount)])),
    section: {
      ...dimension,
      ...topAndOthers(items, NAMED, decimals),
      appeared: bundle(
        items.filter(({ presence }) => presence === 'new'),
        decimals,
      ),
      vanished: bundle(
        items.filter(({ presence }) => presence === 'vanished'),
        decimals,
      ),
      factors,
    },
  };
}

interface Taken {
  readonly contributions: Contributions<SegmentContribution>;
  readonly factors: Factors | null;
}

function takeApart(
  { kind, decimals, rateDecimals }: Subject,
  pairs: readonly Pair<Quantities>[],
): Taken | undefined {
  switch (kind) {
    case 'sum': {
      const { total, items } = contributionsOf(
        pairs.map((pair) => mapPair(pair, ([value = '0']) => value)),
        decimals,
      );
      return {
        contributions: { total, items: items.map((item) => ({ ...item, parts: null })) },
        factors: null,
      };
    }
    case 'ratio': {
      const split = decomposeRatio(pairs.map(toFraction), decimals);
      if (split === undefined) return undefined;
      return { contributions: split, factors: { kind, ...partsOf(split), simpson: split.simpson } };
    }
    case 'product': {
      const fractions = pairs.map(toFraction);
      const split = decomposeProduct(fractions, decimals);
      const rateChange = rateChangeOf(fractions, rateDecimals);
      return { contributions: split, factors: { kind, ...partsOf(split), rateChange } };
    }
  }
}

function rateChangeOf(fractions: readonly Pair<Fraction>[], decimals: number): RateChange | null {
  const split = decomposeRatio(fractions, decimals);
  return split === undefined
    ? null
    : { delta: split.total, ...partsOf<RatioPart>(split), simpson: split.simpson };
}

function partsOf<Part extends string>({ parts, unpaired }: Decomposition<Part>) {
  return { ...parts, unpaired };
}

function toFraction(pair: Pair<Quantities>): Pair<Fraction> {
  return mapPair(pair, ([numerator = '0', denominator = '0']) => ({ numerator, denominator }));
}

function mapPair<A, B>({ name, before, after }: Pair<A>, map: (value: A) => B): Pair<B> {
  return { name, before: before === null ? null : map(before), after: after === null ? null : map(after) };
}
