import type { Context } from '../context.ts';
import type { LoadEvents } from '../ingest/load.ts';
import type { Source } from '../ingest/source.ts';

const REDRAW_MS = 100;
const CLEAR_LINE = '\r\u001b[K';

/** Tells on stderr what a load is doing: a line that rewrites itself on a terminal, only notices elsewhere. */
export function loadProgress(
  sources: readonly Source[],
  quiet: boolean,
  { io: { stderr }, clock }: Context,
): { readonly events: LoadEvents; readonly end: () => void } {
  const live = stderr.isTTY && !quiet;
  const sizes = sources.map((source) => source.bytes);
  const totalBytes = sizes.reduce<number | undefined>(
    (sum, size) => (sum === undefined || size === undefined ? undefined : sum + size),
    0,
  );
  let rows = 0;
  let bytes = 0;
  let drawnAt = 0;

  const notice = (text: string) => {
    if (!quiet) stderr.write(`${live ? CLEAR_LINE : ''}${text}\n`);
  };
  const draw = () => {
    if (!live || clock() - drawnAt < REDRAW_MS) return;
    drawnAt = clock();
    const share = totalBytes ? ` ${Math.min(100, Math.floor((100 * bytes) / totalBytes))} %` : '';
    stderr.write(`${CLEAR_LINE}reading${share}, ${rows.toLocaleString('en-US')} rows`);
  };
  return {
    events: {
      onWait: () => notice('another load of this dataset is at work; waiting for it to end'),
      onExtraColumns: (source, headers) =>
        notice(`${source.name}: left out, because the dataset has no such column: ${headers.join(', ')}`),
      onRow: () => {
        rows += 1;
      },
      onBytes: (count) => {
        bytes += count;
        draw();
      },
    },
    end: () => {
      if (live && drawnAt > 0) stderr.write(CLEAR_LINE);
    },
  };
}
