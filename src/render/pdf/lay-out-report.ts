/** Report → pages of marks. Pure, but for measuring text with the fonts that `lettering` knows. */
import type { Report } from '../../report/model.ts';
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

  setTitle(flow, report, lettering);
  for (const notice of report.notices)
    setCallout(flow, { kind: 'warning', text: phrases.notice(notice) }, lettering);
  setVerdict(flow, report, phrases, lettering);
  setCards(flow, report.headline, phrases, lettering);
  flow.space(8);
  setTrend(flow, report, phrases, lettering);

  const tables = [
    comparisonTable(report, phrases),
    ...report.breakdowns.map((breakdown) => breakdownTable(report, breakdown, phrases)),
  ];
  const set = (table: Table): void => {
    setTable(flow, table, lettering);
    flow.space(SECTION_GAP);
  };
  tables.forEach(set);
  setWhy(flow, report, phrases, lettering);
  setOutlook(flow, report, phrases, lettering);
  if (report.alerts.items.length > 0) set(alertTable(report, phrases));
  if (report.alerts.items.length > 0) setNote(flow, ruleText(phrases), lettering);
  setRestatements(flow, report, phrases, lettering);
  if (hasPlaceholder(flow.pages)) setNote(flow, phrases.words.replacedCharacters(PLACEHOLDER), lettering);
  setFooters(flow.pages, report, lettering);
  return flow.pages;
}

function setTitle(flow: Flow, report: Report, lettering: Lettering): void {
  const titleLines = wrap(lettering, report.dataset.title, TYPE.title, CONTENT_WIDTH, 2);
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
function setVerdict(flow: Flow, { alerts }: Report, phrases: Phrases, lettering: Lettering): void {
  const title = phrases.alertsTitle();
  const callout =
    alerts.items.length === 0
      ? ({ kind: 'calm', title, text: `${phrases.coverage()} ${ruleText(phrases)}` } as const)
      : ({ kind: 'alarm', title, text: phrases.coverage() } as const);
  setCallout(flow, callout, lettering);
  flow.space(6);
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
  // What stood before ended with a note or with the space after a table.
  if (report.alerts.items.length > 0) flow.space(SECTION_GAP);
  setTable(flow, restatementTable(report, report.restatements, phrases), lettering);
  flow.space(6);
  const more = phrases.moreRestated();
  const note = phrases.words.restatementsNote;
  setNote(flow, more === '' ? note : `+ ${more}. ${note}`, lettering);
}

function ruleText({ words, rule }: Phrases): string {
  return `${words.rule}: ${rule()}`;
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
