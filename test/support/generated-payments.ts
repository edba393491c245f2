import { eachDay, toDay } from '../../src/analysis/calendar.ts';
import type { Database } from '../../src/db/database.ts';
import { sql } from '../../src/db/sql.ts';
import { copyLine } from '../../src/ingest/lanes/copy-field.ts';
import { paymentRow, type PaymentRow } from './payment-rows.ts';
import { inPieces } from './streams.ts';

/** Days on which nothing arrived at all. */
export const GAPS = ['2024-02-29', '2024-03-05', '2024-03-06', '2024-03-31', '2024-04-15'];

/**
 * Rows over the given days, always the same: with gaps, segments that come and go, and rows that the filter
 * leaves out. The first row of each day counts.
 */
export function generatedPayments(from: string, to: string): PaymentRow[] {
  const random = randomNumbers(20250331);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const rows = new Map<string, PaymentRow>();
  for (const date of eachDay(toDay(from), toDay(to))) {
    if (GAPS.includes(date)) continue;
    const count = 1 + Math.floor(random() * 12);
    for (let index = 0; index < count; index += 1) {
      const row = paymentRow({
        date,
        entity: pick(['PF', 'PJ']),
        product: pick(['pos', 'pix', 'link', 'tap', 'bank_slip', 'ção, "x"']),
        price_tier: pick(['normal', 'agressivo', 'Domination']),
        anticipation_method: pick(['Pix', 'D0/Nitro', 'D1Anticipation']),
        payment_method: pick(['credit', 'debit', 'uninformed']),
        installments: pick([1, 2, 3, 10, 12]),
        amount_transacted: (index === 0 ? 1 + random() * 1e6 : random() * 2e6 - 2e5).toFixed(2),
        quantity_transactions: index === 0 ? 7 : Math.floor(random() * 300) - 20,
        quantity_of_merchants: Math.floor(random() * 10),
      });
      const key = Object.values(row).slice(0, 7).join('|');
      if (!rows.has(key)) rows.set(key, row);
    }
  }
  return [...rows.values()];
}

/** Writes rows past the load, for tests of what is read. */
export async function insertPayments(db: Database, rows: readonly PaymentRow[]): Promise<void> {
  const columns = Object.keys(paymentRow());
  const form = { delimiter: 0x09, lineEnd: '\n' } as const;
  const lines = rows.map((row) => copyLine(Object.values(row).map(String), form));
  await db.transaction(async (tx) => {
    await tx.runScript('create temporary table given on commit drop as select * from bi.kpi_daily limit 0');
    await tx.copyIn(sql`copy given from stdin`, inPieces(lines));
    await tx.runScript(`insert into bi.kpi_daily select ${columns.join(', ')} from given`);
  });
}

/** Mulberry32. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
