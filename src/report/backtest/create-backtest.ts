import { baselineRuleOf, classicRuleOf, type AlertRule } from '../../analysis/alerts/alert-rule.ts';
import { loadCalendar } from '../../calendars/load-calendar.ts';
import type { Dataset, Locale } from '../../datasets/definition.ts';
import type { Database } from '../../db/database.ts';
import { partialDaysOf } from '../completeness.ts';
import type { Backtest } from './backtest-model.ts';
import { injectAnomalies } from './inject-anomalies.ts';
import { learnPast, replayClassic, type Past } from './past.ts';
import { replayBaseline } from './replay-baseline.ts';
import { fetchReplaySpan, type SpanRequest } from './replay-span.ts';
import { summarise } from './summarise.ts';

export interface BacktestRequest extends Omit<SpanRequest, 'fromNinthWeek'> {
  readonly rule: AlertRule;
  readonly inject: boolean;
  readonly locale: Locale;
}

/**
 * Replays the history within one snapshot.
 * @throws SourceError when there are no days to replay, or too few before them
 */
export async function createBacktest(
  db: Database,
  dataset: Dataset,
  { rule, inject, locale, from, to }: BacktestRequest,
): Promise<Backtest> {
  const { metrics, by, direction, method } = rule;
  const watched = { metrics, by, direction };
  const baseline = method === 'baseline' ? rule : { ...baselineRuleOf(dataset), ...watched };
  const classic = method === 'zscore' ? rule : { ...classicRuleOf(dataset), ...watched };
  const calendar = await loadCalendar(dataset.holidays, locale);
  return db.readOnly(async (reader) => {
    const fromNinthWeek = method === 'baseline' || inject;
    const span = await fetchReplaySpan(reader, dataset, { from, to, fromNinthWeek });
    const past: Past = { reader, dataset, calendar, span };
    // The classic rule has no use for segments that are learned from, but to be compared with.
    const learned = await learnPast(past, inject ? baseline : rule);
    const partialDays = partialDaysOf(learned.history.completeness);
    const days =
      method === 'zscore'
        ? await replayClassic(past, classic, partialDays, learned.largest?.segments)
        : replayBaseline(dataset, baseline, learned, span);
    const unwatched = learned.largest?.others ?? 0;
    const replayed = summarise({ dataset, rule, span, partialDays, unwatched }, days);
    if (!inject) return replayed;
    return { ...replayed, injected: injectAnomalies(learned.history, rule, classic.windowDays, span.from) };
  });
}
