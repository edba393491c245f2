import { expect, it } from 'vitest';
import { describeColumn } from '../../src/datasets/card-column.ts';
import { payments } from '../../src/packs/payments/dataset.ts';

it.each([
  ['date', ['Dia', 'Day'], undefined],
  ['payment_method', ['Meio de pagamento', 'Payment method'], undefined],
  ['tpv', ['TPV', 'TPV'], { unit: 'currency', decimals: 2 }],
  ['transactions_w1', ['Transações W-1', 'Transactions W-1'], { unit: 'count', decimals: 0 }],
  [
    'average_ticket_m1_percent',
    ['Ticket médio M-1 %', 'Average ticket M-1 %'],
    { unit: 'percent', decimals: 1 },
  ],
])('%s has a title in both languages and a format', (name, [pt, en], format) => {
  expect(describeColumn(payments, name)).toEqual({
    name,
    title: { 'pt-BR': pt, 'en-US': en },
    ...(format && { format }),
  });
});

it.each(['amount_transacted', 'tpv_d2', 'tpv_percent', '_d1', 'toString', 'constructor_d1', ''])(
  '%j is nothing that a card can show',
  (name) => {
    expect(describeColumn(payments, name)).toBeUndefined();
  },
);
