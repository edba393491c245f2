import { describe, expect, it } from 'vitest';
import { grouped, liveLine } from '../../src/commands/live-line.ts';
import { CLEAR_LINE, liveStage } from '../support/live-stage.ts';

describe('a live line', () => {
  it('is drawn ten times a second on a terminal, and taken away', () => {
    const { state, stderr, clock, take } = liveStage(true);
    const line = liveLine(stderr, false, clock);
    line.draw(() => 'one');
    state.now = 99;
    line.draw(() => 'two');
    expect(take()).toBe(`${CLEAR_LINE}one`);
    state.now = 100;
    line.draw(() => 'three');
    line.print('note');
    line.end();
    expect(take()).toBe(`${CLEAR_LINE}three${CLEAR_LINE}note\n${CLEAR_LINE}`);
  });

  it('is a line every five seconds in a log', () => {
    const { state, stderr, clock, take } = liveStage(false);
    const line = liveLine(stderr, false, clock);
    for (const now of [0, 4999, 5000, 9999, 10_000]) {
      state.now = now;
      line.draw(() => String(now));
    }
    line.print('note');
    line.end();
    expect(take()).toBe('5000\n10000\nnote\n');
  });

  it('is nothing when quiet, and leaves nothing to clear when never drawn', () => {
    for (const [tty, quiet] of [
      [true, true],
      [false, true],
    ] as const) {
      const { stderr, clock, take } = liveStage(tty);
      const line = liveLine(stderr, quiet, clock);
      line.draw(() => 'x');
      line.print('note');
      line.end();
      expect(take()).toBe('');
    }
    const { stderr, clock, take } = liveStage(true);
    const line = liveLine(stderr, false, clock);
    line.print('note');
    line.end();
    expect(take()).toBe('note\n');
  });
});

it('groups thousands', () => {
  expect([0, 999, 1000, 1_234_567].map(grouped)).toEqual(['0', '999', '1,000', '1,234,567']);
});
