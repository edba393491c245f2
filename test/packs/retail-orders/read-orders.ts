import { addDays, toDay, type BusinessDay } from '../../../src/analysis/calendar.ts';
import { retailOrdersGenerator } from '../../../src/packs/retail-orders/generator.ts';

export interface OrderRow {
  readonly line: string;
  readonly key: string;
  readonly day: string;
  readonly region: string;
  readonly state: string;
  readonly category: string;
  readonly channel: string;
  readonly orders: number;
  readonly items: number;
  readonly customers: number;
  readonly revenue: number;
  readonly discounts: number;
  readonly returns: number;
}

/** The text of the rows of each day. */
export async function generateOrders(
  start: string,
  days: number,
  seed = 1,
): Promise<Map<BusinessDay, string>> {
  const texts = new Map<BusinessDay, string>();
  const first = toDay(start);
  for await (const { text } of retailOrdersGenerator.days({ start: first, days, seed })) {
    texts.set(addDays(first, texts.size), text);
  }
  return texts;
}

export function readOrders(text: string): OrderRow[] {
  return text.split('\n').slice(0, -1).map(readOrder);
}

/** By index, not by destructuring: a test reads two million of them. */
function readOrder(line: string): OrderRow {
  const cells = line.split(',');
  const text = (index: number) => cells[index] ?? '';
  return {
    line,
    key: `${cells[1]},${cells[2]},${cells[3]},${cells[4]}`,
    day: text(0),
    region: text(1),
    state: text(2),
    category: text(3),
    channel: text(4),
    orders: Number(cells[5]),
    items: Number(cells[6]),
    customers: Number(cells[7]),
    revenue: Number(cells[8]),
    discounts: Number(cells[9]),
    returns: Number(cells[10]),
  };
}
