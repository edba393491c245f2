/** How the whole business grows. */
import { exp, ln } from '../../../generate/exact-math.ts';

/** Revenue against the year before: the mean growth of the generated years, whatever their mix and calendar. */
export const YEARLY_GROWTH = 1.12;
/** Part of the growth that is prices; the rest is orders. */
const YEARLY_PRICES = 1.04;

/** Gross revenue of an average day of the year around the anchor, in BRL. */
const ANCHOR_REVENUE = 6_000_000;
/** 2025-01-01, in days since 1970-01-01. */
const ANCHOR_EPOCH_DAY = 20_089;
const DAYS_OF_A_YEAR = 365.2425;

/** Growth holds from 2000 to 2050; before and after, the level stands still: 200 years of it overflow columns. */
const FROM_YEAR = -25;
const TO_YEAR = 25;

/** Years since the anchor day. */
export function yearsSinceAnchor(epochDay: number): number {
  return (epochDay - ANCHOR_EPOCH_DAY) / DAYS_OF_A_YEAR;
}

/** Expected gross revenue of an average day of the year, in BRL. */
export function revenueLevel(epochDay: number): number {
  return ANCHOR_REVENUE * exp(ln(YEARLY_GROWTH) * bounded(epochDay));
}

/** Prices against those of the anchor day. */
export function priceLevel(epochDay: number): number {
  return exp(ln(YEARLY_PRICES) * bounded(epochDay));
}

function bounded(epochDay: number): number {
  return Math.min(TO_YEAR, Math.max(FROM_YEAR, yearsSinceAnchor(epochDay)));
}
