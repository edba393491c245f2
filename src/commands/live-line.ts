import type { Output } from '../context.ts';

const REDRAW_MS = 100;
const CLEAR_LINE = '\r\u001b[K';

export interface LiveLine {
  /** Shows the text that `describe` gives, at most ten times a second. */
  draw(describe: () => string): void;
  /** Writes a line that stays, above the live one. */
  print(text: string): void;
  /** Takes the line away. */
  end(): void;
}

/** A line on stderr that rewrites itself: on a terminal only, and not when quiet. */
export function liveLine(stderr: Output, quiet: boolean, clock: () => number): LiveLine {
  const live = stderr.isTTY && !quiet;
  let drawnAt: number | undefined;
  return {
    draw(describe) {
      if (!live) return;
      const now = clock();
      if (drawnAt !== undefined && now - drawnAt < REDRAW_MS) return;
      drawnAt = now;
      stderr.write(`${CLEAR_LINE}${describe()}`);
    },
    print(text) {
      if (!quiet) stderr.write(`${drawnAt === undefined ? '' : CLEAR_LINE}${text}\n`);
    },
    end() {
      if (drawnAt !== undefined) stderr.write(CLEAR_LINE);
    },
  };
}

/** 1234567 → "1,234,567" */
export function grouped(value: number): string {
  return value.toLocaleString('en-US');
}
