import { defineDashboard } from '../../../datasets/define-dashboard.ts';
import { retailOrders } from '../dataset.ts';
import { retailOrdersViews } from '../views.ts';

/** Growth of the main figures against D-1, W-1 and M-1, for tables. */
const growth = [
  'revenue',
  'revenue_d1_percent',
  'revenue_w1_percent',
  'revenue_m1_percent',
  'orders',
  'average_order_value',
] as const;

export const overview = defineDashboard(retailOrders, retailOrdersViews, {
  name: 'retail-overview',
  title: { 'pt-BR': 'Varejo: visão diária', 'en-US': 'Retail: daily overview' },
  description: {
    'pt-BR': 'Como foi o último dia, contra D-1, W-1 e M-1, no total e por segmento.',
    'en-US': 'How the last day went, against D-1, W-1 and M-1, in total and by segment.',
  },
  defaultDays: 60,
  filters: [],
  cards: {
    revenue: {
      title: { 'pt-BR': 'Receita do último dia', 'en-US': 'Revenue of the last day' },
      display: 'smartscalar',
      view: 'retail_comparisons',
      days: 'each',
      y: ['revenue'],
      compareWith: ['revenue_d1', 'revenue_w1', 'revenue_m1'],
      size: [6, 4],
    },
    orders: {
      title: { 'pt-BR': 'Pedidos do último dia', 'en-US': 'Orders of the last day' },
      display: 'smartscalar',
      view: 'retail_comparisons',
      days: 'each',
      y: ['orders'],
      compareWith: ['orders_d1', 'orders_w1', 'orders_m1'],
      size: [6, 4],
    },
    average_order_value: {
      title: {
        'pt-BR': 'Valor médio do pedido no último dia',
        'en-US': 'Average order value of the last day',
      },
      display: 'smartscalar',
      view: 'retail_comparisons',
      days: 'each',
      y: ['average_order_value'],
      compareWith: ['average_order_value_d1', 'average_order_value_w1', 'average_order_value_m1'],
      size: [6, 4],
    },
    net_revenue: {
      title: { 'pt-BR': 'Receita líquida do último dia', 'en-US': 'Net revenue of the last day' },
      display: 'smartscalar',
      view: 'retail_comparisons',
      days: 'each',
      y: ['net_revenue'],
      compareWith: ['net_revenue_d1', 'net_revenue_w1', 'net_revenue_m1'],
      size: [6, 4],
    },
    revenue_per_day: {
      title: { 'pt-BR': 'Receita por dia, bruta e líquida', 'en-US': 'Revenue per day, gross and net' },
      display: 'line',
      view: 'retail_daily_metrics',
      days: 'each',
      y: ['revenue', 'net_revenue'],
      size: [12, 6],
    },
    growth_per_day: {
      title: {
        'pt-BR': 'Crescimento da receita por dia, % contra D-1, W-1 e M-1',
        'en-US': 'Growth of revenue per day, % against D-1, W-1 and M-1',
      },
      display: 'table',
      view: 'retail_comparisons',
      days: 'each',
      y: ['revenue', 'revenue_d1_percent', 'revenue_w1_percent', 'revenue_m1_percent'],
      size: [12, 6],
    },
    orders_per_day: {
      title: { 'pt-BR': 'Pedidos por dia', 'en-US': 'Orders per day' },
      display: 'bar',
      view: 'retail_daily_metrics',
      days: 'each',
      y: ['orders'],
      size: [12, 6],
    },
    average_order_value_per_day: {
      title: { 'pt-BR': 'Valor médio do pedido por dia', 'en-US': 'Average order value per day' },
      display: 'line',
      view: 'retail_daily_metrics',
      days: 'each',
      y: ['average_order_value'],
      size: [12, 6],
    },
    regions: {
      title: { 'pt-BR': 'Regiões no último dia', 'en-US': 'Regions on the last day' },
      display: 'table',
      view: 'retail_comparisons_by_region',
      days: 'last',
      by: ['region'],
      y: growth,
      size: [12, 6],
    },
    categories: {
      title: { 'pt-BR': 'Categorias no último dia', 'en-US': 'Categories on the last day' },
      display: 'table',
      view: 'retail_comparisons_by_category',
      days: 'last',
      by: ['category'],
      y: growth,
      size: [12, 6],
    },
    states: {
      title: { 'pt-BR': 'Receita por estado no último dia', 'en-US': 'Revenue by state on the last day' },
      display: 'row',
      view: 'retail_by_state',
      days: 'last',
      by: ['state'],
      y: ['revenue'],
      size: [12, 8],
    },
    rates: {
      title: {
        'pt-BR': 'Taxas de desconto e de devolução por dia',
        'en-US': 'Rates of discount and of return per day',
      },
      display: 'line',
      view: 'retail_daily_metrics',
      days: 'each',
      y: ['discount_rate', 'return_rate'],
      size: [12, 8],
    },
  },
});
