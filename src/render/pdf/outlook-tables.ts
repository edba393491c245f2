/** Month end, next days and next weeks, a table each. */
import type { ForecastBlock, OutlookBlocks } from '../outlook-blocks.ts';
import type { Phrases } from '../phrases.ts';
import type { Cell, Column, Table } from './table.ts';
import { COLOUR, TYPE } from './theme.ts';

export function outlookTables(blocks: OutlookBlocks, phrases: Phrases): Table[] {
  const forecasts = [blocks.days, blocks.weeks].flatMap((block) =>
    block === null ? [] : [forecastTable(block, phrases)],
  );
  return [monthTable(blocks, phrases), ...forecasts];
}

function monthTable({ title, months, hasTargets, notes }: OutlookBlocks, { words }: Phrases): Table {
  const headers = [
    words.monthToDate,
    words.monthEnd,
    words.interval,
    ...(hasTargets ? [words.target, words.ofTarget] : []),
  ];
  const rows = months.map(({ label, segment, toDate, projected, interval, target, percent }) => ({
    ...(segment !== null && { deeper: true as const }),
    cells: [
      { text: segment ?? label, style: TYPE.body },
      number(toDate),
      { text: projected, style: { ...TYPE.strong, tabular: true } },
      number(interval),
      ...(hasTargets ? [number(target), number(percent)] : []),
    ],
  }));
  const empty = { cells: [{ text: notes.join(' '), style: { ...TYPE.body, colour: COLOUR.muted } }] };
  return {
    title,
    columns: [left(''), ...headers.map(right)],
    rows: rows.length === 0 ? [empty] : rows,
    continued: words.continued,
  };
}

function forecastTable({ title, rows }: ForecastBlock, { words }: Phrases): Table {
  return {
    title,
    columns: [left(''), ...[words.forecast, words.interval].map(right)],
    rows: rows.map(({ label, name, value, interval }) => ({
      cells: [
        { text: name === '' ? label : `${label} · ${name}`, style: TYPE.body },
        { text: value, style: { ...TYPE.strong, tabular: true } },
        number(interval),
      ],
    })),
    continued: words.continued,
  };
}

function number(text: string): Cell {
  return { text, style: TYPE.number };
}

function left(header: string): Column {
  return { header, align: 'left' };
}

function right(header: string): Column {
  return { header, align: 'right' };
}
