import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Card } from '../../src/datasets/dashboard.ts';
import { GRID_COLUMNS, placeCards } from '../../src/datasets/place-cards.ts';
import { takings } from '../support/kiosk.ts';

const sizes = fc.array(fc.tuple(fc.integer({ min: 1, max: GRID_COLUMNS }), fc.integer({ min: 1, max: 9 })), {
  maxLength: 12,
});
const place = (all: readonly (readonly [number, number])[]) =>
  placeCards({
    cards: Object.fromEntries(
      all.map((size, index): [string, Card] => [`card${index}`, { ...takings, size }]),
    ),
  }).map(({ name, row, column, card: { size } }) => ({ name, row, column, width: size[0], height: size[1] }));

it('puts cards beside each other while they fit, then below the highest of them', () => {
  const places = place([
    [12, 4],
    [8, 6],
    [4, 1],
    [1, 2],
    [24, 3],
  ]);
  expect(places.map(({ row, column }) => [row, column])).toEqual([
    [0, 0],
    [0, 12],
    [0, 20],
    [6, 0],
    [8, 0],
  ]);
});

it('keeps every card, within the grid and off the others', () => {
  fc.assert(
    fc.property(sizes, (all) => {
      const places = place(all);
      expect(places.map(({ name }) => name)).toEqual(all.map((_, index) => `card${index}`));
      const taken = places.flatMap(({ row, column, width, height }) =>
        Array.from({ length: width * height }, (_, cell) => {
          expect(column + (cell % width)).toBeLessThan(GRID_COLUMNS);
          return `${row + Math.floor(cell / width)}/${column + (cell % width)}`;
        }),
      );
      expect(new Set(taken).size).toBe(taken.length);
    }),
  );
});
