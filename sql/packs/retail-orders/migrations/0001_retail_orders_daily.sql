create table bi.retail_orders_daily (
  date           date           not null,
  region         text           not null,
  state          text           not null,
  category       text           not null,
  channel        text           not null,
  orders         integer        not null,
  items          integer        not null,
  customers      integer        not null,
  gross_revenue  numeric(18, 2) not null,
  discounts      numeric(18, 2) not null,
  returns_amount numeric(18, 2) not null,
  -- The date comes first: every question asks for a range of days, and a distributed table keeps it in its key.
  constraint retail_orders_daily_pkey primary key (date, region, state, category, channel)
);

comment on table bi.retail_orders_daily is
  'Grain: one row per date, region, state, category and channel. A state lies in one region.';
comment on column bi.retail_orders_daily.orders is 'Number of orders placed on the day; 0 where there are returns only.';
comment on column bi.retail_orders_daily.items is 'Items in these orders.';
comment on column bi.retail_orders_daily.customers is
  'Customers with an order in this row. Not additive: one customer appears in many rows.';
comment on column bi.retail_orders_daily.gross_revenue is 'Value of the orders at list price, before discounts.';
comment on column bi.retail_orders_daily.discounts is 'Discounts given on these orders.';
comment on column bi.retail_orders_daily.returns_amount is
  'Refunded on the day, for orders of the day or before.';
