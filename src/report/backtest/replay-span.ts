import { WARM_UP } from '../../analysis/backtest/recall.ts';
import { addDays, daysBetween, type BusinessDay } from '../../analysis/calendar.ts';
import type { Dataset } from '../../datasets/definition.ts';
import type { Reader } from '../../db/database.ts';
import { SourceError } from '../../errors.ts';
import { fetchCoverage } from '../../query/coverage.ts';

/** Nine weeks: eight to learn from, one to replay. */
const FEWEST_DAYS = WARM_UP + 7;

/** The days to go through; both have data, or others between them. */
export interface ReplaySpan {
  readonly from: BusinessDay;
  readonly to: BusinessDay;
  /** Of the history. */
  readonly firstDay: BusinessDay;
  /** The day asked for, where it comes before the first one that can be gone through. */
  readonly movedFrom?: BusinessDay;
}

export interface SpanRequest {
  /** Default: the ninth week of the history. */
  readonly from?: BusinessDay | undefined;
  /** The last day; an earlier one is taken where it has no data. */
  readonly to: BusinessDay;
  /** Days of the history before the ninth week are not gone through, whatever `from` says. */
  readonly fromNinthWeek: boolean;
}

/** @throws SourceError when there are no such days, or the history is too short for them */
export async function fetchReplaySpan(
  reader: Reader,
  dataset: Dataset,
  { from: wanted, to: latest, fromNinthWeek }: SpanRequest,
): Promise<ReplaySpan> {
  const coverage = await fetchCoverage(reader, dataset, latest);
  const to = coverage?.lastDayUpTo;
  if (coverage === undefined || to === undefined) {
    throw new SourceError(`the dataset ${dataset.name} has no data on or before ${latest}`, {
      hint: 'load some: kpi ingest <file.csv>',
    });
  }
  const { firstDay } = coverage;
  const ninthWeek = addDays(firstDay, WARM_UP);
  const needsNineWeeks = fromNinthWeek || wanted === undefined;
  const days = daysBetween(firstDay, to) + 1;
  if (needsNineWeeks && days < FEWEST_DAYS) {
    throw new SourceError(
      `a replay needs nine weeks of history, ${FEWEST_DAYS} days; up to ${to} the dataset ${dataset.name} has ${days}, from ${firstDay} on`,
      { hint: 'load earlier days, or replay the classic rule: --method zscore --from <day>' },
    );
  }
  const earliest = needsNineWeeks ? ninthWeek : firstDay;
  const from = wanted === undefined || wanted < earliest ? earliest : wanted;
  if (from > to) {
    throw new SourceError(`the dataset ${dataset.name} has no data from ${from} to ${latest}`, {
      hint: `its days to replay: ${earliest} to ${to}`,
    });
  }
  return { from, to, firstDay, ...(wanted !== undefined && wanted < from && { movedFrom: wanted }) };
}
