/** The report in GitHub-flavoured Markdown: everything the report holds, nothing left out. */
import type { Breakdown, Report } from '../report/model.ts';
import { breakdownTables, type BreakdownTable } from './breakdown-tables.ts';
import { formatDayInFull, formatDayWithWeekday } from './format-day.ts';
import { alertMarkdown } from './markdown/alert-markdown.ts';
import { escapeMarkdown as escape } from './markdown/escape-markdown.ts';
import { markdownTable, type MarkdownColumn } from './markdown/markdown-table.ts';
import { outlookMarkdown } from './markdown/outlook-markdown.ts';
import { NONE, phrasesFor, type Phrases } from './phrases.ts';
import { whyMarkdown } from './markdown/why-markdown.ts';
import { GAP, sparkline } from './sparkline.ts';
import { verdictTexts } from './verdict-text.ts';
import { ALERT_WORDS } from './words/alert-words.ts';

export function renderMarkdown(report: Report): string {
  const phrases = phrasesFor(report);
  const blocks = [
    `# ${escape(report.dataset.title)}${phrases.titleMark}`,
    `**${formatDayInFull(report.day, report.locale)}**`,
    ...report.notices.map((notice) => `> ${escape(phrases.notice(notice))}`),
    ...summary(report, phrases),
    ...trend(report, phrases),
    ...comparisons(report, phrases),
    ...alertMarkdown(report, phrases),
    ...report.breakdowns.flatMap((breakdown) => breakdownBlocks(report, breakdown, phrases)),
    ...whyMarkdown(report, phrases),
    ...outlookMarkdown(report, phrases),
    ...restatementBlocks(report, phrases),
    ...definitions(report, phrases),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function summary(report: Report, phrases: Phrases): string[] {
  const { headline } = report;
  const kinds = headline[0]?.comparisons.map(({ kind }) => kind) ?? [];
  const columns = [left(phrases.words.metric), right(phrases.words.value), ...kinds.map(right)];
  const rows = headline.map((line) => {
    const metric = phrases.metric(line.metric);
    const changes = line.comparisons.map((comparison) => phrases.change(comparison));
    return [`**${escape(metric.label)}**`, `**${phrases.value(line.value, metric)}**`, ...changes];
  });
  const { day } = verdictTexts(report, phrases);
  const expected = headline.flatMap((line) => {
    const text = day(line);
    return text === '' ? [] : [`- **${escape(phrases.metric(line.metric).label)}**: ${escape(text)}`];
  });
  return [
    `## ${phrases.words.summary}`,
    markdownTable(columns, rows),
    ...(expected.length === 0 ? [] : [expected.join('\n')]),
  ];
}

function comparisons(report: Report, phrases: Phrases): string[] {
  const { headline, locale } = report;
  const { words, value, format } = phrases;
  const verdicts = verdictTexts(report, phrases);
  const columns = [
    left(words.metric),
    left(words.comparison),
    left(words.day),
    right(words.baseline),
    right(words.delta),
    right(words.percent),
    ...(verdicts.any ? [left(ALERT_WORDS[locale].verdict)] : []),
  ];
  const rows = headline.flatMap((line) => {
    const metric = phrases.metric(line.metric);
    return line.comparisons.map((comparison, index) => {
      const { kind, day, baseline, delta, missing } = comparison;
      const change = missing === null ? phrases.change(comparison) : words.missing[missing];
      return [
        escape(metric.label),
        kind,
        formatDayWithWeekday(day, locale),
        value(baseline, metric),
        delta === null ? NONE : format.delta(delta, metric),
        change,
        ...(verdicts.any ? [escape(verdicts.change(line, index))] : []),
      ];
    });
  });
  return [`## ${words.comparisons}`, markdownTable(columns, rows)];
}

function trend({ trend: { points } }: Report, phrases: Phrases): string[] {
  const extremes = phrases.trendExtremes();
  if (extremes.length === 0) return [];
  const line = sparkline(points.map(({ value }) => (value === null ? null : Number(value))));
  const legend = line.includes(GAP) ? ` (${GAP} ${phrases.words.dayWithoutData})` : '';
  return [`## ${escape(phrases.trendTitle())}`, `\`${line}\`${legend}`, escape(extremes.join(' · '))];
}

function breakdownBlocks(report: Report, breakdown: Breakdown, phrases: Phrases): string[] {
  const title = `## ${escape(phrases.dimensions(breakdown.labels))}`;
  if (breakdown.lines.length === 0) return [title, phrases.words.noSegments];
  const tables = breakdownTables(report, breakdown).flatMap((table) => [
    `### ${escape(table.metric.label)}`,
    segmentTable(table, breakdown, phrases),
  ]);
  return [title, ...tables];
}

function segmentTable(
  { metric, rows, shares }: BreakdownTable,
  breakdown: Breakdown,
  phrases: Phrases,
): string {
  const { words, format } = phrases;
  const kinds = rows[0]?.line.comparisons.map(({ kind }) => kind) ?? [];
  const columns = [
    ...breakdown.labels.map((label) => left(escape(label))),
    right(words.value),
    ...(shares ? [right(words.share)] : []),
    ...kinds.map(right),
  ];
  const cells = rows.map(({ segment, line }, index) => [
    ...segment.map((value) => escape(phrases.segmentValue(value))),
    phrases.value(line.value, metric),
    ...(shares ? [format.share(shares[index] ?? 0)] : []),
    ...line.comparisons.map((comparison) => phrases.change(comparison)),
  ]);
  return markdownTable(columns, cells);
}

function restatementBlocks({ restatements, locale }: Report, phrases: Phrases): string[] {
  if (restatements === undefined) return [];
  const { words, value } = phrases;
  const columns = [
    left(words.day),
    left(words.metric),
    ...[words.before, words.after, words.delta, words.percent].map(right),
  ];
  const rows = restatements.items.map((item) => {
    const metric = phrases.metric(item.metric);
    return [
      formatDayWithWeekday(item.day, locale),
      escape(metric.label),
      value(item.before, metric),
      value(item.after, metric),
      item.delta === null ? NONE : phrases.format.delta(item.delta, metric),
      phrases.restated(item),
    ];
  });
  const more = phrases.moreRestated();
  return [
    `## ${words.restatements}`,
    words.restatementsNote,
    markdownTable(columns, rows),
    ...(more === '' ? [] : [`… ${more}`]),
  ];
}

function definitions({ metrics }: Report, { words }: Phrases): string[] {
  const items = metrics.map(({ label, description }) => `- **${escape(label)}**: ${escape(description)}`);
  return [`## ${words.definitions}`, items.join('\n')];
}

function left(header: string): MarkdownColumn {
  return { header, align: 'left' };
}

function right(header: string): MarkdownColumn {
  return { header, align: 'right' };
}
