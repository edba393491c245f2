import { describe, expect, it } from 'vitest';
import type { LoadSummary } from '../../src/commands/load-summary.ts';
import { skippedLines, summaryLine, warningsOf } from '../../src/commands/load-summary.ts';
import { COUNTS } from '../support/load-books.ts';

const summary = (changes: Partial<LoadSummary> = {}): LoadSummary => ({
  ...COUNTS,
  dataset: 'shop',
  dryRun: false,
  runId: '7',
  skipped: [],
  restatedDays: 0,
  rejectedFiles: [],
  tests: [],
  seconds: 1.26,
  ...changes,
});
const earlier = (id: string) => ({ id, finishedAt: new Date('2025-03-31T12:00:00Z') });
const ZONE = 'America/Sao_Paulo';
const skip = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `${index}.csv`, earlier: earlier('3') }));

describe('the line about a load', () => {
  it.each<[Partial<LoadSummary>, string]>([
    [{}, '0 rows read, 0 loaded (0 new, 0 changed), 0 unchanged, 1.3 s'],
    [
      {
        rowsRead: 1234567,
        inserted: 1000000,
        updated: 1000,
        unchanged: 233000,
        deleted: 12,
        collapsed: 500,
        rejected: 67,
        firstDay: '2025-01-01',
        lastDay: '2025-03-31',
      },
      '1,234,567 rows read, 1,001,000 loaded (1,000,000 new, 1,000 changed), 233,000 unchanged, 500 collapsed into others, ' +
        '67 rejected, 12 deleted from the table, days 2025-01-01 to 2025-03-31, 1.3 s',
    ],
    [
      { dryRun: true, runId: null, rowsRead: 2, inserted: 2 },
      'dry run, nothing written: 2 rows read, 2 to load (2 new, 0 changed), 0 unchanged, 1.3 s',
    ],
    [
      { dryRun: true, runId: null, deleted: 3 },
      'dry run, nothing written: 0 rows read, 0 to load (0 new, 0 changed), 0 unchanged, 3 to delete from the table, 1.3 s',
    ],
    [{ runId: null, skipped: skip(1) }, 'nothing to load: the file was loaded before, 1.3 s'],
    [{ runId: null, skipped: skip(3) }, 'nothing to load: all 3 files were loaded before, 1.3 s'],
    [
      { skipped: skip(1), rowsRead: 1, inserted: 1 },
      '1 rows read, 1 loaded (1 new, 0 changed), 0 unchanged, 1.3 s',
    ],
  ])('of %o', (changes, line) => {
    expect(summaryLine(summary(changes))).toBe(line);
  });
});

describe('a file that was skipped', () => {
  it('is told with the run that loaded it, and how to load it again', async () => {
    expect(await skippedLines(skip(1), ZONE)).toEqual([
      '0.csv was skipped: run 3 loaded the same bytes on 2025-03-31 09:00; --force loads it again',
    ]);
    expect(await skippedLines(skip(3), ZONE)).toHaveLength(3);
  });

  it('is one of many in one line', async () => {
    expect(await skippedLines(skip(1200), ZONE)).toEqual([
      '1,200 files were skipped: the same bytes were loaded before; --force loads them again',
    ]);
    expect(await skippedLines([], ZONE)).toEqual([]);
  });

  it('is no warning', () => {
    expect(warningsOf(summary({ skipped: skip(2) }))).toEqual([]);
  });
});

describe('a load warns', () => {
  it.each<[Partial<LoadSummary>, string]>([
    [{ restatedDays: 1 }, '1 day loaded before is restated; see kpi runs show 7'],
    [{ restatedDays: 2000 }, '2,000 days loaded before are restated; see kpi runs show 7'],
    [{ restatedDays: 2, dryRun: true, runId: null }, '2 days loaded before would be restated'],
    [
      { rejected: 1, rejectedFiles: ['a.csv.rejected.csv'] },
      '1 row was put aside in a.csv.rejected.csv; see kpi runs rejects 7',
    ],
    [{ rejected: 2, rejectedFiles: [] }, '2 rows were put aside; see kpi runs rejects 7'],
    [
      {
        tests: [
          {
            name: 't',
            kind: 'range',
            severity: 'warn',
            status: 'warn',
            rule: 'amount at most 1',
            failing: 1,
            examples: ['a\nb'],
          },
        ],
      },
      't: 1 row fails; amount at most 1; e.g. "a\\nb"',
    ],
  ])('of %o', (changes, line) => {
    expect(warningsOf(summary(changes))).toEqual([line]);
  });

  it('of nothing where there is nothing', () => {
    expect(warningsOf(summary())).toEqual([]);
  });
});
