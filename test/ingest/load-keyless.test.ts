import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/datasets/definition.ts';
import { sql } from '../../src/db/sql.ts';
import { loadSources } from '../../src/ingest/load.ts';
import { datasetOf } from '../support/dataset-of.ts';
import { SILENT } from '../support/load-events.ts';
import { useTestDatabase } from '../support/test-database.ts';
import { textSource } from '../support/text-source.ts';

/** Events without a name of their own: a file is the whole truth about each of its days. */
const events: Dataset = {
  ...datasetOf({
    at: { type: 'timestamptz' },
    what: { type: 'text' },
    amount: { type: 'numeric', precision: 10, scale: 2, nullable: true },
    extra: { type: 'json', nullable: true },
  }),
  timeZone: 'America/Sao_Paulo',
  key: null,
};

const { db } = useTestDatabase();
const file = (...lines: string[]) =>
  textSource(`at,what,amount,extra\n${lines.map((line) => `${line}\n`).join('')}`);
const load = (...files: ReturnType<typeof file>[]) =>
  loadSources(db, events, files, { dryRun: false, toolVersion: 'test' }, SILENT);
const stored = async () => {
  const rows = await db.readOnly((reader) =>
    reader.query<{ row: string }>(
      sql`select concat_ws(' ', to_char(at at time zone 'America/Sao_Paulo', 'DD HH24:MI'), what, amount) as row
          from sample order by at, what, amount`,
    ),
  );
  return rows.map(({ row }) => row);
};
const versions = (day: string) =>
  db.readOnly((reader) =>
    reader.query(sql`select ctid::text, xmin::text from sample
      where (at at time zone 'America/Sao_Paulo')::date = ${day} order by ctid`),
  );

beforeAll(() =>
  db.transaction((tx) =>
    tx.runScript(
      'create table sample (at timestamptz not null, what text not null, amount numeric(10, 2), extra jsonb)',
    ),
  ),
);
beforeEach(async () => {
  await db.transaction((tx) => tx.runScript('truncate sample'));
  await load(
    file(
      '2025-03-01 10:00,a,1.00,',
      '2025-03-01 10:00,a,1.00,',
      '2025-03-01 11:00,b,,"{""x"": 1}"',
      '2025-03-02 10:00,a,2.00,',
    ),
  );
});

describe('a load of rows without a key', () => {
  it('keeps rows that are the same', async () => {
    expect(await stored()).toEqual(['01 10:00 a 1.00', '01 10:00 a 1.00', '01 11:00 b', '02 10:00 a 2.00']);
  });

  it('leaves a day alone that holds the same rows, in any order and any form', async () => {
    const before = await versions('2025-03-01');
    const counts = await load(
      file('2025-03-01T14:00Z,b,,"{""x"":1}"', '2025-03-01 10:00:00 -03:00,a,1,', '2025-03-01 10:00,a,+1.0,'),
    );
    expect(counts).toMatchObject({ rowsRead: 3, inserted: 0, updated: 0, unchanged: 3 });
    expect(await versions('2025-03-01')).toEqual(before);
  });

  it.each([
    [
      'one row less',
      ['2025-03-01 10:00,a,1.00,', '2025-03-01 11:00,b,,"{""x"":1}"'],
      ['01 10:00 a 1.00', '01 11:00 b'],
    ],
    [
      'a null that is known now',
      ['2025-03-01 10:00,a,1.00,', '2025-03-01 10:00,a,1.00,', '2025-03-01 11:00,b,7,"{""x"":1}"'],
      ['01 10:00 a 1.00', '01 10:00 a 1.00', '01 11:00 b 7.00'],
    ],
    ['nothing of what was there', ['2025-03-01 09:00,c,3,'], ['01 09:00 c 3.00']],
  ])('replaces a day of which the file says %s, and no other', async (_, lines, expected) => {
    const before = await versions('2025-03-02');
    const counts = await load(file(...lines));
    expect(counts).toMatchObject({
      rowsRead: lines.length,
      inserted: lines.length,
      updated: 0,
      unchanged: 0,
    });
    expect(await stored()).toEqual([...expected, '02 10:00 a 2.00']);
    expect(await versions('2025-03-02')).toEqual(before);
  });

  it('knows a day by the time zone of the dataset', async () => {
    // 1 March in UTC, but the evening before in São Paulo.
    await load(file('2025-03-01T02:00Z,late,1,'));
    expect(await stored()).toHaveLength(5);
    expect((await stored())[0]).toBe('28 23:00 late 1.00');
  });

  it('takes the later of two files that tell of one day', async () => {
    const counts = await load(
      file('2025-03-05 10:00,first,1,'),
      file('2025-03-05 10:00,second,2,', '2025-03-06 10:00,third,3,'),
    );
    expect(counts).toMatchObject({ rowsRead: 3, firstDay: '2025-03-05', lastDay: '2025-03-06' });
    expect((await stored()).slice(4)).toEqual(['05 10:00 second 2.00', '06 10:00 third 3.00']);
  });

  it('leaves a day alone that the file does not name', async () => {
    expect(await load(file())).toMatchObject({ rowsRead: 0, inserted: 0 });
    expect(await stored()).toHaveLength(4);
  });
});
