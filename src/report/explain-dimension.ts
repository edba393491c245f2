/** One dimension's contributions to a difference, as the report tells them. */
import { contributionsOf } from '../analysis/contribution/contributions.ts';
import type { Pair, Presence } from '../analysis/contribution/pair.ts';
import type { Decomposition } from '../analysis/contribution/parts.ts';
import {
  decomposeRatio,
  ratioChange,
  type Fraction,
  type RatioPart,
} from '../analysis/contribution/rate-and-mix.ts';
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

/** The difference of the whole. Undefined where a ratio has no value on one of the days. */
export function totalOf({ kind, decimals }: Subject, pairs: readonly Pair<Quantities>[]): string | undefined {
  if (kind !== 'ratio') return contributionsOf(pairs.map(toValue), decimals).total;
  return ratioChange(pairs.map(toFraction), decimals);
}

/** Undefined where there is no difference. */
export function explainDimension(
  subject: Subject,
  dimension: Pick<ExplainedDimension, 'dimension' | 'label'>,
  pairs: readonly Pair<Quantities>[],
): ExplainedDimension | undefined {
  const taken = takeApart(subject, pairs);
  if (taken === undefined) return undefined;
  const { decimals } = subject;
  const of = (presence: Presence) => taken.items.filter((item) => item.presence === presence);
  return {
    ...dimension,
    ...topAndOthers(taken.items, NAMED, decimals),
    appeared: bundle(of('new'), decimals),
    vanished: bundle(of('vanished'), decimals),
    factors: taken.factors,
  };
}

interface Taken {
  readonly items: readonly SegmentContribution[];
  readonly factors: Factors | null;
}

function takeApart(
  { kind, decimals, rateDecimals }: Subject,
  pairs: readonly Pair<Quantities>[],
): Taken | undefined {
  switch (kind) {
    case 'sum': {
      const { items } = contributionsOf(pairs.map(toValue), decimals);
      return { items: items.map((item) => ({ ...item, parts: null })), factors: null };
    }
    case 'ratio': {
      const split = decomposeRatio(pairs.map(toFraction), decimals);
      if (split === undefined) return undefined;
      return { items: split.items, factors: { kind, ...partsOf(split), simpson: split.simpson } };
    }
    case 'product': {
      const fractions = pairs.map(toFraction);
      const split = decomposeProduct(fractions, decimals);
      return {
        items: split.items,
        factors: { kind, ...partsOf(split), rateChange: rateChangeOf(fractions, rateDecimals) },
      };
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

function toValue(pair: Pair<Quantities>): Pair<string> {
  return mapPair(pair, ([value = '0']) => value);
}

function toFraction(pair: Pair<Quantities>): Pair<Fraction> {
  return mapPair(pair, ([numerator = '0', denominator = '0']) => ({ numerator, denominator }));
}

function mapPair<A, B>({ name, before, after }: Pair<A>, map: (value: A) => B): Pair<B> {
  return { name, before: before === null ? null : map(before), after: after === null ? null : map(after) };
}
