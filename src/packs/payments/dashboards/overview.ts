import { defineDashboard } from '../../../datasets/define-dashboard.ts';
import { payments } from '../dataset.ts';
import { paymentsViews } from '../views.ts';

/** Growth of the main figures against D-1, W-1 and M-1, for tables. */
const growth = ['tpv', 'tpv_d1_percent', 'tpv_w1_percent', 'tpv_m1_percent', 'average_ticket'] as const;

export const overview = defineDashboard(payments, paymentsViews, {
  name: 'payments-overview',
  title: { 'pt-BR': 'Pagamentos: visão diária', 'en-US': 'Payments: daily overview' },
  description: {
    'pt-BR': 'Como foi o último dia, contra D-1, W-1 e M-1, no total e por segmento.',
    'en-US': 'How the last day went, against D-1, W-1 and M-1, in total and by segment.',
  },
  defaultDays: 60,
  filters: [],
  cards: {
    tpv: {
      title: { 'pt-BR': 'TPV do último dia', 'en-US': 'TPV of the last day' },
      display: 'smartscalar',
      view: 'comparisons',
      days: 'each',
      y: ['tpv'],
      compareWith: ['tpv_d1', 'tpv_w1', 'tpv_m1'],
      size: [8, 4],
    },
    transactions: {
      title: { 'pt-BR': 'Transações do último dia', 'en-US': 'Transactions of the last day' },
      display: 'smartscalar',
      view: 'comparisons',
      days: 'each',
      y: ['transactions'],
      compareWith: ['transactions_d1', 'transactions_w1', 'transactions_m1'],
      size: [8, 4],
    },
    average_ticket: {
      title: { 'pt-BR': 'Ticket médio do último dia', 'en-US': 'Average ticket of the last day' },
      display: 'smartscalar',
      view: 'comparisons',
      days: 'each',
      y: ['average_ticket'],
      compareWith: ['average_ticket_d1', 'average_ticket_w1', 'average_ticket_m1'],
      size: [8, 4],
    },
    tpv_per_day: {
      title: { 'pt-BR': 'TPV por dia', 'en-US': 'TPV per day' },
      display: 'line',
      view: 'daily_metrics',
      days: 'each',
      y: ['tpv'],
      size: [12, 6],
    },
    growth_per_day: {
      title: {
        'pt-BR': 'Crescimento do TPV por dia, % contra D-1, W-1 e M-1',
        'en-US': 'Growth of TPV per day, % against D-1, W-1 and M-1',
      },
      display: 'table',
      view: 'comparisons',
      days: 'each',
      y: ['tpv', 'tpv_d1_percent', 'tpv_w1_percent', 'tpv_m1_percent'],
      size: [12, 6],
    },
    transactions_per_day: {
      title: { 'pt-BR': 'Transações por dia', 'en-US': 'Transactions per day' },
      display: 'bar',
      view: 'daily_metrics',
      days: 'each',
      y: ['transactions'],
      size: [12, 6],
    },
    average_ticket_per_day: {
      title: { 'pt-BR': 'Ticket médio por dia', 'en-US': 'Average ticket per day' },
      display: 'line',
      view: 'daily_metrics',
      days: 'each',
      y: ['average_ticket'],
      size: [12, 6],
    },
    products: {
      title: { 'pt-BR': 'Produtos no último dia', 'en-US': 'Products on the last day' },
      display: 'table',
      view: 'comparisons_by_product',
      days: 'last',
      by: ['product'],
      y: growth,
      size: [24, 6],
    },
    payment_methods: {
      title: { 'pt-BR': 'Meios de pagamento no último dia', 'en-US': 'Payment methods on the last day' },
      display: 'table',
      view: 'comparisons_by_payment_method',
      days: 'last',
      by: ['payment_method'],
      y: growth,
      size: [12, 6],
    },
    installments: {
      title: { 'pt-BR': 'Parcelas no último dia', 'en-US': 'Installments on the last day' },
      display: 'table',
      view: 'comparisons_by_installments',
      days: 'last',
      by: ['installments'],
      y: growth,
      size: [12, 6],
    },
  },
});
