/** A rule that others use, to compare with. */
import { meanAndDeviation } from '../../src/analysis/backtest/methods.ts';

export const SAME_WEEKDAY = meanAndDeviation(
  'same weekday, 8 weeks',
  Array.from({ length: 8 }, (_, at) => 7 * (at + 1)),
  6,
);
