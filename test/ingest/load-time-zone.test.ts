import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { Dataset } from '../../src/datasets/definition.ts';
import { sql } from '../../src/db/sql.ts';
import { loadSources } from '../../src/ingest/load.ts';
import { datasetOf } from '../support/dataset-of.ts';
import { SILENT } from '../support/load-events.ts';
import { openDatabase } from '../support/open-database.ts';
import { useTestDatabase } from '../support/test-database.ts';
import { textSource } from '../support/text-source.ts';

const { db, url } = useTestDatabase();

// A second handle: the setting counts for connections that begin after it.
beforeEach(() => db.transaction((tx) => tx.runScript('truncate sample')));
beforeAll(() =>
  db.transaction((tx) =>
    tx.runScript(`create table sample (day date primary key, at timestamptz);
      do $$ begin execute format('alter database %I set timezone to ''Asia/Tokyo''', current_database()); end $$`),
  ),
);

const DATASET = datasetOf({ day: { type: 'date' }, at: { type: 'timestamptz' } });
/** The second is the slow lane's: it has no seconds. */
const TEXT = 'day,at\n2025-07-01,2025-07-01 10:00:00\n2025-07-02,2025-07-02 10:00\n';

it.each([
  ['UTC where the dataset has no zone', undefined, '10:00'],
  ['that of the dataset', 'America/Sao_Paulo', '13:00'],
  ['that of the dataset, in summer', 'Europe/Berlin', '08:00'],
])(
  'moments without an offset are in %s, by both lanes, whatever the server has',
  async (_, timeZone, utc) => {
    const dataset: Dataset = { ...DATASET, dimensions: {}, ...(timeZone === undefined ? {} : { timeZone }) };
    const here = openDatabase(url);
    const options = { dryRun: false, toolVersion: 'test', force: true };
    await loadSources(here, dataset, [textSource(TEXT)], options, SILENT);
    const rows = await here.readOnly((reader) =>
      reader.query(
        sql`select to_char(at at time zone 'UTC', 'MM-DD HH24:MI') as at, current_setting('timezone') as zone
          from sample order by day`,
      ),
    );
    expect(rows).toEqual([
      { at: `07-01 ${utc}`, zone: 'Asia/Tokyo' },
      { at: `07-02 ${utc}`, zone: 'Asia/Tokyo' },
    ]);
  },
);

it('a moment whose day has no number where the dataset lives is put aside', async () => {
  const dataset: Dataset = {
    ...DATASET,
    timeColumn: 'at',
    key: ['day'],
    dimensions: {},
    timeZone: 'America/Sao_Paulo',
  };
  const text = `day,at
2025-01-01,0001-01-01T00:00:00Z
2025-01-02,0001-01-01 00:00
2025-01-03,0001-01-02T00:00:00Z
2025-01-04,9999-12-30T23:59:59-14:00
2025-01-05,9999-12-31T23:59:59Z
`;
  const rejects = { onError: 'quarantine', maxErrors: 9, maxErrorRate: 1 } as const;
  const options = { dryRun: false, toolVersion: 'test', rejects };
  const { firstDay, lastDay, rejectedRows } = await loadSources(
    db,
    dataset,
    [textSource(text)],
    options,
    SILENT,
  );
  expect([firstDay, lastDay]).toEqual(['0001-01-01', '9999-12-31']);
  expect(
    rejectedRows.map(({ line, rejections }) => [line, rejections[0]?.column, rejections[0]?.rule]),
  ).toEqual([2, 3, 6].map((line) => [line, 'at', 'must be a moment after 0001-01-01 and before 9999-12-31']));
});
