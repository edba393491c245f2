import type { Output } from '../../src/context.ts';

/** A stderr and a clock that the test moves. */
export function liveStage(isTTY: boolean) {
  const state = { text: '', now: 0 };
  const stderr: Output = {
    write: (text) => {
      state.text += text;
    },
    drained: () => Promise.resolve(),
    isTTY,
    columns: 80,
    colour: false,
  };
  const take = () => {
    const { text } = state;
    state.text = '';
    return text;
  };
  return { state, stderr, clock: () => state.now, take };
}

export const CLEAR_LINE = '\r\u001b[K';
