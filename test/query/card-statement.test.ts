import { expect, it } from 'vitest';
import { toDay } from '../../src/analysis/calendar.ts';
import { defineDashboard } from '../../src/datasets/define-dashboard.ts';
import { cardStatement, cardTemplate } from '../../src/query/card-statement.ts';
import { drinksTitle as title, drinksViews, kiosk } from '../support/kiosk.ts';

/** The exact SQL: people read it in Metabase. */
const dashboard = defineDashboard(kiosk, drinksViews, {
  name: 'kiosk',
  title,
  description: title,
  defaultDays: 30,
  filters: ['drink', 'size'],
  cards: {
    rows: {
      title,
      display: 'table',
      view: 'drinks',
      days: 'each',
      by: ['drink', 'size'],
      y: ['median_price'],
      size: [24, 4],
    },
    total: { title, display: 'scalar', view: 'drinks', days: 'all', y: ['price'], size: [24, 4] },
    drinks: {
      title,
      display: 'table',
      view: 'drinks',
      days: 'last',
      by: ['drink'],
      y: ['cups', 'price'],
      size: [24, 4],
    },
    sizes: { title, display: 'bar', view: 'drinks', days: 'all', by: ['size'], y: ['cups'], size: [24, 4] },
  },
});
const cardOf = (name: string) => dashboard.cards[name] ?? expect.unreachable();
const filter = {
  from: toDay('2025-01-01'),
  to: toDay('2025-01-31'),
  where: new Map([
    ['drink', ["d'água", 'tea']],
    ['size', []],
  ]),
};

it('is a projection where the view has the grain of the card', () => {
  expect(cardStatement(dashboard, cardOf('rows')).compile()).toEqual({
    text: 'select "day", "drink", "size", "median_price"\nfrom "bi"."drinks"\norder by "day", "drink", "size"',
    values: [],
  });
});

it('is rolled up by the definition otherwise: a ratio is one of sums', () => {
  expect(cardStatement(dashboard, cardOf('total')).compile().text).toBe(
    'select sum("takings")::numeric / nullif(sum("cups"), 0) as "price"\nfrom "bi"."drinks"',
  );
  expect(cardStatement(dashboard, cardOf('sizes')).compile().text).toBe(
    'select "size", sum("cups") as "cups"\nfrom "bi"."drinks"\ngroup by "size"\norder by "size"',
  );
});

it('has the values that are chosen as parameters', () => {
  expect(cardStatement(dashboard, cardOf('drinks'), filter).compile()).toEqual({
    text: `select "drink", sum("cups") as "cups", sum("takings")::numeric / nullif(sum("cups"), 0) as "price"
from "bi"."drinks"
where true and "day" = (select max("day") from "bi"."drinks" where true and "day" >= $1 and "day" <= $2) and "drink"::text = any(array[$3, $4]::text[]) and "size"::text = any(array[]::text[])
group by "drink"
order by "cups" desc nulls last, "drink"`,
    values: ['2025-01-01', '2025-01-31', "d'água", 'tea'],
  });
});

it('has a clause per filter for Metabase, on a view without an alias', () => {
  expect(cardTemplate(dashboard, cardOf('drinks'))).toContain(`from "bi"."drinks"
where true and "day" = (select max("day") from "bi"."drinks" where true [[and {{day}}]]) [[and {{drink}}]] [[and {{size}}]]
group by`);
});

it('takes no filter that the dashboard does not have', () => {
  const where = new Map([['cups', ['1']]]);
  expect(() => cardStatement(dashboard, cardOf('total'), { where })).toThrow(
    new RangeError('dashboard kiosk has no filter cups'),
  );
});
