import type { Report } from '../../report/model.ts';
import type { Phrases } from '../phrases.ts';
import type { Paint } from './paint.ts';
import { layOutTable, minimumWidth, type TextTable } from './text-table.ts';

/** What every section of the terminal report is made from. */
export interface Page {
  readonly report: Report;
  readonly phrases: Phrases;
  readonly paint: Paint;
  readonly width: number;
}

export function sectionTitle({ paint }: Page, title: string): string {
  return paint('bold', title);
}

/** The first table, from the richest to the plainest, that fits the window; else the plainest. */
export function layOutFitting(
  { width, paint }: Pick<Page, 'width' | 'paint'>,
  tables: readonly [TextTable, ...TextTable[]],
): string[] {
  const fitting = tables.find((table) => minimumWidth(table) <= width) ?? tables.at(-1) ?? tables[0];
  return layOutTable(fitting, width, paint);
}
