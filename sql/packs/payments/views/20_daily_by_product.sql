create view bi.daily_by_product as
select
  date,
  product,
  sum(amount_transacted)                                            as tpv,
  sum(quantity_transactions)                                        as transactions,
  sum(amount_transacted) / nullif(sum(quantity_transactions), 0)    as average_ticket
from bi.kpi_daily
where amount_transacted > 0 and quantity_transactions > 0
group by date, product;

comment on view bi.daily_by_product is 'Grain: one row per date and product. average_ticket is a ratio of sums.';
