/** Daily orders and revenue of a retailer that sells in all of Brazil, in shops and online. */
import { defineDataset } from '../../datasets/define-dataset.ts';
import { regions, states } from './places.ts';

const money = { type: 'numeric', precision: 18, scale: 2, minimum: 0 } as const;
const count = { type: 'integer', minimum: 0 } as const;

export const retailOrders = defineDataset({
  name: 'retail-orders',
  title: { 'pt-BR': 'Pedidos do varejo', 'en-US': 'Retail orders' },
  table: { schema: 'bi', name: 'retail_orders_daily' },
  timeColumn: 'date',
  holidays: 'BR',
  columns: {
    date: { type: 'date', aliases: ['day'] },
    region: { type: 'text' },
    state: { type: 'text', aliases: ['uf'] },
    category: { type: 'text' },
    channel: { type: 'text' },
    orders: count,
    items: count,
    customers: count,
    gross_revenue: money,
    discounts: money,
    returns_amount: money,
  },
  dimensions: {
    region: { label: { 'pt-BR': 'Região', 'en-US': 'Region' }, values: regions },
    state: {
      label: { 'pt-BR': 'Estado', 'en-US': 'State' },
      parent: 'region',
      values: states.map(({ code }) => code),
    },
    // No list of values: categories are launched, and a new one must not stop the load.
    category: { label: { 'pt-BR': 'Categoria', 'en-US': 'Category' } },
    channel: {
      label: { 'pt-BR': 'Canal', 'en-US': 'Channel' },
      values: ['app', 'marketplace', 'store', 'web'],
    },
  },
  // customers is loaded but is no measure: who buys in two categories is in two rows, so it does not add up.
  measures: ['orders', 'items', 'gross_revenue', 'discounts', 'returns_amount'],
  metrics: {
    revenue: {
      kind: 'sum',
      measure: 'gross_revenue',
      unit: 'currency',
      decimals: 2,
      goodDirection: 'up',
      label: { 'pt-BR': 'Receita', 'en-US': 'Revenue' },
      description: {
        'pt-BR': 'Receita bruta dos pedidos, antes de descontos',
        'en-US': 'Gross revenue of the orders, before discounts',
      },
    },
    orders: {
      kind: 'sum',
      measure: 'orders',
      unit: 'count',
      decimals: 0,
      goodDirection: 'up',
      label: { 'pt-BR': 'Pedidos', 'en-US': 'Orders' },
      description: { 'pt-BR': 'Quantidade de pedidos', 'en-US': 'Number of orders' },
    },
    average_order_value: {
      kind: 'ratio',
      numerator: 'gross_revenue',
      denominator: 'orders',
      unit: 'currency',
      decimals: 2,
      goodDirection: 'up',
      label: { 'pt-BR': 'Valor médio do pedido', 'en-US': 'Average order value' },
      description: { 'pt-BR': 'Receita ÷ pedidos', 'en-US': 'Revenue ÷ orders' },
    },
    items_per_order: {
      kind: 'ratio',
      numerator: 'items',
      denominator: 'orders',
      unit: 'number',
      decimals: 2,
      goodDirection: 'up',
      label: { 'pt-BR': 'Itens por pedido', 'en-US': 'Items per order' },
      description: { 'pt-BR': 'Itens ÷ pedidos', 'en-US': 'Items ÷ orders' },
    },
    net_revenue: {
      kind: 'difference',
      minuend: 'revenue',
      subtrahend: 'discounts',
      unit: 'currency',
      decimals: 2,
      goodDirection: 'up',
      label: { 'pt-BR': 'Receita líquida', 'en-US': 'Net revenue' },
      description: { 'pt-BR': 'Receita − descontos', 'en-US': 'Revenue − discounts' },
    },
    revenue_after_returns: {
      kind: 'difference',
      minuend: 'net_revenue',
      subtrahend: 'returns_amount',
      unit: 'currency',
      decimals: 2,
      goodDirection: 'up',
      label: { 'pt-BR': 'Receita após devoluções', 'en-US': 'Revenue after returns' },
      description: {
        'pt-BR': 'Receita líquida − devoluções reembolsadas no dia, de pedidos do dia ou de antes',
        'en-US': 'Net revenue − returns refunded on the day, of orders of the day or before',
      },
    },
    discount_rate: {
      kind: 'ratio',
      numerator: 'discounts',
      denominator: 'gross_revenue',
      unit: 'percent',
      decimals: 2,
      goodDirection: 'down',
      label: { 'pt-BR': 'Taxa de desconto', 'en-US': 'Discount rate' },
      description: { 'pt-BR': 'Descontos ÷ receita', 'en-US': 'Discounts ÷ revenue' },
    },
    return_rate: {
      kind: 'ratio',
      numerator: 'returns_amount',
      denominator: 'gross_revenue',
      unit: 'percent',
      decimals: 2,
      goodDirection: 'down',
      label: { 'pt-BR': 'Taxa de devolução', 'en-US': 'Return rate' },
      description: {
        'pt-BR': 'Devoluções reembolsadas no dia ÷ receita do dia',
        'en-US': 'Returns refunded on the day ÷ revenue of the day',
      },
    },
  },
  // A row without orders is no error: it has the returns of the days before.
  filter: [],
  tests: [
    // Half a file still looks like a day: its number of rows tells.
    { kind: 'row_count', withinPercent: 30 },
  ],
  report: { mainMetric: 'revenue', by: [['region'], ['category'], ['channel']] },
  alerts: {
    metrics: ['revenue', 'average_order_value'],
    by: ['region', 'category'],
    threshold: 2.5,
  },
});
