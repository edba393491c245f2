import stringWidth from 'string-width';
import type { Context, Output } from '../context.ts';
import { quoteValue } from '../columns/quote-value.ts';
import { rejectedCsv } from '../ingest/rejected-csv.ts';
import { fetchRejectedRows, type BookedRejection } from '../query/rejected-rows.ts';
import { createPaint } from '../render/terminal/paint.ts';
import { layOutTable, type Cell } from '../render/terminal/text-table.ts';
import { truncate, wrap } from '../render/text-width.ts';
import { visibleText } from '../render/visible-text.ts';
import { fetchKnownRun } from './known-run.ts';

/** @throws UsageError when there is no such run */
export async function runRunsRejects(
  id: string,
  format: 'text' | 'csv' | 'json',
  context: Context,
): Promise<void> {
  const rows = await context.useDatabase(
    (db) =>
      db.readOnly(async (reader) => {
        await fetchKnownRun(reader, id);
        return fetchRejectedRows(reader, id);
      }),
    { quiet: true },
  );
  const { stdout } = context.io;
  switch (format) {
    case 'csv':
      for (const line of rejectedCsv(id, rows)) {
        stdout.write(line);
        await stdout.drained();
      }
      return;
    case 'json':
      stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
      return;
    case 'text':
      if (rows.length === 0) stdout.write(`run ${id} rejected no row\n`);
      else stdout.write(`${tableLines(rows, stdout).join('\n')}\n`);
  }
}

const GAP = 2;
const LONGEST_VALUE = 30;
const LONGEST_COLUMN = 24;
const NARROWEST_RULE = 24;

/** Place, column, value, and the rule over as many lines as it needs: it says what to do. */
function tableLines(rows: readonly BookedRejection[], { columns, colour }: Output): string[] {
  const heads = rows.map(({ file, line, column, value }) => [
    `${visibleText(file)}:${line}`,
    truncate(column === null ? '(row)' : visibleText(column), LONGEST_COLUMN),
    truncate(visibleText(quoteValue(value)), LONGEST_VALUE),
  ]);
  const taken = [0, 1, 2].map((index) => Math.max(5, ...heads.map((head) => stringWidth(head[index] ?? ''))));
  const room = Math.max(NARROWEST_RULE, columns - taken.reduce((sum, width) => sum + width + GAP, 0));
  const cells = rows.flatMap(({ rule }, index): Cell[][] =>
    wrap(visibleText(rule), room).map((line, part) => [
      ...(part === 0 ? (heads[index] ?? []) : ['', '', '']).map((text) => ({ text })),
      { text: line },
    ]),
  );
  const headers = ['place', 'column', 'value', 'rule'];
  return layOutTable(
    { columns: headers.map((header) => ({ header, align: 'left' })), rows: cells },
    columns,
    createPaint(colour),
  );
}
