import type { LoadEvents } from '../../src/ingest/load.ts';

export const SILENT: LoadEvents = {
  onWait: () => undefined,
  onExtraColumns: () => undefined,
  onRow: () => undefined,
  onBytes: () => undefined,
};
