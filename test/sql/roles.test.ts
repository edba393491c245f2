import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { identifier, sql, type Sql } from '../../src/db/sql.ts';
import { useTestDatabase } from '../support/test-database.ts';

const ROLES = readFileSync(join(import.meta.dirname, '../../sql/roles.sql'), 'utf8');

/** Roles belong to the whole server: everything happens in a transaction that is rolled back. */
describe('sql/roles.sql', () => {
  const { db } = useTestDatabase();
  const as = (role: string, statement: Sql) =>
    db.transaction(
      async (tx) => {
        await tx.runScript(ROLES);
        await tx.execute(sql`set local role ${identifier(role)}`);
        return tx.execute(statement);
      },
      { rehearse: true },
    );
  const insert = sql`insert into bi.kpi_daily values ('2025-01-01', 'a', 'b', 'c', 'd', 'e', 1, 1, 1, 1)`;

  it('can be run twice', async () => {
    await expect(
      db.transaction(
        async (tx) => {
          await tx.runScript(ROLES);
          await tx.runScript(ROLES);
        },
        { rehearse: true },
      ),
    ).resolves.toBeUndefined();
  });

  it.each([
    ['facts', sql`select * from bi.kpi_daily`],
    ['views', sql`select * from bi.growth_mom`],
    ['the ledger', sql`select * from etl.migration`],
    ['load runs', sql`select * from etl.load_run`],
    ['their files, days and restatements', sql`select from etl.load_file, etl.load_day, etl.restatement`],
    ['what was said about incidents', sql`select from etl.annotation`],
  ])('lets the reader read %s', async (_, statement) => {
    await expect(as('kpi_reader', statement)).resolves.toBeTypeOf('number');
  });

  it.each([
    ['insert', insert],
    ['update', sql`update bi.kpi_daily set installments = 1`],
    ['delete', sql`delete from bi.kpi_daily`],
    ['create', sql`create table bi.mine (x int)`],
    ['record a run', sql`insert into etl.load_run (dataset, sources, tool_version) values ('x', '{}', 'x')`],
    ['read rows that were put aside', sql`select * from etl.rejected_row`],
    ['say anything', sql`delete from etl.annotation`],
  ])('does not let the reader %s', async (_, statement) => {
    await expect(as('kpi_reader', statement)).rejects.toThrow(/lacks a privilege/);
  });

  it.each([
    ['insert facts', insert],
    ['update facts', sql`update bi.kpi_daily set installments = 1`],
    ['record a run', sql`insert into etl.load_run (dataset, sources, tool_version) values ('x', '{}', 'x')`],
    [
      'put rows aside',
      sql`insert into etl.rejected_row values (1, 1, 'a.csv', 2, null, 'x', 'must fit', 'x')`,
    ],
    ['stage rows', sql`create temporary table kpi_staging (x int)`],
  ])('lets the writer %s', async (_, statement) => {
    await expect(as('kpi_writer', statement)).resolves.toBeTypeOf('number');
  });

  it.each([
    ['drop a table', sql`drop table bi.kpi_daily`],
    ['forge the ledger', sql`delete from etl.migration`],
    ['rewrite runs away', sql`delete from etl.load_run`],
  ])('does not let the writer %s', async (_, statement) => {
    await expect(as('kpi_writer', statement)).rejects.toThrow();
  });
});
