import type { Context } from '../context.ts';
import type { LoadEvents } from '../ingest/load.ts';
import { quoteValue } from '../columns/quote-value.ts';
import type { Source } from '../ingest/source.ts';
import { grouped, liveLine } from './live-line.ts';

/** Tells on stderr what a load is doing. */
export function loadProgress(
  sources: readonly Source[],
  quiet: boolean,
  { io, clock }: Context,
): { readonly events: LoadEvents; readonly end: () => void } {
  const line = liveLine(io.stderr, quiet, clock);
  const totalBytes = sources.reduce<number | undefined>(
    (sum, { bytes }) => (sum === undefined || bytes === undefined ? undefined : sum + bytes),
    0,
  );
  let rows = 0;
  let bytes = 0;
  const describe = () => {
    const share = totalBytes ? ` ${Math.min(100, Math.floor((100 * bytes) / totalBytes))} %` : '';
    return `reading${share}, ${grouped(rows)} rows`;
  };
  return {
    events: {
      onWait: () => {
        line.print('another load of this dataset is at work; waiting for it to end');
      },
      onExtraColumns: (source, headers) => {
        line.print(
          `${source.name}: left out, because the dataset has no such column: ${headers.map(quoteValue).join(', ')}`,
        );
      },
      onRow: () => {
        rows += 1;
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
