/** What a replay asks of the database. */
import type { SegmentKey, ZScoreRule } from '../../analysis/alert.ts';
import type { AlertRule } from '../../analysis/alerts/alert-rule.ts';
import { classicReplay } from '../../analysis/backtest/replay-classic.ts';
import type { ReplayedDay } from '../../analysis/backtest/replayed-day.ts';
import { addDays, daysBetween, type BusinessDay } from '../../analysis/calendar.ts';
import type { DayCalendar } from '../../analysis/signal/series.ts';
import type { Dataset } from '../../datasets/definition.ts';
import type { Reader } from '../../db/database.ts';
import { fetchAnnotations } from '../../query/annotations.ts';
import { fetchDaily } from '../../query/daily.ts';
import { fetchHistoryFacts } from '../alerts/history-facts.ts';
import { judgedHistory } from '../alerts/judged-history.ts';
import type { LearnedPast } from './learned-past.ts';
import { LEAD_DAYS } from './replay-baseline.ts';
import type { ReplaySpan } from './replay-span.ts';

export interface Past {
  readonly reader: Reader;
  readonly dataset: Dataset;
  readonly calendar: DayCalendar;
  readonly span: ReplaySpan;
}

/** The history, each of its days with whether it arrived and with what was to be expected then. */
export async function learnPast(
  { reader, dataset, calendar, span: { from, to, firstDay } }: Past,
  rule: AlertRule,
): Promise<LearnedPast> {
  const back = daysBetween(from, to) + LEAD_DAYS;
  const facts = await fetchHistoryFacts(reader, dataset, { rule, day: to, firstDay, back });
  const annotations = await fetchAnnotations(reader, dataset, rule.by);
  const history = judgedHistory(dataset, facts, annotations, calendar);
  return { history, annotations, largest: facts.largest };
}

/** Days of the classic rule that are in memory at once, beside those of its window. */
const DAYS_AT_ONCE = 92;

/**
 * @param partialDays those gone through, and those before that they are judged by
 * @param within the segments that are watched; undefined: all
 */
export async function replayClassic(
  { reader, dataset, calendar, span }: Past,
  rule: ZScoreRule,
  partialDays: ReadonlySet<BusinessDay>,
  within: readonly SegmentKey[] | undefined,
): Promise<ReplayedDay[]> {
  const replay = classicReplay(rule, calendar);
  const days: ReplayedDay[] = [];
  for (let from = span.from; from <= span.to; from = addDays(from, DAYS_AT_ONCE)) {
    const last = addDays(from, DAYS_AT_ONCE - 1);
    const to = last < span.to ? last : span.to;
    const rows = await fetchDaily(reader, dataset, {
      metrics: rule.metrics,
      by: rule.by,
      days: { from: addDays(from, -rule.windowDays), to },
      within,
    });
    const known = rows.filter(({ day }) => !partialDays.has(day));
    const segments = known.map((row) => ({
      ...row,
      segment: rule.by.map((name) => row.segment[name] ?? ''),
    }));
    days.push(...replay(segments, { from, to }));
  }
  return days;
}
