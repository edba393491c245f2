create view bi.daily_by_installments as
select
  date,
  installments,
  sum(amount_transacted)                                            as tpv,
  sum(quantity_transactions)                                        as transactions,
  sum(amount_transacted) / nullif(sum(quantity_transactions), 0)    as average_ticket
from bi.kpi_daily
where amount_transacted > 0 and quantity_transactions > 0
group by date, installments;

comment on view bi.daily_by_installments is 'Grain: one row per date and number of installments. average_ticket is a ratio of sums.';
