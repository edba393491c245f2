import { describeColumn } from './card-column.ts';
import { cardColumns, isRolledUp, type Card, type Dashboard, type Display } from './dashboard.ts';
import { GRID_COLUMNS } from './place-cards.ts';
import { rollUpOf } from './roll-up.ts';

/** How many columns to group by, the day included, and how many numbers a display can show. */
interface Shape {
  readonly groups: readonly [number, number];
  readonly y: readonly [number, number];
}

const ANY = Number.POSITIVE_INFINITY;
const CHART: Shape = { groups: [1, 2], y: [1, ANY] };
const SHAPES: Readonly<Record<Display, Shape>> = {
  line: CHART,
  area: CHART,
  bar: CHART,
  row: CHART,
  pie: { groups: [1, 1], y: [1, 1] },
  scalar: { groups: [0, 0], y: [1, 1] },
  smartscalar: { groups: [1, 1], y: [1, 1] },
  table: { groups: [0, ANY], y: [1, ANY] },
};
const MOST_COMPARED = 3;

/** What of a card its display cannot show, its view cannot tell or the grid cannot hold, in words. */
export function cardErrors(dashboard: Dashboard, card: Card): string[] {
  return [...shapeErrors(card), ...sizeErrors(card), ...columnErrors(dashboard, card)];
}

function shapeErrors({ display, days, by = [], y, compareWith = [] }: Card): string[] {
  const shape = SHAPES[display];
  const groups = by.length + (days === 'each' ? 1 : 0);
  const isWithin = (count: number, [least, most]: readonly [number, number]) =>
    count >= least && count <= most;
  return [
    ...(isWithin(groups, shape.groups) ? [] : [`a ${display} cannot group by ${groups} columns`]),
    ...(isWithin(y.length, shape.y) ? [] : [`a ${display} cannot show ${y.length} numbers`]),
    ...(shape === CHART && groups === 2 && y.length > 1
      ? [`a ${display} with series shows one number, not ${y.length}`]
      : []),
    ...(display === 'smartscalar' && days !== 'each' ? ['a smartscalar needs a row per day'] : []),
    ...(compareWith.length > 0 && display !== 'smartscalar' ? [`a ${display} compares with nothing`] : []),
    ...(compareWith.length > MOST_COMPARED ? [`more than ${MOST_COMPARED} comparisons`] : []),
  ];
}

function sizeErrors({ size }: Card): string[] {
  const [width] = size;
  const isWhole = size.every((side) => Number.isInteger(side) && side > 0);
  return isWhole && width <= GRID_COLUMNS
    ? []
    : [`${size.join(' × ')} does not fit a grid of ${GRID_COLUMNS} columns`];
}

function columnErrors(dashboard: Dashboard, card: Card): string[] {
  const { dataset, views } = dashboard;
  const columns = Object.keys(views[card.view] ?? {});
  const named = cardColumns(dashboard, card);
  const doubled = named
    .filter((column, index) => named.indexOf(column) !== index)
    .map((column) => `${column} is shown twice`);
  const unknown = named
    .filter((column) => describeColumn(dataset, column) === undefined)
    .map((column) => `${column} is neither a metric nor a comparison of one`);
  if (!isRolledUp(dashboard, card)) return [...doubled, ...unknown];
  const untold = [...card.y, ...(card.compareWith ?? [])].filter(
    (column) => rollUpOf(dataset, columns, column, card.days === 'all') === undefined,
  );
  return [
    ...doubled,
    ...unknown,
    ...untold.map(
      (column) => `${column} does not follow from many rows of ${card.view}: make a view at this grain`,
    ),
  ];
}
