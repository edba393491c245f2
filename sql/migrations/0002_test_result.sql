create table etl.test_result (
  -- No foreign key: results are bookkeeping of their own, and outlive a cleaned-up run.
  run_id     bigint      not null,
  position   integer     not null,
  dataset    text        not null,
  name       text        not null,
  kind       text        not null,
  severity   text        not null check (severity in ('warn', 'fail')),
  status     text        not null check (status in ('ok', 'warn', 'fail')),
  failing    bigint      not null,
  detail     text        not null,
  first_day  date,
  last_day   date,
  checked_at timestamptz not null default clock_timestamp(),
  primary key (run_id, position)
);

comment on table etl.test_result is
  'Grain: one row per load run and data test of its dataset, also for runs that a test undid.';
comment on column etl.test_result.position is 'Place of the test in the definition, from 1.';
comment on column etl.test_result.failing is 'Rows or days that fail, as the kind of the test counts.';
comment on column etl.test_result.detail is 'Up to five examples, separated by semicolons; empty when all is well.';
comment on column etl.test_result.first_day is 'First of the loaded days that were looked at; null when there were none.';

create index test_result_dataset on etl.test_result (dataset, run_id desc);

-- Where sql/roles.sql was run before this table existed. The report reads results and which run was the last.
do $$
begin
  if exists (select from pg_roles where rolname = 'kpi_reader') then
    grant select on etl.test_result, etl.load_run to kpi_reader;
  end if;
  if exists (select from pg_roles where rolname = 'kpi_writer') then
    grant select, insert on etl.test_result to kpi_writer;
  end if;
end
$$;
