import { defineDashboard } from '../../../datasets/define-dashboard.ts';
import { payments } from '../dataset.ts';
import { paymentsViews } from '../views.ts';

/** Everything stands on one view, so that every filter acts on every card. */
const view = 'daily_segments';

export const segments = defineDashboard(payments, paymentsViews, {
  name: 'payments-segments',
  title: { 'pt-BR': 'Pagamentos: segmentos', 'en-US': 'Payments: segments' },
  description: {
    'pt-BR': 'De onde vem o volume do período: produto, meio de pagamento, parcelas e entidade.',
    'en-US': 'Where the volume of the period comes from: product, payment method, installments and entity.',
  },
  defaultDays: 60,
  filters: ['entity', 'product', 'payment_method', 'installments'],
  cards: {
    tpv: {
      title: { 'pt-BR': 'TPV do período', 'en-US': 'TPV of the period' },
      display: 'scalar',
      view,
      days: 'all',
      y: ['tpv'],
      size: [8, 3],
    },
    transactions: {
      title: { 'pt-BR': 'Transações do período', 'en-US': 'Transactions of the period' },
      display: 'scalar',
      view,
      days: 'all',
      y: ['transactions'],
      size: [8, 3],
    },
    average_ticket: {
      title: { 'pt-BR': 'Ticket médio do período', 'en-US': 'Average ticket of the period' },
      display: 'scalar',
      view,
      days: 'all',
      y: ['average_ticket'],
      size: [8, 3],
    },
    tpv_by_product: {
      title: { 'pt-BR': 'TPV por dia e produto', 'en-US': 'TPV per day and product' },
      display: 'area',
      view,
      days: 'each',
      by: ['product'],
      y: ['tpv'],
      size: [14, 7],
    },
    products: {
      title: { 'pt-BR': 'Produtos no período', 'en-US': 'Products over the period' },
      display: 'table',
      view,
      days: 'all',
      by: ['product'],
      y: ['tpv', 'transactions', 'average_ticket'],
      size: [10, 7],
    },
    tpv_by_payment_method: {
      title: { 'pt-BR': 'TPV por meio de pagamento', 'en-US': 'TPV by payment method' },
      display: 'pie',
      view,
      days: 'all',
      by: ['payment_method'],
      y: ['tpv'],
      size: [8, 7],
    },
    average_ticket_by_payment_method: {
      title: {
        'pt-BR': 'Ticket médio por dia e meio de pagamento',
        'en-US': 'Average ticket per day and payment method',
      },
      display: 'line',
      view,
      days: 'each',
      by: ['payment_method'],
      y: ['average_ticket'],
      size: [16, 7],
    },
    tpv_by_installments: {
      title: { 'pt-BR': 'TPV por número de parcelas', 'en-US': 'TPV by number of installments' },
      display: 'bar',
      view,
      days: 'all',
      by: ['installments'],
      y: ['tpv'],
      size: [8, 7],
    },
    average_ticket_by_installments: {
      title: {
        'pt-BR': 'Ticket médio por número de parcelas',
        'en-US': 'Average ticket by number of installments',
      },
      display: 'bar',
      view,
      days: 'all',
      by: ['installments'],
      y: ['average_ticket'],
      size: [8, 7],
    },
    tpv_by_entity: {
      title: { 'pt-BR': 'TPV por dia e entidade', 'en-US': 'TPV per day and entity' },
      display: 'area',
      view,
      days: 'each',
      by: ['entity'],
      y: ['tpv'],
      size: [8, 7],
    },
  },
});
