create view bi.retail_growth_mom as
select
  today.date,
  (today.date - interval '1 month')::date as baseline_date,
  today.revenue,
  baseline.revenue as revenue_baseline,
  today.revenue - baseline.revenue as revenue_delta,
  100.0 * (today.revenue - baseline.revenue) / nullif(baseline.revenue, 0) as revenue_percent,
  today.orders,
  baseline.orders as orders_baseline,
  today.orders - baseline.orders as orders_delta,
  100.0 * (today.orders - baseline.orders) / nullif(baseline.orders, 0) as orders_percent,
  today.average_order_value,
  baseline.average_order_value as average_order_value_baseline,
  today.average_order_value - baseline.average_order_value as average_order_value_delta,
  100.0 * (today.average_order_value - baseline.average_order_value) / nullif(baseline.average_order_value, 0) as average_order_value_percent,
  today.net_revenue,
  baseline.net_revenue as net_revenue_baseline,
  today.net_revenue - baseline.net_revenue as net_revenue_delta,
  100.0 * (today.net_revenue - baseline.net_revenue) / nullif(baseline.net_revenue, 0) as net_revenue_percent
from bi.retail_daily_metrics as today
left join bi.retail_daily_metrics as baseline on baseline.date = (today.date - interval '1 month')::date;

comment on view bi.retail_growth_mom is
  'Grain: one row per date. Each day against the same day of the month before, clamped to its end (M-1). Baseline, delta and percent are null where that day has no data.';
