import { describe, expect, it } from 'vitest';
import { describeProgress, loadProgress } from '../../src/commands/load-progress.ts';
import type { Context } from '../../src/context.ts';
import { CLEAR_LINE, liveStage } from '../support/live-stage.ts';
import { pipedSource, textSource } from '../support/text-source.ts';

describe('progress', () => {
  it.each([
    [
      { rows: 0, bytes: 0, totalBytes: 1_000_000, ms: 0 },
      '[....................] 0 %, 0.0 of 1.0 MB, 0 rows',
    ],
    [
      { rows: 812_000, bytes: 51_200_000, totalBytes: 114_500_000, ms: 2000 },
      '[########............] 44 %, 51.2 of 114.5 MB, 812,000 rows, 406,000 rows/s, 3 s left',
    ],
    [
      { rows: 10, bytes: 100, totalBytes: 100, ms: 1000 },
      '[####################] 100 %, 0.0 of 0.0 MB, 10 rows, 10 rows/s, merging',
    ],
    // A file that grows while it is read.
    [{ rows: 1, bytes: 200, totalBytes: 100, ms: 0 }, '[####################] 100 %, 0.0 of 0.0 MB, 1 rows'],
    [
      { rows: 1, bytes: 0, totalBytes: 100, ms: 600 },
      '[....................] 0 %, 0.0 of 0.0 MB, 1 rows, 2 rows/s',
    ],
    [{ rows: 500, bytes: 3_000_000, totalBytes: undefined, ms: 499 }, 'reading 3.0 MB, 500 rows'],
    [{ rows: 0, bytes: 0, totalBytes: 0, ms: 9000 }, 'reading 0.0 MB, 0 rows, 0 rows/s'],
  ])('of %o', (progress, text) => {
    expect(describeProgress(progress)).toBe(text);
  });

  it('has no total where one source does not know its size', () => {
    const { stderr, clock, take } = liveStage(true);
    const { events } = loadProgress([textSource('abc'), pipedSource('abc')], false, {
      io: { stderr },
      clock,
    } as Context);
    events.onBytes(3);
    expect(take()).toBe(`${CLEAR_LINE}reading 0.0 MB, 0 rows`);
  });

  it('tells what happens on lines that stay', () => {
    const { stderr, clock, take } = liveStage(false);
    const { events, end } = loadProgress([], false, { io: { stderr }, clock } as Context);
    events.onWait();
    events.onExtraColumns(textSource('', 'x.csv'), ['a', '\u001b[31m']);
    events.onNote('x.csv: read as windows-1252');
    end();
    expect(take().split('\n')).toEqual([
      'another load of this dataset is at work; waiting for it to end',
      'x.csv: left out, because the dataset has no such column: "a", "\\u001b[31m"',
      'x.csv: read as windows-1252',
      '',
    ]);
  });
});
