/** The report for a terminal: plain text with optional colour, at most as wide as the window. */
import type { Report } from '../report/model.ts';
import { formatDayInFull } from './format-day.ts';
import { phrasesFor } from './phrases.ts';
import { alertLines } from './terminal/alert-lines.ts';
import { breakdownLines } from './terminal/breakdown-lines.ts';
import { headlineLines } from './terminal/headline-lines.ts';
import { outlookLines } from './terminal/outlook-lines.ts';
import { createPaint } from './terminal/paint.ts';
import type { Page } from './terminal/page.ts';
import { wrap } from './text-width.ts';
import { restatementLines } from './terminal/restatement-lines.ts';
import { trendLines } from './terminal/trend-lines.ts';
import { whyLines } from './terminal/why-lines.ts';

export interface TerminalOptions {
  readonly columns: number;
  readonly colour: boolean;
}

/** Lines beyond this are harder to read, not richer. */
const MAXIMUM_WIDTH = 120;

export function renderTerminal(report: Report, options: TerminalOptions): string {
  const page: Page = {
    report,
    phrases: phrasesFor(report),
    paint: createPaint(options.colour),
    width: Math.min(options.columns, MAXIMUM_WIDTH),
  };
  const sections = [
    titleLines(page),
    noticeLines(page),
    headlineLines(page),
    trendLines(page),
    breakdownLines(page),
    whyLines(page),
    outlookLines(page),
    alertLines(page),
    restatementLines(page),
  ];
  const lines = sections.filter((section) => section.length > 0).flatMap((section) => [...section, '']);
  // No-break spaces would hide numbers from grep and from spreadsheets that the text is pasted into.
  return lines.join('\n').replaceAll('\u00a0', ' ');
}

function titleLines({ report, phrases, paint }: Page): string[] {
  const day = formatDayInFull(report.day, report.locale);
  return [`${paint('bold', report.dataset.title)} · ${day}${paint('yellow', phrases.titleMark)}`];
}

function noticeLines({ report, phrases, paint, width }: Page): string[] {
  return report.notices.flatMap((notice) =>
    wrap(phrases.notice(notice), width - 2).map((line, index) =>
      paint('yellow', `${index === 0 ? '!' : ' '} ${line}`),
    ),
  );
}
