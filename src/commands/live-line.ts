import type { Output } from '../context.ts';

const REDRAW_MS = 100;
/** In a log, which has no line to rewrite. */
const LOG_MS = 5000;
const CLEAR_LINE = '\r\u001b[K';

export interface LiveLine {
  /** Shows the text that `describe` gives: ten times a second on a terminal, every five seconds in a log. */
  draw(describe: () => string): void;
  /** Writes a line that stays, above the live one. */
  print(text: string): void;
  /** Takes the line away. */
  end(): void;
}

/** A line on stderr that rewrites itself on a terminal, and is written anew in a log. Nothing when quiet. */
export function liveLine(stderr: Output, quiet: boolean, clock: () => number): LiveLine {
  const live = stderr.isTTY && !quiet;
  let drawnAt: number | undefined;
  let loggedAt = clock();
  return {
    draw(describe) {
      if (quiet) return;
      const now = clock();
      if (!live) {
        if (now - loggedAt < LOG_MS) return;
        loggedAt = now;
        stderr.write(`${describe()}\n`);
        return;
      }
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
