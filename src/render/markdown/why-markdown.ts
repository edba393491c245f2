/** Per comparison: its factors, and the segments of the dimension that explains best, a table each. */
import type { Report } from '../../report/model.ts';
import type { Phrases } from '../phrases.ts';
import { whyBlocks, whyTitle, type WhyGroup } from '../why-blocks.ts';
import { whyNotes } from '../why-sentences.ts';
import { escapeMarkdown as escape } from './escape-markdown.ts';
import { markdownTable } from './markdown-table.ts';

export function whyMarkdown(report: Report, phrases: Phrases): string[] {
  const { why } = report;
  if (why === undefined) return [];
  const blocks = whyBlocks(report, why, phrases).flatMap(
    ({ kind, day, delta, change, groups, notes, warnings, ranking }) => [
      `### ${kind} · ${escape(day)}: ${escape(delta)} (${change})`,
      ...groups.map((group) => groupTable(group, phrases)),
      ...warnings.map((warning) => `> ${escape(warning)}`),
      ...(notes.length > 0 ? [notes.map((note) => `- ${escape(note)}`).join('\n')] : []),
      ...(ranking === '' ? [] : [escape(ranking)]),
    ],
  );
  return [`## ${escape(whyTitle(why, phrases))}`, ...whyNotes(why, phrases).map(escape), ...blocks];
}

function groupTable({ title, rows }: WhyGroup, { words }: Phrases): string {
  return markdownTable(
    [
      { header: escape(title), align: 'left' },
      { header: words.contribution, align: 'right' },
      { header: words.share, align: 'right' },
    ],
    rows.map(({ label, amount, share }) => [escape(label), amount, share]),
  );
}
