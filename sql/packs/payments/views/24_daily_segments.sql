create view bi.daily_segments as
select
  date,
  entity,
  product,
  payment_method,
  installments,
  sum(amount_transacted)                                            as tpv,
  sum(quantity_transactions)                                        as transactions,
  sum(amount_transacted) / nullif(sum(quantity_transactions), 0)    as average_ticket
from bi.kpi_daily
where amount_transacted > 0 and quantity_transactions > 0
group by date, entity, product, payment_method, installments;

comment on view bi.daily_segments is 'Grain: one row per date, entity, product, payment method and number of installments. average_ticket is a ratio of sums.';
