import type { Card, DashboardDefinition } from './dashboard.ts';

/** What Metabase divides the width of a dashboard into. */
export const GRID_COLUMNS = 24;

/** A card with its place on the grid: the upper left corner, from 0. */
export interface PlacedCard {
  readonly name: string;
  readonly card: Card;
  readonly row: number;
  readonly column: number;
}

/** Lines of cards, each as high as its highest: they cannot overlap. */
export function placeCards({ cards }: Pick<DashboardDefinition, 'cards'>): PlacedCard[] {
  const placed: PlacedCard[] = [];
  let [row, column, lineHeight] = [0, 0, 0];
  for (const [name, card] of Object.entries(cards)) {
    const [width, height] = card.size;
    if (column + width > GRID_COLUMNS) {
      row += lineHeight;
      [column, lineHeight] = [0, 0];
    }
    placed.push({ name, card, row, column });
    column += width;
    lineHeight = Math.max(lineHeight, height);
  }
  return placed;
}
