create view bi.daily_by_payment_method as
select
  date,
  payment_method,
  sum(amount_transacted)                                            as tpv,
  sum(quantity_transactions)                                        as transactions,
  sum(amount_transacted) / nullif(sum(quantity_transactions), 0)    as average_ticket
from bi.kpi_daily
where amount_transacted > 0 and quantity_transactions > 0
group by date, payment_method;

comment on view bi.daily_by_payment_method is 'Grain: one row per date and payment method. average_ticket is a ratio of sums.';
