create view bi.retail_comparisons as
with compared as (
  select
    date,
    revenue,
    first_value(revenue) over d1 as revenue_d1,
    first_value(revenue) over w1 as revenue_w1,
    first_value(revenue) over m1 as revenue_m1,
    orders,
    first_value(orders) over d1 as orders_d1,
    first_value(orders) over w1 as orders_w1,
    first_value(orders) over m1 as orders_m1,
    average_order_value,
    first_value(average_order_value) over d1 as average_order_value_d1,
    first_value(average_order_value) over w1 as average_order_value_w1,
    first_value(average_order_value) over m1 as average_order_value_m1,
    net_revenue,
    first_value(net_revenue) over d1 as net_revenue_d1,
    first_value(net_revenue) over w1 as net_revenue_w1,
    first_value(net_revenue) over m1 as net_revenue_m1
  from bi.retail_daily_metrics
  window
    -- The row exactly that far back: none, and so null, where that day has no data.
    d1 as (order by date range between interval '1 day' preceding and interval '1 day' preceding),
    w1 as (order by date range between interval '7 days' preceding and interval '7 days' preceding),
    m1 as (order by date range between interval '1 month' preceding and interval '1 month' preceding)
)
select
  date,
  revenue,
  revenue_d1,
  100.0 * (revenue - revenue_d1) / nullif(abs(revenue_d1), 0) as revenue_d1_percent,
  revenue_w1,
  100.0 * (revenue - revenue_w1) / nullif(abs(revenue_w1), 0) as revenue_w1_percent,
  revenue_m1,
  100.0 * (revenue - revenue_m1) / nullif(abs(revenue_m1), 0) as revenue_m1_percent,
  orders,
  orders_d1,
  100.0 * (orders - orders_d1) / nullif(abs(orders_d1), 0) as orders_d1_percent,
  orders_w1,
  100.0 * (orders - orders_w1) / nullif(abs(orders_w1), 0) as orders_w1_percent,
  orders_m1,
  100.0 * (orders - orders_m1) / nullif(abs(orders_m1), 0) as orders_m1_percent,
  average_order_value,
  average_order_value_d1,
  100.0 * (average_order_value - average_order_value_d1) / nullif(abs(average_order_value_d1), 0) as average_order_value_d1_percent,
  average_order_value_w1,
  100.0 * (average_order_value - average_order_value_w1) / nullif(abs(average_order_value_w1), 0) as average_order_value_w1_percent,
  average_order_value_m1,
  100.0 * (average_order_value - average_order_value_m1) / nullif(abs(average_order_value_m1), 0) as average_order_value_m1_percent,
  net_revenue,
  net_revenue_d1,
  100.0 * (net_revenue - net_revenue_d1) / nullif(abs(net_revenue_d1), 0) as net_revenue_d1_percent,
  net_revenue_w1,
  100.0 * (net_revenue - net_revenue_w1) / nullif(abs(net_revenue_w1), 0) as net_revenue_w1_percent,
  net_revenue_m1,
  100.0 * (net_revenue - net_revenue_m1) / nullif(abs(net_revenue_m1), 0) as net_revenue_m1_percent
from compared;

comment on view bi.retail_comparisons is
  'Grain: one row per date. Each metric with its value of the day before (D-1), of the same weekday a week before (W-1) and of the same day of the month before, clamped to its end (M-1), and the growth against each in percent. Null where that day has no data.';
