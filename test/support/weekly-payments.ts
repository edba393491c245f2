import { eachDay, toDay, weekday } from '../../src/analysis/calendar.ts';
import { paymentRow, type PaymentRow } from './payment-rows.ts';

/** Eleven weeks, of which the last day is a Sunday. */
export const WEEKLY = { from: toDay('2025-05-05'), to: toDay('2025-07-20') };

/** Days on which `PF pix` falls by 70 %. */
export const DROP = { from: toDay('2025-07-15'), to: toDay('2025-07-16') };

const SEGMENTS = ['PJ', 'PF'].flatMap((entity) =>
  ['pos', 'pix', 'link', 'tap'].flatMap((product) =>
    ['credit', 'debit'].map((payment_method) => ({ entity, product, payment_method })),
  ),
);
/** Monday to Sunday. */
const PROFILE = [1, 1.02, 1.01, 1.05, 1.15, 0.9, 0.4];

/** Rows with a week that repeats, a scatter of some 4 %, and one drop. Always the same. */
export function weeklyPayments(): PaymentRow[] {
  let state = 7;
  const scatter = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return 1 + ((state >>> 8) / 2 ** 24 - 0.5) * 0.14;
  };
  return eachDay(WEEKLY.from, WEEKLY.to).flatMap((day) =>
    SEGMENTS.map((segment, index) => {
      const drop = segment.entity === 'PF' && segment.product === 'pix' && day >= DROP.from && day <= DROP.to;
      const level = (PROFILE[weekday(day) - 1] ?? 1) * scatter() * (drop ? 0.3 : 1);
      const transactions = Math.round((400 + 90 * index) * level);
      return paymentRow({
        ...segment,
        date: day,
        quantity_transactions: transactions,
        amount_transacted: (transactions * (50 + index) * scatter()).toFixed(2),
      });
    }),
  );
}
