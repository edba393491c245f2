-- What people say about incidents and days: read by every report, written by `kpi alerts`.
create table etl.annotation (
  id         bigint      primary key generated always as identity,
  dataset    text        not null,
  kind       text        not null check (kind in ('ack', 'snooze', 'true', 'false', 'event')),
  incident   text,
  metric     text,
  dimensions text[]      not null default '{}',
  segment    text[]      not null default '{}' check (cardinality(segment) <= cardinality(dimensions)),
  first_day  date        not null,
  last_day   date        not null check (last_day >= first_day),
  note       text        not null default '',
  created_at timestamptz not null default now()
);
comment on table etl.annotation is 'Grain: one row per thing that somebody said about an incident or about days.';
comment on column etl.annotation.kind is
  'ack: known; snooze: not to be told until the last day; true, false: the alert was right or not; event: days that were known to be different.';
comment on column etl.annotation.incident is 'Its id as the report has it; null for an event that was no incident.';
comment on column etl.annotation.metric is 'Null: all of them.';
comment on column etl.annotation.segment is 'Values of the first of the dimensions; empty for the whole dataset.';
create index annotation_days on etl.annotation (dataset, first_day);

do $$
begin
  if exists (select from pg_roles where rolname = 'kpi_reader') then
    grant select on etl.annotation to kpi_reader;
  end if;
  if exists (select from pg_roles where rolname = 'kpi_writer') then
    grant select, insert, delete on etl.annotation to kpi_writer;
  end if;
end
$$;
