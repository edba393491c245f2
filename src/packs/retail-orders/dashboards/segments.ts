import { defineDashboard } from '../../../datasets/define-dashboard.ts';
import { retailOrders } from '../dataset.ts';
import { retailOrdersViews } from '../views.ts';

/** Everything stands on one view, so that every filter acts on every card. */
const view = 'retail_segments';

export const segments = defineDashboard(retailOrders, retailOrdersViews, {
  name: 'retail-segments',
  title: { 'pt-BR': 'Varejo: regiões e categorias', 'en-US': 'Retail: regions and categories' },
  description: {
    'pt-BR': 'De onde vem a receita do período: região, categoria e canal.',
    'en-US': 'Where the revenue of the period comes from: region, category and channel.',
  },
  defaultDays: 60,
  filters: ['region', 'category', 'channel'],
  cards: {
    revenue: {
      title: { 'pt-BR': 'Receita do período', 'en-US': 'Revenue of the period' },
      display: 'scalar',
      view,
      days: 'all',
      y: ['revenue'],
      size: [8, 3],
    },
    orders: {
      title: { 'pt-BR': 'Pedidos do período', 'en-US': 'Orders of the period' },
      display: 'scalar',
      view,
      days: 'all',
      y: ['orders'],
      size: [8, 3],
    },
    average_order_value: {
      title: {
        'pt-BR': 'Valor médio do pedido no período',
        'en-US': 'Average order value of the period',
      },
      display: 'scalar',
      view,
      days: 'all',
      y: ['average_order_value'],
      size: [8, 3],
    },
    revenue_by_region: {
      title: { 'pt-BR': 'Receita por dia e região', 'en-US': 'Revenue per day and region' },
      display: 'area',
      view,
      days: 'each',
      by: ['region'],
      y: ['revenue'],
      size: [12, 7],
    },
    revenue_by_category: {
      title: { 'pt-BR': 'Receita por dia e categoria', 'en-US': 'Revenue per day and category' },
      display: 'area',
      view,
      days: 'each',
      by: ['category'],
      y: ['revenue'],
      size: [12, 7],
    },
    region_by_category: {
      title: { 'pt-BR': 'Receita por região × categoria', 'en-US': 'Revenue by region × category' },
      display: 'bar',
      view,
      days: 'all',
      by: ['region', 'category'],
      y: ['revenue'],
      size: [12, 8],
    },
    regions_and_categories: {
      title: { 'pt-BR': 'Região × categoria no período', 'en-US': 'Region × category over the period' },
      display: 'table',
      view,
      days: 'all',
      by: ['region', 'category'],
      y: ['revenue', 'net_revenue', 'orders', 'average_order_value'],
      size: [12, 8],
    },
    revenue_by_channel: {
      title: { 'pt-BR': 'Receita por canal', 'en-US': 'Revenue by channel' },
      display: 'pie',
      view,
      days: 'all',
      by: ['channel'],
      y: ['revenue'],
      size: [8, 7],
    },
    average_order_value_by_channel: {
      title: {
        'pt-BR': 'Valor médio do pedido por dia e canal',
        'en-US': 'Average order value per day and channel',
      },
      display: 'line',
      view,
      days: 'each',
      by: ['channel'],
      y: ['average_order_value'],
      size: [16, 7],
    },
  },
});
