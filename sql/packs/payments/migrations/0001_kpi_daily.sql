create table bi.kpi_daily (
  date                  date           not null,
  entity                text           not null,
  product               text           not null,
  price_tier            text           not null,
  anticipation_method   text           not null,
  payment_method        text           not null,
  installments          integer        not null,
  amount_transacted     numeric(18, 2) not null,
  quantity_transactions integer        not null,
  quantity_of_merchants integer        not null,
  -- The date comes first: every question asks for a range of days, and a distributed table keeps it in its key.
  constraint kpi_daily_pkey primary key
    (date, entity, product, price_tier, anticipation_method, payment_method, installments)
);

comment on table bi.kpi_daily is
  'Grain: one row per date, entity, product, price tier, anticipation method, payment method and installments.';
comment on column bi.kpi_daily.amount_transacted is 'Amount transacted, in the currency of the operation.';
comment on column bi.kpi_daily.quantity_transactions is 'Number of transactions.';
comment on column bi.kpi_daily.quantity_of_merchants is
  'Merchants with a transaction in this row. Not additive: one merchant appears in many rows.';
