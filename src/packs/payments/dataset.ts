/** Daily payments volume: the first pack. */
import { defineDataset } from '../../datasets/define-dataset.ts';

export const payments = defineDataset({
  name: 'payments',
  title: { 'pt-BR': 'Operações de pagamento', 'en-US': 'Payment operations' },
  table: { schema: 'bi', name: 'kpi_daily' },
  timeColumn: 'date',
  holidays: 'BR',
  columns: {
    date: { type: 'date', aliases: ['day'] },
    entity: { type: 'text' },
    product: { type: 'text' },
    price_tier: { type: 'text' },
    anticipation_method: { type: 'text' },
    payment_method: { type: 'text' },
    installments: { type: 'integer', minimum: 0 },
    amount_transacted: { type: 'numeric', precision: 18, scale: 2 },
    quantity_transactions: { type: 'integer', minimum: 0 },
    quantity_of_merchants: { type: 'integer', minimum: 0 },
  },
  dimensions: {
    entity: { label: { 'pt-BR': 'Entidade', 'en-US': 'Entity' } },
    product: { label: { 'pt-BR': 'Produto', 'en-US': 'Product' } },
    price_tier: { label: { 'pt-BR': 'Faixa de preço', 'en-US': 'Price tier' } },
    anticipation_method: { label: { 'pt-BR': 'Antecipação', 'en-US': 'Anticipation' } },
    payment_method: { label: { 'pt-BR': 'Meio de pagamento', 'en-US': 'Payment method' } },
    installments: { label: { 'pt-BR': 'Parcelas', 'en-US': 'Installments' } },
  },
  // quantity_of_merchants is loaded but is no measure: one merchant appears in many rows, so it does not add up.
  measures: ['amount_transacted', 'quantity_transactions'],
  metrics: {
    tpv: {
      kind: 'sum',
      measure: 'amount_transacted',
      unit: 'currency',
      decimals: 2,
      goodDirection: 'up',
      label: { 'pt-BR': 'TPV', 'en-US': 'TPV' },
      description: { 'pt-BR': 'Volume total transacionado', 'en-US': 'Total payment volume' },
    },
    transactions: {
      kind: 'sum',
      measure: 'quantity_transactions',
      unit: 'count',
      decimals: 0,
      goodDirection: 'up',
      label: { 'pt-BR': 'Transações', 'en-US': 'Transactions' },
      description: { 'pt-BR': 'Quantidade de transações', 'en-US': 'Number of transactions' },
    },
    average_ticket: {
      kind: 'ratio',
      numerator: 'amount_transacted',
      denominator: 'quantity_transactions',
      unit: 'currency',
      decimals: 2,
      goodDirection: 'up',
      label: { 'pt-BR': 'Ticket médio', 'en-US': 'Average ticket' },
      description: { 'pt-BR': 'TPV ÷ transações', 'en-US': 'TPV ÷ transactions' },
    },
  },
  filter: [
    { column: 'amount_transacted', operator: '>', value: 0 },
    { column: 'quantity_transactions', operator: '>', value: 0 },
  ],
  report: { mainMetric: 'tpv', by: [['product'], ['payment_method'], ['entity']] },
  alerts: {
    metrics: ['tpv', 'average_ticket'],
    by: ['entity', 'product', 'payment_method'],
  },
});
