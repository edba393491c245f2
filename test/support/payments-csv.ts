import { addDays, toDay, weekday } from '../../src/analysis/calendar.ts';

const HEADER =
  'day,entity,product,price_tier,anticipation_method,payment_method,installments,' +
  'amount_transacted,quantity_transactions,quantity_of_merchants';

/** Two segments a day with a weekday pattern: few enough to check by hand, regular enough for a z-score. */
export function paymentsCsv(
  from: string,
  days: number,
  amountOf: (index: number) => number = ordinary,
): string {
  const lines = [HEADER];
  for (let index = 0; index < days; index += 1) {
    const day = addDays(toDay(from), index);
    const sunday = weekday(day) === 7 ? 0.5 : 1;
    const amount = (amountOf(index) * sunday).toFixed(2);
    lines.push(`${day},PJ,pos,normal,D1Anticipation,credit,1,${amount},${100 + (index % 5)},10`);
    lines.push(`${day},PF,pix,normal,Pix,uninformed,1,${(50 + (index % 3)).toFixed(2)},5,2`);
  }
  return `${lines.join('\n')}\n`;
}

function ordinary(index: number): number {
  return 1000 + 10 * (index % 4);
}
