/** What was inferred and why, as a table for people. */
import { styleText } from 'node:util';
import type { Output } from '../context.ts';
import { reasonOf } from '../init/dataset-text.ts';
import type { Draft } from '../init/draft.ts';
import { pad, truncate, wrap } from '../render/text-width.ts';

const NARROWEST_REASON = 24;
const WIDEST_NAME = 30;

export function renderDraft(
  draft: Draft,
  { columns: width, colour }: Pick<Output, 'columns' | 'colour'>,
): string {
  const { sample, columns, leftOut, key, notes } = draft;
  const bold = (text: string) => (colour ? styleText('bold', text, { validateStream: false }) : text);
  const count = sample.complete ? `all ${sample.rows.length}` : `the first ${sample.rows.length}`;
  const rows = columns.map((column) => [
    truncate(column.name, WIDEST_NAME),
    column.column.type,
    column.role === 'plain' ? '' : column.role,
    visible(column.role === 'time' ? `${reasonOf(column)}; ${column.roleReason}` : reasonOf(column)),
  ]);
  const heads = ['column', 'type', 'role', 'because'];
  const widths = heads.map((head, index) =>
    Math.max(head.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  const used = 2 + widths.slice(0, 3).reduce((sum, each) => sum + each + 2, 0);
  const line = (cells: readonly string[]) => {
    const [reason = '', ...more] = wrap(cells[3] ?? '', Math.max(NARROWEST_REASON, width - used));
    const first = cells.slice(0, 3).map((cell, index) => pad(cell, widths[index] ?? 0, 'left'));
    const rest = more.map((text) => `${' '.repeat(used)}${text}`);
    return [`  ${[...first, reason].join('  ')}`, ...rest].join('\n');
  };
  const decisions = [
    ...(draft.delimiterReason === undefined ? [] : [['delimiter', draft.delimiterReason]]),
    ['key', `${key === null ? 'none' : key.join(', ')}: ${draft.keyReason}`],
    ['metrics', draft.metrics.map(({ name }) => name).join(', ')],
    ['main metric', `${draft.mainMetric}: ${draft.mainReason}`],
    ['holidays', `${draft.holidays ?? 'none'}: ${draft.holidaysReason}`],
    ['report by', draft.reportBy.join(', ') || 'nothing'],
    ...leftOut.map(({ header, reason }) => ['left out', `${JSON.stringify(header)}: ${reason}`]),
    ...notes.map((note) => ['note', note]),
  ];
  return [
    `${bold(draft.name)}: inferred from ${count} rows of ${sample.name}`,
    '',
    bold(line(heads)),
    ...rows.map(line),
    '',
    ...decisions.map(([name = '', text = '']) => `  ${pad(name, 11, 'left')}  ${visible(text)}`),
    '',
  ].join('\n');
}

/** Values come from a file: control characters must not reach the terminal. */
function visible(text: string): string {
  return text.replaceAll(/[\p{C}\u2028\u2029]+/gu, ' ');
}
