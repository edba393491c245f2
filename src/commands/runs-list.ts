import type { Context } from '../context.ts';
import { fetchLoadRuns, type LoadRunEntry } from '../query/load-run-list.ts';
import { layOutFitting } from '../render/terminal/page.ts';
import { createPaint, type Style } from '../render/terminal/paint.ts';
import type { Cell, Column, TextTable } from '../render/terminal/text-table.ts';
import { visibleText } from '../render/visible-text.ts';
import { localTime } from '../datasets/local-time.ts';
import { grouped } from './live-line.ts';

export interface RunsListOptions {
  /** Undefined: all of them, also those that the project does not know any more. */
  readonly dataset: string | undefined;
  readonly limit: number;
  readonly json: boolean;
}

export async function runRunsList(options: RunsListOptions, context: Context): Promise<void> {
  const runs = await context.useDatabase((db) => db.readOnly((reader) => fetchLoadRuns(reader, options)), {
    quiet: true,
  });
  const { stdout } = context.io;
  if (options.json) {
    stdout.write(`${JSON.stringify(runs, null, 2)}\n`);
    return;
  }
  if (runs.length === 0) {
    const which = options.dataset === undefined ? '' : ` of a dataset ${JSON.stringify(options.dataset)}`;
    stdout.write(`no load run${which} yet\n`);
    return;
  }
  const page = { width: stdout.columns, paint: createPaint(stdout.colour) };
  const tables = [
    runTable(runs, context, 3),
    runTable(runs, context, 2),
    runTable(runs, context, 1),
  ] as const;
  stdout.write(`${layOutFitting(page, tables).join('\n')}\n`);
}

const STYLES: Readonly<Record<LoadRunEntry['status'], Style | undefined>> = {
  running: 'yellow',
  loaded: undefined,
  failed: 'red',
};

interface RunColumn extends Column {
  /** 1: always; 2 and 3: only in a window that has room for it. */
  readonly detail: 1 | 2 | 3;
  readonly cell: (run: LoadRunEntry) => Cell;
}

function columnsFor({ config }: Context): RunColumn[] {
  const left = { align: 'left', detail: 1 } as const;
  const right = { align: 'right', detail: 1 } as const;
  const started = (run: LoadRunEntry) => localTime(run.startedAt, config.timeZone, 'minute');
  return [
    { ...right, header: 'run', cell: ({ id }) => ({ text: id }) },
    { ...left, header: 'status', cell: ({ status }) => ({ text: status, style: STYLES[status] }) },
    { ...left, detail: 2, header: 'dataset', cell: ({ dataset }) => ({ text: visibleText(dataset) }) },
    { ...left, header: 'started', cell: (run) => ({ text: started(run) }) },
    { ...left, header: 'sources', elastic: 12, cell: (run) => ({ text: sourcesOf(run) }) },
    { ...right, header: 'read', cell: ({ rows }) => count(rows.read) },
    { ...right, detail: 2, header: 'new', cell: ({ rows }) => count(rows.inserted) },
    { ...right, detail: 2, header: 'changed', cell: ({ rows }) => count(rows.updated) },
    { ...right, detail: 3, header: 'deleted', cell: ({ rows }) => count(rows.deleted) },
    { ...right, header: 'rejected', cell: ({ rows }) => count(rows.rejected, 'yellow') },
    {
      ...right,
      detail: 3,
      header: 'seconds',
      cell: ({ seconds }) => ({ text: seconds === null ? '—' : seconds.toFixed(1) }),
    },
  ];
}

function runTable(runs: readonly LoadRunEntry[], context: Context, detail: 1 | 2 | 3): TextTable {
  const columns = columnsFor(context).filter((column) => column.detail <= detail);
  return { columns, rows: runs.map((run) => columns.map(({ cell }) => cell(run))) };
}

/** @param style of a count that is not 0 */
function count(value: number | null, style?: Style): Cell {
  if (value === null) return { text: '—' };
  return { text: grouped(value), style: value === 0 ? undefined : style };
}

function sourcesOf({ sources, replays }: LoadRunEntry): string {
  const names = sources.map(visibleText).join(', ');
  return replays === null ? names : `replay of ${replays}: ${names}`;
}
