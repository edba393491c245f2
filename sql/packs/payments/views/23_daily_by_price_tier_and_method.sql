create view bi.daily_by_price_tier_and_method as
select
  date,
  price_tier,
  anticipation_method,
  payment_method,
  sum(amount_transacted)                                            as tpv,
  sum(quantity_transactions)                                        as transactions,
  sum(amount_transacted) / nullif(sum(quantity_transactions), 0)    as average_ticket
from bi.kpi_daily
where amount_transacted > 0 and quantity_transactions > 0
group by date, price_tier, anticipation_method, payment_method;

comment on view bi.daily_by_price_tier_and_method is 'Grain: one row per date, price tier, anticipation method and payment method. average_ticket is a ratio of sums.';
