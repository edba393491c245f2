create view bi.daily_metrics as
select
  date,
  sum(amount_transacted)                                            as tpv,
  sum(quantity_transactions)                                        as transactions,
  sum(amount_transacted) / nullif(sum(quantity_transactions), 0)    as average_ticket
from bi.kpi_daily
where amount_transacted > 0 and quantity_transactions > 0
group by date;

comment on view bi.daily_metrics is 'Grain: one row per date. average_ticket is a ratio of sums.';
