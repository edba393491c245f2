/** A line of block characters, one per point, from the lowest (▁) to the highest (█). */
const BLOCKS = '▁▂▃▄▅▆▇█';
export const GAP = '·';

/** A null is a gap: `·`. A flat line stays in the middle. */
export function sparkline(values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null);
  const lowest = Math.min(...known);
  const range = Math.max(...known) - lowest;
  return values
    .map((value) => {
      if (value === null) return GAP;
      const height = range === 0 ? 0.5 : (value - lowest) / range;
      return BLOCKS[Math.round(height * (BLOCKS.length - 1))];
    })
    .join('');
}
