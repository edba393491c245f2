/**
 * A name that a dashboard uses and that does not exist must not compile. The compiler is the test: `tsc` fails on a
 * `@ts-expect-error` under which nothing is wrong.
 */
import { describe, expect, it } from 'vitest';
import { cardColumns, type Card } from '../../src/datasets/dashboard.ts';
import { defineDashboard } from '../../src/datasets/define-dashboard.ts';
import { drinksTitle as title, drinksViews, kiosk, takings } from '../support/kiosk.ts';

const board = { name: 'kiosk', title, description: title, defaultDays: 30, filters: [] } as const;
const card = {
  title,
  display: 'table',
  view: 'drinks',
  days: 'all',
  by: ['drink'],
  y: ['cups'],
  size: [24, 4],
} as const satisfies Card;
const define = (changed: Partial<Card>) => () =>
  // Wrong in ways that no type tells.
  defineDashboard(kiosk, drinksViews, { ...board, cards: { it: { ...card, ...changed } as typeof card } });

describe('defineDashboard', () => {
  it('hands back a dashboard that knows its dataset and views', () => {
    const dashboard = defineDashboard(kiosk, drinksViews, { ...board, cards: { it: card } });
    expect(dashboard).toMatchObject({
      name: 'kiosk',
      dataset: kiosk,
      views: drinksViews,
      cards: { it: card },
    });
    expect(cardColumns(dashboard, card)).toEqual(['drink', 'cups']);
    expect(cardColumns(dashboard, takings)).toEqual(['day', 'takings', 'takings_w1']);
  });

  it('does not compile with a view that does not exist, or has no days', () => {
    const refused = [
      // @ts-expect-error no such view
      () => defineDashboard(kiosk, drinksViews, { ...board, cards: { it: { ...card, view: 'drink' } } }),
      // @ts-expect-error it has no column day
      () => defineDashboard(kiosk, drinksViews, { ...board, cards: { it: { ...card, view: 'sizes' } } }),
    ];
    expect(refused).toHaveLength(2);
  });

  it('does not compile with a column that the view does not have, or that is no number', () => {
    const refused = [
      // @ts-expect-error no such column
      () => defineDashboard(kiosk, drinksViews, { ...board, cards: { it: { ...card, y: ['cup'] } } }),
      // @ts-expect-error it is a text
      () => defineDashboard(kiosk, drinksViews, { ...board, cards: { it: { ...card, y: ['drink'] } } }),
      // @ts-expect-error a number, but a dimension
      () => defineDashboard(kiosk, drinksViews, { ...board, cards: { it: { ...card, y: ['size'] } } }),
      // @ts-expect-error a column of another view
      () => defineDashboard(kiosk, drinksViews, { ...board, cards: { it: { ...card, y: ['takings_w1'] } } }),
      () =>
        defineDashboard(kiosk, drinksViews, {
          ...board,
          // @ts-expect-error no such column
          cards: { it: { ...takings, compareWith: ['takings_m1'] } },
        }),
    ];
    expect(refused).toHaveLength(5);
  });

  it('does not compile with a dimension or filter that a view does not have', () => {
    const refused = [
      // @ts-expect-error a column, but not a dimension
      () => defineDashboard(kiosk, drinksViews, { ...board, cards: { it: { ...card, by: ['cups'] } } }),
      // @ts-expect-error no such dimension
      () => defineDashboard(kiosk, drinksViews, { ...board, cards: { it: { ...card, by: ['drinks'] } } }),
      () =>
        defineDashboard(kiosk, drinksViews, {
          ...board,
          // @ts-expect-error the view of the second card cannot be filtered by it
          filters: ['drink'],
          cards: { it: card, takings },
        }),
      // @ts-expect-error a card has no such word
      () => defineDashboard(kiosk, drinksViews, { ...board, cards: { it: { ...card, days_: 'all' } } }),
      // @ts-expect-error Metabase has no such display
      () => defineDashboard(kiosk, drinksViews, { ...board, cards: { it: { ...card, display: 'donut' } } }),
    ];
    expect(refused).toHaveLength(5);
    defineDashboard(kiosk, drinksViews, { ...board, filters: ['drink', 'size'], cards: { it: card } });
  });

  it.each<[string, Partial<Card>, string]>([
    ['a pie of two numbers', { display: 'pie', y: ['cups', 'takings'] }, 'a pie cannot show 2 numbers'],
    ['a scalar of several rows', { display: 'scalar' }, 'a scalar cannot group by 1 columns'],
    ['a line without x', { display: 'line', by: [] }, 'a line cannot group by 0 columns'],
    [
      'series of two numbers',
      { display: 'bar', by: ['drink', 'size'], y: ['cups', 'takings'] },
      'a bar with series shows one number, not 2',
    ],
    ['a smartscalar without days', { display: 'smartscalar' }, 'a smartscalar needs a row per day'],
    ['comparisons of a table', { compareWith: ['takings'] }, 'a table compares with nothing'],
    ['a column twice', { y: ['cups', 'cups'] }, 'cups is shown twice'],
    ['a width beyond the grid', { size: [25, 4] }, '25 × 4 does not fit a grid of 24 columns'],
    [
      'a number that is no metric',
      { days: 'each', by: ['drink', 'size'], y: ['cups_sold'] },
      'cups_sold is neither a metric nor a comparison of one',
    ],
    ['half a row', { size: [24, 0.5] }, '24 × 0.5 does not fit a grid of 24 columns'],
    [
      'a median of many rows',
      { y: ['median_price'] },
      'median_price does not follow from many rows of drinks: make a view at this grain',
    ],
  ])('refuses %s', (_, changed, message) => {
    expect(define(changed)).toThrow(new RangeError(`dashboard kiosk: it: ${message}`));
  });

  it('takes a median from a view at its very grain', () => {
    expect(define({ days: 'each', by: ['drink', 'size'], y: ['median_price'] })).not.toThrow();
    expect(define({ days: 'last', by: ['drink', 'size'], y: ['median_price'] })).not.toThrow();
    expect(define({ days: 'last', y: ['median_price'] })).toThrow('median_price does not follow');
  });
});
