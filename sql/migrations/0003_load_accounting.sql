-- Every row of every file accounted for: rows_read = inserted + updated + unchanged + collapsed + rejected.
alter table etl.load_run
  add column mode           text not null default 'upsert' check (mode in ('upsert', 'replace')),
  add column rows_deleted   bigint,
  add column rows_collapsed bigint,
  add column rows_rejected  bigint,
  add column replays        bigint;

comment on column etl.load_run.rows_deleted is 'Rows of the table that the file, being the whole truth about their day, lacks.';
comment on column etl.load_run.rows_collapsed is 'Rows of the files that went into another row with the same key.';
comment on column etl.load_run.rows_rejected is 'Rows of the files that break a rule; they stand in etl.rejected_row.';
comment on column etl.load_run.replays is 'The run whose corrected rejected rows this one loaded; null for all others.';

-- No foreign keys between these tables: each is bookkeeping of its own, and outlives a cleaned-up run.
create table etl.load_file (
  run_id        bigint  not null,
  position      integer not null,
  name          text    not null,
  bytes         bigint  not null,
  sha256        text    not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- Of the definition and the options: the same bytes read by other rules are another load.
  rules         text    not null,
  encoding      text    not null,
  delimiter     text    not null,
  header        text    not null,
  formats       jsonb   not null,
  rows_read     bigint  not null,
  rows_rejected bigint  not null,
  primary key (run_id, position)
);
comment on table etl.load_file is 'Grain: one row per load run that succeeded and file of it.';
comment on column etl.load_file.bytes is 'As they lay on the disk or came from standard input, before decompression.';
comment on column etl.load_file.sha256 is 'Of those bytes; hexadecimal.';
comment on column etl.load_file.header is 'The header line as the file has it: what a replay reads rejected rows with.';
comment on column etl.load_file.formats is
  'Column → how the file writes it (decimal, thousands, format), for the columns where that was detected.';
create index load_file_sha256 on etl.load_file (sha256);

create table etl.load_day (
  run_id   bigint  not null,
  position integer not null,
  dataset  text    not null,
  day      date    not null,
  changed  boolean not null,
  primary key (dataset, day, run_id, position)
);
comment on table etl.load_day is 'Grain: one row per load run that succeeded, file of it and day that the file holds.';
comment on column etl.load_day.position is 'Of the file, as in etl.load_file.';
comment on column etl.load_day.changed is 'Whether loading the file wrote or deleted a row of that day.';
create index load_day_run on etl.load_day (run_id, position);

create table etl.rejected_row (
  run_id      bigint  not null,
  position    integer not null,
  file        text    not null,
  line        bigint  not null,
  column_name text,
  value       text    not null,
  rule        text    not null,
  raw         text    not null,
  primary key (run_id, position)
);
comment on table etl.rejected_row is
  'Grain: one row per load run and input row that it put aside, also for runs that failed for having too many.';
comment on column etl.rejected_row.position is 'In the order of the files and lines, from 1.';
comment on column etl.rejected_row.line is 'Where the row begins in the file, as an editor counts.';
comment on column etl.rejected_row.column_name is 'Of the first rule that the row breaks; null when it is about the row as a whole.';
comment on column etl.rejected_row.raw is 'The row as the file has it, without its line end. A NUL is written as ␀.';

create table etl.restatement (
  run_id  bigint not null,
  dataset text   not null,
  day     date   not null,
  metric  text   not null,
  before  numeric,
  after   numeric,
  primary key (dataset, day, metric, run_id)
);
comment on table etl.restatement is
  'Grain: one row per load run, day that had been loaded before it, and metric whose value it changed.';
comment on column etl.restatement.before is 'The metric over all rows of the day that pass the filter; null where it is undefined.';
create index restatement_run on etl.restatement (run_id);

do $$
begin
  if exists (select from pg_roles where rolname = 'kpi_reader') then
    grant select on etl.load_file, etl.load_day, etl.restatement to kpi_reader;
  end if;
  if exists (select from pg_roles where rolname = 'kpi_writer') then
    grant select, insert on etl.load_file, etl.load_day, etl.rejected_row, etl.restatement to kpi_writer;
    grant create on schema etl to kpi_writer;
  end if;
end
$$;
