import type { Context } from '../context.ts';
import { describeColumn } from '../datasets/card-column.ts';
import { cardColumns, type Dashboard } from '../datasets/dashboard.ts';
import type { Locale } from '../datasets/definition.ts';
import { placeCards } from '../datasets/place-cards.ts';
import { inlineText } from '../db/sql.ts';
import { cardStatement, cardTemplate } from '../query/card-statement.ts';
import { createPaint } from '../render/terminal/paint.ts';
import { layOutTable } from '../render/terminal/text-table.ts';
import { visibleText } from '../render/visible-text.ts';
import { readDashboard } from './project-dashboards.ts';

/** @throws UsageError when there is no such dashboard */
export async function runDashboardShow(name: string, json: boolean, context: Context): Promise<void> {
  const dashboard = await readDashboard(name, context);
  const { stdout } = context.io;
  const { locale } = context.config;
  if (json) {
    stdout.write(`${JSON.stringify(plainDashboard(dashboard), null, 2)}\n`);
    return;
  }
  const table = {
    columns: ['card', 'question', 'display', 'place', 'view', 'columns'].map((header) => ({
      header,
      align: 'left' as const,
    })),
    rows: rowsOf(dashboard, locale).map((cells) => cells.map((text) => ({ text: visibleText(text) }))),
  };
  const { title, description, dataset, filters, defaultDays } = dashboard;
  const lines = [
    visibleText(`${name}: ${title[locale]}`),
    visibleText(description[locale]),
    '',
    `dataset  ${visibleText(dataset.name)}`,
    `filters  ${[dataset.timeColumn, ...filters].map(visibleText).join(', ')}`,
    `days     the last ${defaultDays}, until somebody chooses others`,
    '',
    ...layOutTable(table, stdout.columns, createPaint(stdout.colour)),
  ];
  stdout.write(`${lines.join('\n')}\n`);
}

/** Place: the upper left corner and the size, in columns and rows of the grid. */
function rowsOf(dashboard: Dashboard, locale: Locale): string[][] {
  return placeCards(dashboard).map(({ name, card, column, row }) => [
    name,
    card.title[locale],
    card.display,
    `${column},${row} ${card.size.join('×')}`,
    `bi.${card.view}`,
    cardColumns(dashboard, card).join(', '),
  ]);
}

function plainDashboard(dashboard: Dashboard) {
  const { name, title, description, dataset, defaultDays, filters } = dashboard;
  return {
    name,
    title,
    description,
    dataset: dataset.name,
    defaultDays,
    filters: [dataset.timeColumn, ...filters],
    cards: placeCards(dashboard).map(({ name: cardName, card, row, column }) => {
      const [width, height] = card.size;
      return {
        name: cardName,
        title: card.title,
        display: card.display,
        place: { row, column, width, height },
        view: `bi.${card.view}`,
        days: card.days,
        by: card.by ?? [],
        y: card.y,
        compareWith: card.compareWith ?? [],
        columns: cardColumns(dashboard, card).map((column) => describeColumn(dataset, column)),
        sql: inlineText(cardStatement(dashboard, card)),
        template: cardTemplate(dashboard, card),
      };
    }),
  };
}
