create view bi.growth_dod as
select
  today.date,
  (today.date - interval '1 day')::date as baseline_date,
  today.tpv,
  baseline.tpv as tpv_baseline,
  today.tpv - baseline.tpv as tpv_delta,
  100.0 * (today.tpv - baseline.tpv) / nullif(baseline.tpv, 0) as tpv_percent,
  today.transactions,
  baseline.transactions as transactions_baseline,
  today.transactions - baseline.transactions as transactions_delta,
  100.0 * (today.transactions - baseline.transactions) / nullif(baseline.transactions, 0) as transactions_percent,
  today.average_ticket,
  baseline.average_ticket as average_ticket_baseline,
  today.average_ticket - baseline.average_ticket as average_ticket_delta,
  100.0 * (today.average_ticket - baseline.average_ticket) / nullif(baseline.average_ticket, 0) as average_ticket_percent
from bi.daily_metrics as today
left join bi.daily_metrics as baseline on baseline.date = (today.date - interval '1 day')::date;

comment on view bi.growth_dod is
  'Grain: one row per date. Each day against the day before (D-1). Baseline, delta and percent are null where that day has no data.';
