-- Two roles with the least rights that kpi needs. Run it once per database, as the owner of its tables:
--   psql "$DATABASE_URL" --file sql/roles.sql
-- then make login users that are members:
--   create user loader password '…' in role kpi_writer;
--   create user metabase_reader password '…' in role kpi_reader;
-- `kpi db migrate` creates tables and stays with the owner.

do $$
begin
  if not exists (select from pg_roles where rolname = 'kpi_writer') then
    create role kpi_writer nologin;
  end if;
  if not exists (select from pg_roles where rolname = 'kpi_reader') then
    create role kpi_reader nologin;
  end if;
end
$$;

-- Reading: the facts, the views, whether the schema is current, and how the last load went.
grant usage on schema bi, etl to kpi_reader, kpi_writer;
grant select on all tables in schema bi to kpi_reader, kpi_writer;
grant select on etl.migration, etl.load_run, etl.test_result, etl.load_file, etl.load_day, etl.restatement,
  etl.annotation to kpi_reader, kpi_writer;
-- Views are dropped and made again when they change; what is new is readable at once.
alter default privileges in schema bi grant select on tables to kpi_reader, kpi_writer;

-- Loading: rows are inserted and updated; a day of rows without a key is replaced. Runs are recorded.
grant insert, update, delete on all tables in schema bi to kpi_writer;
alter default privileges in schema bi grant insert, update, delete on tables to kpi_writer;
grant select, insert, update on etl.load_run to kpi_writer;
grant insert on etl.test_result to kpi_writer;
grant select, insert on etl.load_file, etl.load_day, etl.rejected_row, etl.restatement to kpi_writer;
-- What people say about incidents.
grant insert, delete on etl.annotation to kpi_writer;
-- Big files are staged in a table of their own, made and dropped within the load. Without this right: slower.
grant create on schema etl to kpi_writer;
