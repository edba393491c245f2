/** What every renderer says about a report, in its language: sentences and short texts, without any markup. */
import type { BusinessDay } from '../analysis/calendar.ts';
import type { Comparison, Notice, Report, ReportMetric, Restatement, SegmentKey } from '../report/model.ts';
import { completenessMark, incompleteDay, otherDay } from './completeness-phrases.ts';
import { formatDay, formatDayOfYear, formatWeekday } from './format-day.ts';
import { createFormatter, type Formatter, type NumberStyle } from './format.ts';
import { arrowOf } from './tone.ts';
import { visibleText } from './visible-text.ts';
import { WORDS } from './words.ts';
import { ALERT_WORDS } from './words/alert-words.ts';
import type { Words } from './words/word-list.ts';

/** What stands where there is no value. */
export const NONE = '—';

/** How a value differs from another one, or why that has no percentage. */
type Moved = Pick<Comparison, 'delta' | 'percent' | 'missing'>;

export interface Phrases {
  readonly words: Words;
  readonly format: Formatter;
  readonly metric: (name: string) => ReportMetric;
  readonly value: (value: string | null, style: NumberStyle) => string;
  /** `PJ · pos · credit` */
  readonly segment: (segment: SegmentKey) => string;
  /** One dimension's value of a segment. */
  readonly segmentValue: (value: string) => string;
  /** `City × Channel` */
  readonly dimensions: (labels: readonly string[]) => string;
  /** `▲ +145,66 %`, or in two words why there is none. */
  readonly change: (comparison: Moved) => string;
  /** The same without the arrow. */
  readonly percent: (comparison: Comparison) => string;
  /** The change of a restated value, with its arrow; — where there is no percentage. */
  readonly restated: (restatement: Restatement) => string;
  /** `and 3 more`; empty when all are named. */
  readonly moreRestated: () => string;
  readonly notice: (notice: Notice) => string;
  /** `PARTIAL`, `NO DATA OF Mar 31, 2025`: for the head of every page; empty where nothing is missing. */
  readonly mark: string;
  /** ` · PARTIAL`: the same, to stand behind a title. */
  readonly titleMark: string;
  readonly rule: () => string;
  readonly coverage: () => string;
  /** `Sales, last 28 days` */
  readonly trendTitle: () => string;
  /** The highest and the lowest day; empty when no day has data. */
  readonly trendExtremes: () => string[];
}

/** A notice is a sentence, not a list; the whole of it is in the JSON. */
const LONGEST_DETAIL = 200;

