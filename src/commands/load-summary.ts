/** What a load says of itself when it is done. */
import { dataTestLine, type DataTestResult } from '../ingest/data-tests.ts';
import type { LoadResult } from '../ingest/load.ts';
import { grouped } from './live-line.ts';

export interface LoadSummary extends Omit<LoadResult, 'rejectedRows'> {
  readonly dataset: string;
  readonly dryRun: boolean;
  readonly seconds: number;
  readonly tests: readonly DataTestResult[];
  /** Where the rejected rows were written. */
  readonly rejectedFiles: readonly string[];
}

/** More of them than this are told in one line. */
const NAMED_SKIPS = 3;

export function summaryLine(summary: LoadSummary): string {
  const { dryRun, rowsRead, inserted, updated, unchanged, deleted, collapsed, rejected, skipped } = summary;
  const time = `${summary.seconds.toFixed(1)} s`;
  if (summary.runId === null && skipped.length > 0 && rowsRead === 0) {
    return `nothing to load: ${skipped.length === 1 ? 'the file was' : `all ${skipped.length} files were`} loaded before, ${time}`;
  }
  const rest = [
    `${grouped(unchanged)} unchanged`,
    ...(collapsed > 0 ? [`${grouped(collapsed)} collapsed into others`] : []),
    ...(rejected > 0 ? [`${grouped(rejected)} rejected`] : []),
    ...(deleted > 0 ? [`${grouped(deleted)} ${dryRun ? 'to delete' : 'deleted'} from the table`] : []),
    ...(summary.firstDay === null ? [] : [`days ${summary.firstDay} to ${summary.lastDay}`]),
    time,
  ];
  return (
    `${dryRun ? 'dry run, nothing written: ' : ''}${grouped(rowsRead)} rows read, ` +
    `${grouped(inserted + updated)} ${dryRun ? 'to load' : 'loaded'} ` +
    `(${grouped(inserted)} new, ${grouped(updated)} changed), ${rest.join(', ')}`
  );
}

/**
 * Files that were not read, in plain words; many of them in one line.
 * @param timeZone in which the user reads times
 */
export async function skippedLines(skipped: LoadSummary['skipped'], timeZone: string): Promise<string[]> {
  if (skipped.length === 0) return [];
  if (skipped.length > NAMED_SKIPS) {
    return [
      `${grouped(skipped.length)} files were skipped: the same bytes were loaded before; --force loads them again`,
    ];
  }
  const { localTime } = await import('../datasets/local-time.ts');
  return skipped.map(({ name, earlier }) => {
    const when = localTime(earlier.finishedAt, timeZone, 'minute');
    return `${name} was skipped: run ${earlier.id} loaded the same bytes on ${when}; --force loads it again`;
  });
}

/** Each one line, also when what it quotes holds line breaks. */
export function warningsOf(summary: LoadSummary): string[] {
  const { runId, restatedDays, rejected, rejectedFiles, tests, dryRun } = summary;
  const restated = `${grouped(restatedDays)} day${restatedDays === 1 ? '' : 's'} loaded before`;
  return [
    ...(restatedDays === 0
      ? []
      : dryRun
        ? [`${restated} would be restated`]
        : [`${restated} ${restatedDays === 1 ? 'is' : 'are'} restated; see kpi runs show ${runId}`]),
    ...(rejected > 0 && runId !== null
      ? [
          `${grouped(rejected)} row${rejected === 1 ? ' was' : 's were'} put aside${inFiles(rejectedFiles)}; see kpi runs rejects ${runId}`,
        ]
      : []),
    ...tests.flatMap((test) => {
      if (test.status === 'ok') return [];
      const example = test.examples[0] === undefined ? '' : `; e.g. ${JSON.stringify(test.examples[0])}`;
      return [`${dataTestLine(test)}${example}`];
    }),
  ];
}

function inFiles(files: readonly string[]): string {
  return files.length === 0 ? '' : ` in ${files.join(', ')}`;
}
