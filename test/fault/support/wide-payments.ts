import { csvOf } from '../../support/payment-rows.ts';

// Below 508 bytes, from which on an index compresses: the key is as large as the file.
const PADDING = 'a method with a name that goes on and on, so that few rows make a large file'.repeat(6);

/** Above 16 MiB, from which on rows are staged in an unlogged table. */
export const LARGE = 18_000;

/** A file of about 1 KB a row: few rows, so that a large file is not a long load. */
export function widePayments(rows: number, amount = '10.00', date = '2025-03-31'): string {
  return csvOf(
    Array.from({ length: rows }, (_, index) => ({
      date,
      product: `${index}`,
      anticipation_method: PADDING,
      payment_method: PADDING,
      amount_transacted: amount,
    })),
  );
}
