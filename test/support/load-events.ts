import type { LoadEvents } from '../../src/ingest/load.ts';

export const SILENT: LoadEvents = {
  onWait: () => undefined,
  onExtraColumns: () => undefined,
  onNote: () => undefined,
  onRows: () => undefined,
  onBytes: () => undefined,
};
