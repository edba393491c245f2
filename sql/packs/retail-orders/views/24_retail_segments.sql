create view bi.retail_segments as
select
  date,
  region,
  category,
  channel,
  sum(gross_revenue)                                        as revenue,
  sum(orders)                                               as orders,
  sum(gross_revenue) / nullif(sum(orders), 0)               as average_order_value,
  sum(items)::numeric / nullif(sum(orders), 0)              as items_per_order,
  sum(gross_revenue) - sum(discounts)                       as net_revenue,
  sum(gross_revenue) - sum(discounts) - sum(returns_amount) as revenue_after_returns,
  sum(discounts) / nullif(sum(gross_revenue), 0)            as discount_rate,
  sum(returns_amount) / nullif(sum(gross_revenue), 0)       as return_rate
from bi.retail_orders_daily
group by date, region, category, channel;

comment on view bi.retail_segments is 'Grain: one row per date, region, category and channel. Averages and rates are ratios of sums.';
