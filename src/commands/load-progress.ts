import type { Context } from '../context.ts';
import type { LoadEvents } from '../ingest/load.ts';
import { quoteValue } from '../columns/quote-value.ts';
import type { Source } from '../ingest/source.ts';
import { grouped, liveLine } from './live-line.ts';

const BAR_WIDTH = 20;
/** Before that a rate says nothing. */
const KNOWN_AFTER_MS = 500;

export interface LoadProgress {
  readonly events: LoadEvents;
  /** Writes a line that stays. */
  readonly print: (text: string) => void;
  readonly end: () => void;
}

/** Tells on stderr what a load is doing: a bar on a terminal, a line now and then in a log. */
export function loadProgress(
  sources: readonly Source[],
  quiet: boolean,
  { io, clock }: Context,
): LoadProgress {
  const line = liveLine(io.stderr, quiet, clock);
  const totalBytes = sources.reduce<number | undefined>(
    (sum, { bytes }) => (sum === undefined || bytes === undefined ? undefined : sum + bytes),
    0,
  );
  const startedAt = clock();
  let rows = 0;
  let bytes = 0;
  const describe = () => describeProgress({ rows, bytes, totalBytes, ms: clock() - startedAt });
  return {
    print: (text) => {
      line.print(text);
    },
    events: {
      onWait: () => {
        line.print('another load of this dataset is at work; waiting for it to end');
      },
      onExtraColumns: (source, headers) => {
        line.print(
          `${source.name}: left out, because the dataset has no such column: ${headers.map(quoteValue).join(', ')}`,
        );
      },
      onNote: (note) => {
        line.print(note);
      },
      onRows: (count) => {
        rows += count;
        line.draw(describe);
      },
      onBytes: (count) => {
        bytes += count;
        line.draw(describe);
      },
    },
    end: () => {
      line.end();
    },
  };
}

interface Progress {
  readonly rows: number;
  readonly bytes: number;
  readonly totalBytes: number | undefined;
  readonly ms: number;
}

/** "[#########...........] 45 %, 51.2 of 114.5 MB, 812,000 rows, 640,000 rows/s, 2 s left" */
export function describeProgress({ rows, bytes, totalBytes, ms }: Progress): string {
  const parts: string[] = [];
  const known = ms >= KNOWN_AFTER_MS;
  if (totalBytes) {
    const share = Math.min(1, bytes / totalBytes);
    const filled = Math.floor(share * BAR_WIDTH);
    const bar = `[${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}]`;
    parts.push(
      `${bar} ${Math.floor(share * 100)} %`,
      `${inMegabytes(bytes)} of ${inMegabytes(totalBytes)} MB`,
    );
  } else parts.push(`reading ${inMegabytes(bytes)} MB`);
  parts.push(`${grouped(rows)} rows`);
  if (known) parts.push(`${grouped(Math.round((rows / ms) * 1000))} rows/s`);
  if (known && totalBytes && bytes > 0) {
    // What comes behind the reading, such as building the key, is not known; it is told as what it is.
    const left = bytes < totalBytes ? ((totalBytes - bytes) / bytes) * (ms / 1000) : undefined;
    parts.push(left === undefined ? 'merging' : `${Math.ceil(left)} s left`);
  }
  return parts.join(', ');
}

function inMegabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
