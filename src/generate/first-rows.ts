import type { DayRows } from './generator.ts';

/**
 * A day as a file that was cut off.
 * @param share of its rows that arrived, 0 to 1
 */
export function firstRows(day: DayRows, share: number): DayRows {
  if (share === 1) return day;
  const rows = Math.floor(day.rows * share);
  return {
    text: day.text
      .split(/(?<=\n)/)
      .slice(0, rows)
      .join(''),
    rows,
  };
}
