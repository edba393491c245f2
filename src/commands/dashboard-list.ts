import type { Context } from '../context.ts';
import { createPaint } from '../render/terminal/paint.ts';
import { layOutTable } from '../render/terminal/text-table.ts';
import { visibleText } from '../render/visible-text.ts';
import { readDashboards } from './project-dashboards.ts';

/** Definitions only: no database is asked. */
export async function runDashboardList(json: boolean, context: Context): Promise<void> {
  const { io, config } = context;
  const entries = (await readDashboards(context)).map(({ name, title, dataset, cards, filters }) => ({
    name,
    title: title[config.locale],
    dataset: dataset.name,
    cards: Object.keys(cards).length,
    filters: [dataset.timeColumn, ...filters],
  }));
  if (json) {
    io.stdout.write(`${JSON.stringify(entries, null, 2)}\n`);
    return;
  }
  if (entries.length === 0) {
    io.stderr.write('no pack of this project brings a dashboard\n');
    return;
  }
  const table = {
    columns: ['dashboard', 'dataset', 'cards', 'filters', 'title'].map((header) => ({
      header,
      align: header === 'cards' ? ('right' as const) : ('left' as const),
    })),
    rows: entries.map(({ name, dataset, cards, filters, title }) =>
      [name, dataset, String(cards), filters.join(', '), title].map((text) => ({ text: visibleText(text) })),
    ),
  };
  const lines = layOutTable(table, io.stdout.columns, createPaint(io.stdout.colour));
  io.stdout.write(`${lines.join('\n')}\n`);
}
