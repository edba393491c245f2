/** The tables of one load run. */
import { changeOf } from '../analysis/comparison.ts';
import type { Dataset } from '../datasets/definition.ts';
import type { LoadRunDetails, RestatementEntry } from '../query/load-run-details.ts';
import { createFormatter } from '../render/format.ts';
import { layOutFitting } from '../render/terminal/page.ts';
import type { Paint } from '../render/terminal/paint.ts';
import type { Cell, Column, TextTable } from '../render/terminal/text-table.ts';
import { wrap } from '../render/text-width.ts';
import { visibleText } from '../render/visible-text.ts';
import { grouped } from './live-line.ts';

/** What the lines of a run are made for. */
export interface RunPage {
  readonly width: number;
  readonly paint: Paint;
  readonly timeZone: string;
  readonly currency: string;
  /** Undefined where the project has none of this name, or a wrong one. */
  readonly dataset: Dataset | undefined;
}

const left = (header: string): Column => ({ header, align: 'left' });
const right = (header: string): Column => ({ header, align: 'right' });
const NONE = '—';
/** Examples of a data test stand below its name, behind the column of the status. */
const EXAMPLES_INDENT = 8;

export function filesSection({ files }: LoadRunDetails, page: RunPage): string[] {
  const table = (wide: boolean): TextTable => ({
    columns: [
      { ...left('file'), elastic: 12 },
      right('rows'),
      right('rejected'),
      right('bytes'),
      left('encoding'),
      left(wide ? 'delimiter' : ''),
      left('sha256'),
    ],
    rows: files.map((file) => [
      { text: visibleText(file.name) },
      { text: grouped(file.rowsRead) },
      { text: grouped(file.rowsRejected), style: file.rowsRejected > 0 ? 'yellow' : undefined },
      { text: grouped(file.bytes) },
      { text: visibleText(file.encoding) },
      { text: file.delimiter === '\t' ? 'tab' : file.delimiter },
      // Whole in the JSON.
      { text: file.sha256.slice(0, wide ? 12 : 8), style: 'dim' },
    ]),
  });
  return section('files', files.length, [table(true), table(false)], page);
}

/** Whatever a run restated, day by day: this is where the report's list ends up when it is cut. */
export function restatementsSection({ restatements }: LoadRunDetails, page: RunPage): string[] {
  const table: TextTable = {
    columns: [
      left('day'),
      { ...left('metric'), elastic: 12 },
      right('before'),
      right('after'),
      right('change'),
    ],
    rows: restatements.map((entry): Cell[] => {
      const value = valueWriter(entry, page);
      return [
        { text: entry.day },
        { text: visibleText(entry.metric) },
        { text: value(entry.before) },
        { text: value(entry.after) },
        { text: changeText(entry) },
      ];
    }),
  };
  return section('restated', restatements.length, [table], page);
}

function valueWriter({ metric }: RestatementEntry, { dataset, currency }: RunPage) {
  const style = dataset?.metrics[metric];
  const { value: write } = createFormatter('en-US', currency);
  return (value: string | null): string => {
    if (value === null) return NONE;
    return style === undefined ? value : write(value, style);
  };
}

function changeText({ before, after }: RestatementEntry): string {
  if (before === null || after === null) return NONE;
  const { percent } = changeOf(before, after);
  return percent === null ? NONE : `${percent > 0 ? '+' : ''}${percent.toFixed(2)}%`;
}

export function testsSection({ tests }: LoadRunDetails, page: RunPage): string[] {
  const styles = { ok: 'green', warn: 'yellow', fail: 'red' } as const;
  const table: TextTable = {
    columns: [left('status'), { ...left('test'), elastic: 20 }, right('failing')],
    rows: tests.flatMap(({ name, status, failing, detail }): Cell[][] => [
      [
        { text: status, style: styles[status as keyof typeof styles] },
        { text: visibleText(name) },
        { text: grouped(failing) },
      ],
      ...(detail === '' ? [] : wrap(visibleText(detail), page.width - EXAMPLES_INDENT)).map(
        (text): Cell[] => [{ text: '' }, { text, span: 2, style: 'dim' }],
      ),
    ]),
  };
  return section('data tests', tests.length, [table], page);
}

function section(
  title: string,
  size: number,
  tables: readonly [TextTable, ...TextTable[]],
  page: RunPage,
): string[] {
  if (size === 0) return [];
  return ['', page.paint('bold', title), ...layOutFitting(page, tables)];
}
