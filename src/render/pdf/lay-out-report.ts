/** Report → pages of marks. Pure, but for measuring text with the fonts that `lettering` knows. */
import type { Report } from '../../report/model.ts';
import { alertView, type AlertView } from '../alert-view.ts';
import { formatDay, formatDayInFull } from '../format-day.ts';
import { outlookBlocks } from '../outlook-blocks.ts';
import { phrasesFor, type Phrases } from '../phrases.ts';
import { whyNotes } from '../why-sentences.ts';
import { setCallout } from './callout.ts';
import { setCards } from './cards.ts';
import { Flow } from './flow.ts';
import { PLACEHOLDER, place, wrap, type Lettering } from './lettering.ts';
import { rule, type Mark, type PdfPage } from './marks.ts';
import { outlookTables } from './outlook-tables.ts';
import { setTable } from './set-table.ts';
import type { Table } from './table.ts';
import { alertTable, breakdownTable, comparisonTable, restatementTable } from './tables.ts';
import { COLOUR, CONTENT_WIDTH, PAGE, TYPE } from './theme.ts';
import { setTrend } from './trend-section.ts';
import { whyTable } from './why-table.ts';

const SECTION_GAP = 20;

export function layOutReport(report: Report, lettering: Lettering): PdfPage[] {
  const phrases = phrasesFor(report);
  const flow = new Flow();

  setTitle(flow, report, phrases, lettering);
  for (const notice of report.notices)
    setCallout(flow, { kind: 'warning', text: phrases.notice(notice) }, lettering);
  const alerts = alertView(report, phrases);
  setVerdict(flow, alerts, lettering);
  setCards(flow, report, phrases, lettering);
  flow.space(8);
  setTrend(flow, report, phrases, lettering);

  const set = (table: Table): void => {
    setTable(flow, table, lettering);
    flow.space(SECTION_GAP);
  };
  set(comparisonTable(report, phrases));
  setAlerts(flow, report, alerts, phrases, lettering);
  for (const breakdown of report.breakdowns) set(breakdownTable(report, breakdown, phrases));
  setWhy(flow, report, phrases, lettering);
  setOutlook(flow, report, phrases, lettering);
  setRestatements(flow, report, phrases, lettering);
  if (hasPlaceholder(flow.pages)) setNote(flow, phrases.words.replacedCharacters(PLACEHOLDER), lettering);
  setFooters(flow.pages, report, lettering);
  if (phrases.mark !== '') markPages(flow.pages, phrases.mark, lettering);
  return flow.pages;
}

function setTitle(flow: Flow, report: Report, phrases: Phrases, lettering: Lettering): void {
  const title = `${report.dataset.title}${phrases.titleMark}`;
  const titleLines = wrap(lettering, title, TYPE.title, CONTENT_WIDTH, 2);
  const height = 34 + titleLines.length * 24;
  flow.place(height, (top) => [
    ...titleLines.map((line, index) =>
      place(lettering, line, TYPE.title, { x: PAGE.left, baseline: top + 17 + index * 24 }),
    ),
    place(lettering, formatDayInFull(report.day, report.locale), TYPE.subtitle, {
      x: PAGE.left,
      baseline: top + 11 + titleLines.length * 24,
    }),
  ]);
}

/** Alerts or none, and what was looked at: the second thing to know after the day. */
function setVerdict(flow: Flow, alerts: AlertView, lettering: Lettering): void {
  const { title, calm, muted, coverage, rule } = alerts;
  const callout = muted
    ? ({ kind: 'warning', title, text: coverage } as const)
    : calm
      ? ({ kind: 'calm', title, text: `${coverage} ${rule}` } as const)
      : ({ kind: 'alarm', title, text: coverage } as const);
  setCallout(flow, callout, lettering);
  flow.space(6);
}

function setAlerts(
  flow: Flow,
  report: Report,
  { calm, tables, notes, rule }: AlertView,
  phrases: Phrases,
  lettering: Lettering,
): void {
  for (const table of tables) {
    setTable(flow, alertTable(table, report, phrases), lettering);
    flow.space(6);
    if (table.note !== null) setNote(flow, table.note, lettering);
    flow.space(SECTION_GAP);
  }
  // The calm callout has told the rule.
  const told = calm ? notes : [...notes, rule];
  if (told.length === 0) return;
  setNote(flow, told.join(' '), lettering);
  flow.space(SECTION_GAP);
}

function setWhy(flow: Flow, report: Report, phrases: Phrases, lettering: Lettering): void {
  if (report.why === undefined) return;
  setTable(flow, whyTable(report, report.why, phrases), lettering);
  flow.space(6);
  setNote(flow, whyNotes(report.why, phrases).join(' '), lettering);
  flow.space(SECTION_GAP);
}

function setOutlook(flow: Flow, report: Report, phrases: Phrases, lettering: Lettering): void {
  if (report.outlook === undefined) return;
  const outlook = outlookBlocks(report.outlook, report, phrases);
  for (const table of outlookTables(outlook, phrases)) {
    setTable(flow, table, lettering);
    flow.space(8);
  }
  // Without months the table itself is the notes.
  if (outlook.months.length > 0) for (const note of outlook.notes) setNote(flow, note, lettering);
  flow.space(SECTION_GAP);
}

function setRestatements(flow: Flow, report: Report, phrases: Phrases, lettering: Lettering): void {
  if (report.restatements === undefined) return;
  setTable(flow, restatementTable(report, report.restatements, phrases), lettering);
  flow.space(6);
  const more = phrases.moreRestated();
  const note = phrases.words.restatementsNote;
  setNote(flow, more === '' ? note : `+ ${more}. ${note}`, lettering);
}

function setNote(flow: Flow, text: string, lettering: Lettering): void {
  const lines = wrap(lettering, text, TYPE.small, CONTENT_WIDTH, 8);
  flow.place(lines.length * 11 + 4, (top) =>
    lines.map((line, index) =>
      place(lettering, line, TYPE.small, { x: PAGE.left, baseline: top + 8 + index * 11 }),
    ),
  );
}

function hasPlaceholder(pages: readonly PdfPage[]): boolean {
  return pages.some(({ marks }) =>
    marks.some((mark) => mark.kind === 'text' && mark.text.includes(PLACEHOLDER)),
  );
}

function setFooters(pages: readonly PdfPage[], report: Report, lettering: Lettering): void {
  const baseline = PAGE.height - 30;
  const about = `${report.dataset.title} · ${formatDay(report.day, report.locale)}`;
  const [line = ''] = wrap(lettering, about, TYPE.small, CONTENT_WIDTH - 60, 1);
  pages.forEach(({ marks }, index) => {
    const footer: Mark[] = [
      rule(PAGE.left, baseline - 12, CONTENT_WIDTH, COLOUR.line),
      place(lettering, line, TYPE.small, { x: PAGE.left, baseline }),
      place(lettering, `${index + 1} / ${pages.length}`, TYPE.smallNumber, {
        x: PAGE.width - PAGE.right,
        baseline,
        align: 'right',
      }),
    ];
    marks.push(...footer);
  });
}

/** At the head of every page: pages are printed and passed on one by one. */
function markPages(pages: readonly PdfPage[], text: string, lettering: Lettering): void {
  for (const { marks } of pages) {
    marks.push(
      place(lettering, text, TYPE.mark, { x: PAGE.width - PAGE.right, baseline: 37, align: 'right' }),
    );
  }
}
