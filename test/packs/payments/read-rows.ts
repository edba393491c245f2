import { addDays, toDay, type BusinessDay } from '../../../src/analysis/calendar.ts';
import { paymentsGenerator } from '../../../src/packs/payments/generator.ts';

export interface Row {
  readonly line: string;
  readonly day: string;
  readonly entity: string;
  readonly product: string;
  readonly tier: string;
  readonly anticipation: string;
  readonly payment: string;
  readonly installments: number;
  readonly amount: number;
  readonly transactions: number;
  readonly merchants: number;
}

/** The text of the rows of each day. */
export async function generateDays(start: string, days: number, seed = 1): Promise<Map<BusinessDay, string>> {
  const texts = new Map<BusinessDay, string>();
  const first = toDay(start);
  for await (const { text } of paymentsGenerator.days({ start: first, days, seed })) {
    texts.set(addDays(first, texts.size), text);
  }
  return texts;
}

export function readRows(texts: Iterable<string>): Row[] {
  return [...texts].flatMap((text) => text.split('\n').slice(0, -1).map(readRow));
}

function readRow(line: string): Row {
  const cells = line.split(',');
  const cell = (index: number) => cells[index] ?? '';
  return {
    line,
    day: cell(0),
    entity: cell(1),
    product: cell(2),
    tier: cell(3),
    anticipation: cell(4),
    payment: cell(5),
    installments: Number(cell(6)),
    amount: Number(cell(7)),
    transactions: Number(cell(8)),
    merchants: Number(cell(9)),
  };
}

export function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}

export function mean(values: readonly number[]): number {
  return sum(values, (value) => value) / values.length;
}
