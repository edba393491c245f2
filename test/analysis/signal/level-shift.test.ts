import { describe, expect, it } from 'vitest';
import { LevelShifts } from '../../../src/analysis/signal/level-shift.ts';

/** [day on which it was found, first day of the new level] of the first shift; undefined where there is none. */
function firstShift(scores: readonly number[]): [number, number] | undefined {
  const shifts = new LevelShifts(1);
  for (const [day, score] of scores.entries()) {
    const since = shifts.add(0, day, score);
    if (since >= 0) return [day, since];
  }
  return undefined;
}

describe('a level shift', () => {
  it.each([
    ['three far days', [0, 0, -3, -3, -3], [4, 2]],
    ['three of four far days', [0, 0, 3, 0.5, 3, 3], [5, 2]],
    ['far days on both sides', [0, 3, -3, 3, -3, 3, -3], undefined],
    ['one far day', [0, 0, 12, 0, 0, 0, 0, 0], undefined],
    ['two far days', [0, 0, 12, 12, 0, 0, 0, 0], undefined],
    ['many days a little off', [0, 0, ...Array.from({ length: 10 }, () => 1.5)], [10, 2]],
    ['ordinary days', [1, -0.5, 0.8, -1.2, 0.3, 0.4, -0.9, 1.1, -0.2, 0.6], undefined],
  ] as [string, number[], [number, number] | undefined][])('%s', (_, scores, found) => {
    expect(firstShift(scores)).toEqual(found);
  });

  it('forgets the run once it was told', () => {
    const shifts = new LevelShifts(1);
    const found = [3, 3, 3, 0, 0, 0].map((score, day) => shifts.add(0, day, score));
    expect(found).toEqual([-1, -1, 0, -1, -1, -1]);
  });
});
