import type { Choices } from '../../../src/init/choices.ts';
import { draftDataset, type Draft } from '../../../src/init/draft.ts';
import { readSample } from '../../../src/init/read-sample.ts';
import { textSource } from '../../support/text-source.ts';

/** What is inferred from the text of a file. */
export async function draftOf(text: string, choices: Choices = {}, name = 'sales.csv'): Promise<Draft> {
  const { delimiter, ...sample } = await readSample(textSource(text, name, 4096));
  return draftDataset({ sample, delimiter, locale: 'pt-BR' }, choices);
}

/** `rows` lines after the header; each cell is made from the number of its row. */
export function csv(
  columns: Readonly<Record<string, (row: number) => string | number>>,
  rows: number,
): string {
  const line = (cells: readonly (string | number)[]) => `${cells.join(',')}\n`;
  const body = Array.from({ length: rows }, (_, row) =>
    line(Object.values(columns).map((cell) => cell(row))),
  );
  return line(Object.keys(columns)) + body.join('');
}

/** The day that is `count` days after 2025-01-01. */
export function day(count: number): string {
  return new Date(Date.UTC(2025, 0, 1 + count)).toISOString().slice(0, 10);
}
