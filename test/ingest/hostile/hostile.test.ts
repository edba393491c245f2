import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { quoteValue } from '../../../src/columns/quote-value.ts';
import { KpiError } from '../../../src/errors.ts';
import { loadSources } from '../../../src/ingest/load.ts';
import { fileSource, type Source } from '../../../src/ingest/source.ts';
import { SILENT } from '../../support/load-events.ts';
import { useTestDatabase } from '../../support/test-database.ts';
import { EXPECTED } from './hostile-files.ts';
import { outcomeOf, stored, type Outcome } from './outcome.ts';
import { createSales } from './create-sales.ts';
import { SALES } from './sales-dataset.ts';

const FILES = join(import.meta.dirname, 'files');
/** As many as a message names. */
const NAMED = 10;

const { db } = useTestDatabase();
const open = (name: string) => fileSource(join(FILES, name), name);

createSales(db);
beforeEach(() => db.transaction((tx) => tx.runScript('truncate sales')));

it('every file has an expected outcome', () => {
  expect(readdirSync(FILES).sort()).toEqual(Object.keys(EXPECTED).sort());
});

describe.each(Object.entries(EXPECTED))('%s', (name, expected) => {
  it('with wrong rows put aside, into a table that is empty', async () => {
    expect(await outcomeOf(db, await open(name))).toEqual(expected);
  });

  it('with wrong rows put aside, into a table that holds rows', async () => {
    await db.transaction((tx) =>
      tx.runScript("insert into sales values ('2025-01-02', 'before', 1, null, null)"),
    );
    expect(await outcomeOf(db, await open(name))).toEqual(expected);
  });

  it('when wrong rows end the load', async () => {
    const loading = load(await open(name));
    if (expected.error === undefined && expected.rejected === undefined) await loading;
    else await expect(loading).rejects.toSatisfy((error) => isToldBy(error, name, expected));
    expect(await stored(db)).toEqual(expected.rejected === undefined ? (expected.rows ?? []) : []);
  });
});

function load(source: Source) {
  return loadSources(db, SALES, [source], { dryRun: false, toolVersion: 'test' }, SILENT);
}

/** Throws where it is not, so that the difference is shown. */
function isToldBy(error: unknown, name: string, { error: refused, rejected = [] }: Outcome): boolean {
  if (!(error instanceof KpiError)) throw error;
  if (refused !== undefined) {
    expect([error.message, error.hint]).toEqual(refused);
    return true;
  }
  const lines = rejected
    .slice(0, NAMED)
    .map(
      ([line, column, value, rule]) => `  ${name}:${line}: ${column ?? 'row'} ${quoteValue(value)}: ${rule}`,
    );
  if (rejected.length > NAMED) lines.push('  … and there are more');
  const title = `${name}: nothing was loaded, because these rows break a rule:`;
  expect(error.message).toBe([title, ...lines].join('\n'));
  expect(error.hint).toMatch(/correct the lines above/);
  return true;
}
