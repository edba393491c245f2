create view bi.comparisons as
with compared as (
  select
    date,
    tpv,
    first_value(tpv) over d1 as tpv_d1,
    first_value(tpv) over w1 as tpv_w1,
    first_value(tpv) over m1 as tpv_m1,
    transactions,
    first_value(transactions) over d1 as transactions_d1,
    first_value(transactions) over w1 as transactions_w1,
    first_value(transactions) over m1 as transactions_m1,
    average_ticket,
    first_value(average_ticket) over d1 as average_ticket_d1,
    first_value(average_ticket) over w1 as average_ticket_w1,
    first_value(average_ticket) over m1 as average_ticket_m1
  from bi.daily_metrics
  window
    -- The row exactly that far back: none, and so null, where that day has no data.
    d1 as (order by date range between interval '1 day' preceding and interval '1 day' preceding),
    w1 as (order by date range between interval '7 days' preceding and interval '7 days' preceding),
    m1 as (order by date range between interval '1 month' preceding and interval '1 month' preceding)
)
select
  date,
  tpv,
  tpv_d1,
  100.0 * (tpv - tpv_d1) / nullif(abs(tpv_d1), 0) as tpv_d1_percent,
  tpv_w1,
  100.0 * (tpv - tpv_w1) / nullif(abs(tpv_w1), 0) as tpv_w1_percent,
  tpv_m1,
  100.0 * (tpv - tpv_m1) / nullif(abs(tpv_m1), 0) as tpv_m1_percent,
  transactions,
  transactions_d1,
  100.0 * (transactions - transactions_d1) / nullif(abs(transactions_d1), 0) as transactions_d1_percent,
  transactions_w1,
  100.0 * (transactions - transactions_w1) / nullif(abs(transactions_w1), 0) as transactions_w1_percent,
  transactions_m1,
  100.0 * (transactions - transactions_m1) / nullif(abs(transactions_m1), 0) as transactions_m1_percent,
  average_ticket,
  average_ticket_d1,
  100.0 * (average_ticket - average_ticket_d1) / nullif(abs(average_ticket_d1), 0) as average_ticket_d1_percent,
  average_ticket_w1,
  100.0 * (average_ticket - average_ticket_w1) / nullif(abs(average_ticket_w1), 0) as average_ticket_w1_percent,
  average_ticket_m1,
  100.0 * (average_ticket - average_ticket_m1) / nullif(abs(average_ticket_m1), 0) as average_ticket_m1_percent
from compared;

comment on view bi.comparisons is
  'Grain: one row per date. Each metric with its value of the day before (D-1), of the same weekday a week before (W-1) and of the same day of the month before, clamped to its end (M-1), and the growth against each in percent. Null where that day has no data.';
