create schema if not exists bi;
create schema if not exists etl;

comment on schema bi is 'The public contract: facts and views for dashboards, analysts and the report.';
comment on schema etl is 'Private bookkeeping of the loads. May change between versions.';

create table etl.load_run (
  id             bigint generated always as identity primary key,
  dataset        text        not null,
  sources        text[]      not null,
  status         text        not null default 'running' check (status in ('running', 'loaded', 'failed')),
  started_at     timestamptz not null default now(),
  finished_at    timestamptz,
  rows_read      bigint,
  rows_inserted  bigint,
  rows_updated   bigint,
  rows_unchanged bigint,
  first_day      date,
  last_day       date,
  error          text,
  tool_version   text        not null
);

comment on table etl.load_run is 'Grain: one row per attempt to load, failed ones included.';

create index load_run_dataset on etl.load_run (dataset, id desc);