export function phrasesFor(report: Report): Phrases {
  const { locale, alerts, trend } = report;
  const words = WORDS[locale];
  const format = createFormatter(locale, report.currency);
  const mark = completenessMark(report, words);
  const byName = new Map(report.metrics.map((metric) => [metric.name, metric]));

  type Counted = (count: string, one: boolean) => string;
  const counted = (phrase: Counted, count: number): string => phrase(format.count(count), count === 1);
  const segmentValue = (value: string): string => (value === '' ? words.emptyValue : visibleText(value));
  const segment = (key: SegmentKey): string => key.map(segmentValue).join(' · ');
  const dimensions = (labels: readonly string[]): string => labels.join(' × ');

  function metric(name: string): ReportMetric {
    const found = byName.get(name);
    if (!found) throw new Error(`the report does not describe its metric ${JSON.stringify(name)}`);
    return found;
  }

  function percent({ percent, missing }: Moved): string {
    if (percent !== null) return format.percent(percent);
    return missing === null ? NONE : words.missingShort[missing];
  }

  function notice(notice: Notice): string {
    if (notice.kind === 'incomplete-day') return incompleteDay(report, words, format, segment);
    if (notice.kind === 'incomplete-baselines') {
      return words.incompleteBaselines(list(notice.days.map((day) => formatDay(day, locale))));
    }
    if (notice.kind === 'filtered-rows') return counted(words.filteredRows, notice.rows);
    if (notice.kind === 'data-test') return dataTest(notice);
    if (notice.kind === 'event') return event(notice);
    return otherDay(report, words);
  }

  function event({ name, from, to, segment: of }: Extract<Notice, { kind: 'event' }>): string {
    const days = [from, ...(to === from ? [] : [to])].map((day) => formatDay(day, locale));
    const where = of.length === 0 ? '' : of.map(segmentValue).join(' · ');
    return ALERT_WORDS[locale].event(visibleText(name), days.join(' – '), where);
  }

  function dataTest(test: Extract<Notice, { kind: 'data-test' }>): string {
    const { name, failing, undone, detail } = test;
    const count = words.countedThings[test.counted](format.count(failing), failing === 1);
    const sentence = words.dataTest({ name: visibleText(name), count, undone });
    return detail === '' ? `${sentence}.` : `${sentence}: ${visibleText(shorten(detail))}`;
  }

  function rule(): string {
    const { rule, labels } = alerts;
    const by = dimensions(labels);
    const names = list(rule.metrics.map((name) => metric(name).label));
    const direction = words.direction[rule.direction];
    if (rule.method === 'baseline') {
      const part = (share: number) =>
        `${format.plain(Number((share * 100).toPrecision(6)))}${words.percentSign}`;
      const { falseDiscoveryRate, minimumChange, minimumImpact } = rule;
      return ALERT_WORDS[locale].rule({
        direction,
        metrics: names,
        by,
        rate: part(falseDiscoveryRate),
        change: part(minimumChange),
        impact: part(minimumImpact),
      });
    }
    const limit = format.plain(rule.threshold);
    const conditions = { down: `z < -${limit}`, up: `z > ${limit}`, both: `|z| > ${limit}` };
    return words.ruleText({
      days: format.count(rule.windowDays),
      condition: conditions[rule.direction].replaceAll(' ', '\u00a0'),
      direction,
      metrics: names,
      by,
    });
  }

  function coverage(): string {
    if (alerts.muted) return words.mutedBecause;
    const parts = [counted(words.evaluated, alerts.evaluated)];
    if (alerts.withoutHistory > 0) parts.push(counted(words.withoutHistory, alerts.withoutHistory));
    const { unwatched = 0 } = alerts;
    return [`${parts.join(', ')}.`, ...(unwatched > 0 ? [counted(words.unwatched, unwatched)] : [])].join(
      ' ',
    );
  }

  function trendExtremes(): string[] {
    const known = trend.points.flatMap(({ day, value }) =>
      value === null ? [] : [{ day, value: Number(value) }],
    );
    const sorted = known.sort((left, right) => right.value - left.value);
    const [highest, lowest] = [sorted[0], sorted.at(-1)];
    if (!highest || !lowest) return [];
    const texts = format.magnitudes([highest.value, lowest.value], metric(trend.metric), 1);
    const when = (day: BusinessDay): string =>
      `${formatWeekday(day, locale)} ${formatDayOfYear(day, locale)}`;
    return [
      `${words.highest} ${texts[0]} (${when(highest.day)})`,
      `${words.lowest} ${texts[1]} (${when(lowest.day)})`,
    ];
  }

  function list(items: readonly string[]): string {
    if (items.length < 2) return items.join('');
    return `${items.slice(0, -1).join(', ')} ${words.and} ${items.at(-1)}`;
  }

  return {
    words,
    format,
    metric,
    value: (value, style) => (value === null ? NONE : format.value(value, style)),
    segment,
    segmentValue,
    dimensions,
    change: (comparison) =>
      comparison.percent === null ? percent(comparison) : `${arrowOf(comparison)} ${percent(comparison)}`,
    percent,
    restated: (restatement) =>
      restatement.percent === null ? NONE : `${arrowOf(restatement)} ${format.percent(restatement.percent)}`,
    moreRestated: () => {
      const more = report.restatements?.more ?? 0;
      return more === 0 ? '' : counted(words.moreRestated, more);
    },
    notice,
    mark,
    titleMark: mark === '' ? '' : ` · ${mark}`,
    rule,
    coverage,
    trendTitle: () => `${metric(trend.metric).label}, ${words.trend(format.count(trend.points.length))}`,
    trendExtremes,
  };
}

function shorten(text: string): string {
  const characters = Array.from(text);
  return characters.length > LONGEST_DETAIL ? `${characters.slice(0, LONGEST_DETAIL).join('')}…` : text;
}
