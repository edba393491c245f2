/** A GitHub-flavoured table, its source padded so that it reads well unrendered too. Cells are escaped already. */
import { pad, textWidth } from '../text-width.ts';

export interface MarkdownColumn {
  readonly header: string;
  readonly align: 'left' | 'right';
}

/** Cells longer than this stick out, instead of blowing up every other row. */
const WIDEST_PADDED = 40;

export function markdownTable(
  columns: readonly MarkdownColumn[],
  rows: readonly (readonly string[])[],
): string {
  const widths = columns.map(({ header }, index) => {
    const widest = Math.max(3, textWidth(header), ...rows.map((row) => textWidth(row[index] ?? '')));
    return Math.min(widest, WIDEST_PADDED);
  });
  const line = (cells: readonly string[]): string => {
    const padded = cells.map((cell, index) => pad(cell, widths[index] ?? 0, columns[index]?.align ?? 'left'));
    return `| ${padded.join(' | ')} |`;
  };
  const rule = columns.map(({ align }, index) => {
    const dashes = '-'.repeat(widths[index] ?? 3);
    return align === 'right' ? `${dashes.slice(1)}:` : dashes;
  });
  return [line(columns.map(({ header }) => header)), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
}
