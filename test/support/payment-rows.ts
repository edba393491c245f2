/** Rows of bi.kpi_daily, spelt out only where a test cares. */
export interface PaymentRow {
  readonly date: string;
  readonly entity: string;
  readonly product: string;
  readonly price_tier: string;
  readonly anticipation_method: string;
  readonly payment_method: string;
  readonly installments: number | string;
  readonly amount_transacted: number | string;
  readonly quantity_transactions: number | string;
  readonly quantity_of_merchants: number | string;
}

const ORDINARY: PaymentRow = {
  date: '2025-03-31',
  entity: 'PJ',
  product: 'pos',
  price_tier: 'normal',
  anticipation_method: 'D1Anticipation',
  payment_method: 'credit',
  installments: 1,
  amount_transacted: '100.00',
  quantity_transactions: 4,
  quantity_of_merchants: 2,
};

export function paymentRow(overrides: Partial<PaymentRow> = {}): PaymentRow {
  return { ...ORDINARY, ...overrides };
}

/** The first line is the header, so the first row stands in line 2. */
export function csvOf(rows: readonly Partial<PaymentRow>[]): string {
  const lines = rows.map((row) => Object.values(paymentRow(row)).map(csvField).join(','));
  return `${[Object.keys(ORDINARY).join(','), ...lines].join('\n')}\n`;
}

function csvField(value: number | string): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
