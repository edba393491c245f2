import { defineDashboard } from '../../../datasets/define-dashboard.ts';
import { payments } from '../dataset.ts';
import { paymentsViews } from '../views.ts';

const view = 'daily_by_price_tier_and_method';

export const pricing = defineDashboard(payments, paymentsViews, {
  name: 'payments-pricing',
  title: { 'pt-BR': 'Pagamentos: faixas de preço', 'en-US': 'Payments: price tiers' },
  description: {
    'pt-BR': 'Que volume cada faixa de preço traz, e com que antecipação.',
    'en-US': 'What volume each price tier brings, and with which anticipation.',
  },
  defaultDays: 60,
  filters: ['price_tier', 'anticipation_method', 'payment_method'],
  cards: {
    tpv_by_price_tier: {
      title: { 'pt-BR': 'TPV por dia e faixa de preço', 'en-US': 'TPV per day and price tier' },
      display: 'area',
      view,
      days: 'each',
      by: ['price_tier'],
      y: ['tpv'],
      size: [14, 7],
    },
    tpv_by_anticipation_method: {
      title: { 'pt-BR': 'TPV por antecipação', 'en-US': 'TPV by anticipation' },
      display: 'row',
      view,
      days: 'all',
      by: ['anticipation_method'],
      y: ['tpv'],
      size: [10, 7],
    },
    tiers_and_methods: {
      title: {
        'pt-BR': 'Faixa de preço × antecipação × meio de pagamento, no período',
        'en-US': 'Price tier × anticipation × payment method, over the period',
      },
      display: 'table',
      view,
      days: 'all',
      by: ['price_tier', 'anticipation_method', 'payment_method'],
      y: ['tpv', 'transactions', 'average_ticket'],
      size: [24, 9],
    },
  },
});
