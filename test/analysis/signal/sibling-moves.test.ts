import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeDay } from '../../../src/analysis/signal/judge-day.ts';
import type { Judgement } from '../../../src/analysis/signal/judgement.ts';
import { PLAIN_CALENDAR, type Series } from '../../../src/analysis/signal/series.ts';
import { SiblingMoves } from '../../../src/analysis/signal/sibling-moves.ts';
import { trackSeries } from '../../../src/analysis/signal/track-series.ts';
import { Random } from '../../../src/generate/random.ts';
import { forest, seriesOf, timelineOf } from './histories.ts';

const DAYS = 150;
const LAST = DAYS - 1;

/** A whole and its segments, which all move with the day. */
function moving(segments: number, seed: number): Series[] {
  const random = new Random(seed, 5, 9);
  // But the last, which the tests move.
  const moves = Array.from({ length: DAYS }, (_, t) => (t === LAST ? 1 : Math.exp(0.1 * random.normal())));
  const [, ...leaves] = forest(segments, { days: DAYS, noise: 0.04, seed }).map((one) => ({
    ...one,
    values: one.values.map((value, t) => value * (moves[t] as number)),
  }));
  return withWhole(leaves);
}

function withWhole(leaves: readonly Series[]): Series[] {
  const whole = new Float64Array(DAYS);
  for (const { values } of leaves) values.forEach((value, t) => (whole[t] = (whole[t] as number) + value));
  return [seriesOf(whole), ...leaves];
}

/** The last day of some segments times a factor, and of the whole with them. */
function times(series: readonly Series[], factor: number, which: (leaf: number) => boolean): Series[] {
  const leaves = series.slice(1).map((one, leaf) => {
    const values = one.values.slice();
    if (which(leaf)) values[LAST] = (values[LAST] as number) * factor;
    return { ...one, values };
  });
  return withWhole(leaves);
}

function judge(series: readonly Series[], siblings = true): readonly Judgement[] {
  const alone = siblings ? series : series.map((one) => ({ ...one, parent: null }));
  return judgeDay(alone, trackSeries(timelineOf(DAYS), alone, PLAIN_CALENDAR), LAST);
}

const sizeOf = (judged: readonly Judgement[]) =>
  judged.slice(1).reduce((sum, { score }) => sum + Math.abs(score), 0) / (judged.length - 1);

describe('beside its siblings', () => {
  it('a segment is hardly news on a day that moves them all, and the whole still is', () => {
    const seeds = Array.from({ length: 30 }, (_, at) => at + 1);
    for (const factor of [0.7, 1.4]) {
      const ratios = seeds.map((seed) => {
        const series = times(moving(6, seed), factor, () => true);
        const [judged, alone] = [judge(series), judge(series, false)];
        // Only what all series of a size scatter by makes a difference to it.
        expect(Math.abs((judged[0]?.score ?? NaN) / (alone[0]?.score ?? NaN) - 1)).toBeLessThan(0.25);
        return sizeOf(judged) / sizeOf(alone);
      });
      expect(Math.max(...ratios)).toBeLessThan(1);
      expect(ratios.reduce((sum, one) => sum + one, 0) / ratios.length).toBeLessThan(0.6);
    }
  });

  it('one that falls alone stands out further, and does not make the others rise', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 0, max: 5 }), (seed, fallen) => {
        const series = moving(6, seed);
        const [before, after] = [judge(series), judge(times(series, 0.5, (leaf) => leaf === fallen))];
        expect(after[fallen + 1]?.score).toBeLessThan(-4);
        after.slice(1).forEach(({ score }, leaf) => {
          if (leaf !== fallen) expect(Math.abs(score - (before[leaf + 1]?.score ?? NaN))).toBeLessThan(1.5);
        });
      }),
      { numRuns: 20 },
    );
  });

  it('a segment never has a part in what they let expect of it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4 }),
        fc.double({ min: 0, max: 10, noNaN: true }),
        (leaf, factor) => {
          const series = moving(5, 3);
          const changed = series.map((one, index) => {
            const values = one.values.slice();
            if (index === leaf + 1) values[LAST] = (values[LAST] as number) * factor;
            return { ...one, values };
          });
          const movedOf = (all: readonly Series[]) => {
            const { moved, series: count } = trackSeries(timelineOf(DAYS), all, PLAIN_CALENDAR);
            return moved[LAST * count + leaf + 1] ?? NaN;
          };
          expect(movedOf(changed)).toBeCloseTo(movedOf(series), 4);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('an only child is judged as its parent is', () => {
    const [, ...leaves] = moving(4, 8);
    const child = { ...(leaves[0] as Series), segment: ['s0', 'x'], parent: 1 };
    const judged = judge([...withWhole(leaves), child]);
    expect(judged[5]?.score).toBeCloseTo(judged[1]?.score ?? NaN, 1);
  });
});

describe('the common move', () => {
  const made = (errors: readonly number[]) => {
    const moves = new SiblingMoves(Int32Array.from([-1, ...errors.map(() => 0)]));
    errors.forEach((error, leaf) => {
      moves.set(leaf + 1, error / 0.02, 0.02);
    });
    return moves;
  };

  it('is nothing without siblings, whatever was learned', () => {
    const moves = made([0.1]);
    for (let day = 0; day < 50; day += 1) {
      moves.gather();
      moves.learn(1, 5);
    }
    expect(moves.part(1)).toBe(0);
    expect(moves.part(0)).toBe(0);
    expect(moves.width(1)).toBe(1);
  });

  it('is followed as far as it was followed before', () => {
    const following = made([0.02, 0.02, 0.02, 0.02]);
    const standing = made([0, 0.02, 0.02, 0.02]);
    for (let day = 0; day < 100; day += 1) {
      following.gather();
      following.learn(1, 1);
      standing.gather();
      standing.learn(1, 0);
    }
    expect(following.part(1)).toBeGreaterThan(0.8);
    expect(following.part(1)).toBeLessThan(1.1);
    expect(standing.part(1)).toBe(0);
    expect(following.width(1)).toBeLessThan(0.7);
  });
});
