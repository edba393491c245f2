import { resolve } from 'node:path';
import type { Context } from '../context.ts';
import type { Dataset } from '../datasets/definition.ts';
import { keyOf } from '../datasets/key.ts';
import type { Reader } from '../db/database.ts';
import { SourceError, UsageError } from '../errors.ts';
import { withStoredFormat } from '../ingest/stored-format.ts';
import { readRejectedCsv, rejectedFileName, type CorrectedRow } from '../ingest/rejected-csv.ts';
import { replaySource } from '../ingest/replay-source.ts';
import { fileSource, stdinSource, type Source } from '../ingest/source.ts';
import { fetchLaterRuns } from '../query/later-runs.ts';
import { fetchLoadFiles, type LoadFileEntry } from '../query/load-run-details.ts';
import type { LoadRunEntry } from '../query/load-run-list.ts';
import { fetchRejectedRows, type BookedRejection } from '../query/rejected-rows.ts';
import { fetchKnownRun } from './known-run.ts';

/** Sources that one load can take, because their files were written alike. */
export interface ReplayBatch {
  /** With the format of the files filled in. */
  readonly dataset: Dataset;
  readonly sources: readonly Source[];
}

export interface ReplayPlan {
  /** In the order of the files of the run. */
  readonly batches: readonly ReplayBatch[];
  /** Runs that changed days of the run after it: the corrected rows will overwrite what they loaded. */
  readonly laterRuns: readonly string[];
}

/**
 * @param file the corrected file as the user wrote it, `-` for standard input; undefined: where the run wrote it
 * @throws UsageError when the run cannot be replayed, SourceError when a corrected file is not one of this run
 */
export async function planReplay(
  reader: Reader,
  id: string,
  file: string | undefined,
  context: Context,
): Promise<ReplayPlan> {
  const run = await fetchKnownRun(reader, id);
  const rejected = await fetchRejectedRows(reader, id);
  refuse(run, rejected);
  const dataset = await context.project.dataset(run.dataset);
  refuseKeyless(dataset);
  const files = await fetchFiles(reader, run);
  const withRejects = files.filter(({ rowsRejected }) => rowsRejected > 0).map(({ name }) => name);
  const places = file === undefined ? [...new Set(withRejects)].map(rejectedFileName) : [file];
  const rows: CorrectedRow[] = [];
  for (const place of places) rows.push(...(await readRejectedCsv(await open(place, id, context), id)));
  if (rows.length === 0) throw new SourceError(`${places.join(', ')}: there is no row to load`);
  refuseForeign(rows, rejected, id);
  return { batches: batchesOf(rows, files, dataset), laterRuns: await fetchLaterRuns(reader, id) };
}

/**
 * The files of a run. One that is a replay itself was told the formats that the run before it had found out, so that
 * it found out none: they are those of that run's file of the same name.
 */
async function fetchFiles(reader: Reader, { id, replays }: LoadRunEntry): Promise<LoadFileEntry[]> {
  const files = await fetchLoadFiles(reader, id);
  if (replays === null) return files;
  const earlier = await fetchFiles(reader, await fetchKnownRun(reader, replays));
  return files.map((file) => {
    const formats = earlier.find(({ name }) => name === file.name)?.formats;
    return { ...file, formats: { ...formats, ...file.formats } };
  });
}

function refuse({ id, status }: LoadRunEntry, rejected: readonly BookedRejection[]): void {
  if (status === 'running')
    throw new UsageError(`run ${id} is still at work`, { hint: 'wait for it to end' });
  if (status === 'failed') {
    throw new UsageError(`run ${id} failed: nothing of its files was loaded`, {
      hint: 'correct the files themselves and load them with kpi ingest',
    });
  }
  if (rejected.length === 0) throw new UsageError(`run ${id} rejected no row: there is nothing to replay`);
}

/** Without a key a file is the whole truth about its days: a few corrected rows would replace all the others. */
function refuseKeyless(dataset: Dataset): void {
  if (keyOf(dataset) !== null) return;
  throw new UsageError(
    `rows of ${dataset.name} have no key: a replay would replace whole days by a few rows`,
    {
      hint: 'correct the file itself and load it again with kpi ingest',
    },
  );
}

/** A file of another database may carry the same number of a run. */
function refuseForeign(
  rows: readonly CorrectedRow[],
  rejected: readonly BookedRejection[],
  id: string,
): void {
  const known = new Set(rejected.map(({ file, line }) => `${line} ${file}`));
  const foreign = rows.find(({ file, line }) => !known.has(`${line} ${file}`));
  if (foreign === undefined) return;
  throw new SourceError(`${foreign.place}: run ${id} rejected no row at ${foreign.file}:${foreign.line}`, {
    hint: `leave the columns file and line as they were written; see them: kpi runs rejects ${id}`,
  });
}

async function open(place: string, id: string, { cwd, io, signal }: Context): Promise<Source> {
  if (place === '-') return stdinSource(io.stdin);
  return fileSource(resolve(cwd, place), place, signal).catch((error: unknown) => {
    if (!(error instanceof SourceError)) throw error;
    throw new SourceError(error.message, {
      hint: `name the corrected file with --file; to get it again: kpi runs rejects ${id} --csv`,
      cause: error,
    });
  });
}

/** One per file format, each with a source per file. */
function batchesOf(
  rows: readonly CorrectedRow[],
  files: readonly LoadFileEntry[],
  dataset: Dataset,
): ReplayBatch[] {
  const batches = new Map<string, { dataset: Dataset; sources: Source[] }>();
  const named = new Map([...files].reverse().map((file) => [file.name, file]));
  for (const file of files) {
    const own = named.get(file.name) === file ? rows.filter((row) => row.file === file.name) : [];
    if (own.length === 0) continue;
    const key = JSON.stringify([file.delimiter, file.formats]);
    const batch = batches.get(key) ?? { dataset: withStoredFormat(dataset, file), sources: [] };
    batch.sources.push(replaySource(file.name, file.header, own));
    batches.set(key, batch);
  }
  return [...batches.values()];
}
