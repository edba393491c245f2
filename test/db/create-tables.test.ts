import { beforeEach, describe, expect, it } from 'vitest';
import { createTable, fetchTableStates, type NewTable } from '../../src/db/create-tables.ts';
import { migrate, namesOf, pendingMigrations } from '../../src/db/migrate.ts';
import { sql } from '../../src/db/sql.ts';
import { useEmptyDatabase } from '../support/test-database.ts';

const { db } = useEmptyDatabase();
const FOLDERS = [{ owner: 'project', path: '/nowhere' }];
const visits: NewTable = {
  owner: 'project',
  dataset: 'visits',
  schema: 'bi',
  name: 'visits',
  text: 'create table bi.visits (day date primary key);',
};
const script = (text: string) => db.transaction((tx) => tx.runScript(text));
const states = () => db.readOnly((reader) => fetchTableStates(reader, [visits]));
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

beforeEach(() => script('drop schema if exists bi, etl cascade'));

describe('a table that a definition asks for', () => {
  it('is pending, then created with its schema and recorded, then left alone', async () => {
    expect(await states()).toEqual([
      { dataset: 'visits', table: 'bi.visits', state: 'missing', createdAt: null },
    ]);
    expect((await pendingMigrations(db, FOLDERS, [visits])).tables).toEqual(['bi.visits']);
    expect(namesOf(await migrate(db, FOLDERS, [visits]))).toEqual(['table bi.visits']);
    const [state] = await states();
    expect(state).toMatchObject({ state: 'created', createdAt: expect.stringMatching(TIME) as string });
    const changed = { ...visits, text: 'create table bi.visits (day text);' };
    expect(namesOf(await pendingMigrations(db, FOLDERS, [changed]))).toEqual([]);
    expect(namesOf(await migrate(db, FOLDERS, [changed]))).toEqual([]);
    expect(await states()).toEqual([state]);
  });

  it('is not recorded when it was there before', async () => {
    await script('create schema bi; create view bi.visits as select 1 as x');
    expect(namesOf(await migrate(db, FOLDERS, [visits]))).toEqual([]);
    expect(await states()).toMatchObject([{ state: 'found', createdAt: null }]);
  });

  it('is created again when it was dropped', async () => {
    await migrate(db, FOLDERS, [visits]);
    await script('drop table bi.visits');
    expect(await states()).toMatchObject([{ state: 'missing', createdAt: null }]);
    expect(namesOf(await migrate(db, FOLDERS, [visits]))).toEqual(['table bi.visits']);
    expect(await states()).toMatchObject([{ state: 'created' }]);
  });

  it('is created once where two datasets ask for it', async () => {
    const same = { ...visits, dataset: 'other' };
    expect(namesOf(await migrate(db, FOLDERS, [visits, same]))).toEqual(['table bi.visits']);
  });

  it('is not there at all when a later step fails', async () => {
    const broken = { ...visits, name: 'broken', text: 'create table bi.broken (day nonsense);' };
    await expect(migrate(db, FOLDERS, [visits, broken])).rejects.toMatchObject({
      message: 'the table bi.broken of the dataset visits cannot be created: type "nonsense" does not exist',
      hint: 'correct the definition; nothing was applied',
    });
    expect(await states()).toMatchObject([{ state: 'missing' }]);
  });

  it('says what to grant to a user who may not create it', async () => {
    await script('create schema bi');
    const attempt = db.transaction(
      async (tx) => {
        await tx.execute(sql`create role kpi_test_without_rights nologin`);
        await tx.execute(sql`set local role kpi_test_without_rights`);
        await createTable(tx, visits);
      },
      { rehearse: true },
    );
    await expect(attempt).rejects.toMatchObject({
      message: 'the table bi.visits of the dataset visits cannot be created: permission denied for schema bi',
      hint: 'run `kpi db migrate` as the owner of the database, or: grant create on schema bi to this user',
    });
  });
});
