/** What the generator says of itself holds for what it writes: growth, seasons, events, life cycles. */
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, eachDay, toDay, weekday } from '../../../src/analysis/calendar.ts';
import { BrazilianCalendar } from '../../../src/generate/brazilian-calendar.ts';
import { CalendarTable } from '../../../src/packs/retail-orders/generator/calendar-table.ts';
import { Expectations } from '../../../src/packs/retail-orders/generator/expectations.ts';
import { retailSegments } from '../../../src/packs/retail-orders/generator/segments.ts';
import { generateOrders, readOrders, type OrderRow } from './read-orders.ts';

interface Totals {
  revenue: number;
  discounts: number;
  returns: number;
}
/** By day, then by state, category and channel, '' for all: the rows of seven years would fill the memory. */
const totals = new Map<string, Map<string, Totals>>();
for (const [day, text] of await generateOrders('2018-01-01', 2557)) {
  const parts = new Map<string, Totals>();
  for (const row of readOrders(text)) {
    add(parts, '', row);
    add(parts, row.state, row);
    add(parts, row.category, row);
    add(parts, row.channel, row);
  }
  totals.set(day, parts);
}

function add(parts: Map<string, Totals>, part: string, row: OrderRow): void {
  let total = parts.get(part);
  if (total === undefined) parts.set(part, (total = { revenue: 0, discounts: 0, returns: 0 }));
  total.revenue += row.revenue;
  total.discounts += row.discounts;
  total.returns += row.returns;
}

const revenueOn = (day: string, part = '') => totals.get(day)?.get(part)?.revenue ?? 0;
/** Mean revenue of a day. */
const level = (from: string, to: string, part = '') => {
  const days = eachDay(toDay(from), toDay(to));
  return days.reduce((sum, day) => sum + revenueOn(day, part), 0) / days.length;
};
const yearLevel = (year: number, part = '') => level(`${year}-01-01`, `${year}-12-31`, part);
const share = (year: number, part: string) => yearLevel(year, part) / yearLevel(year);
const rate = (name: 'discounts' | 'returns', from: string, to: string) => {
  const days = eachDay(toDay(from), toDay(to)).map((day) => totals.get(day)?.get(''));
  const sum = (field: keyof Totals) => days.reduce((total, day) => total + (day?.[field] ?? 0), 0);
  return sum(name) / sum('revenue');
};

describe('growth', () => {
  it('is 12.0 % a year in what is expected, without the market events', async () => {
    const segments = retailSegments();
    const table = new CalendarTable(await BrazilianCalendar.load());
    const expectations = new Expectations(segments, table, []);
    const expectedLevel = (year: number) => {
      const days = eachDay(toDay(`${year}-01-01`), toDay(`${year}-12-31`));
      const sum = days.reduce((total, day) => {
        const { orders, tickets } = expectations.of(day, daysBetween(toDay('1970-01-01'), day));
        return orders.reduce((part, count, i) => part + count * (tickets[i] ?? 0), total);
      }, 0);
      return sum / days.length;
    };
    const levels = [2019, 2020, 2021, 2022, 2023, 2024].map(expectedLevel);
    for (const [index, value] of levels.entries()) {
      if (index > 0) expect(Math.abs(value / (levels[index - 1] ?? NaN) - 1.12)).toBeLessThan(0.003);
    }
    expect(Math.abs(((levels[5] ?? NaN) / (levels[0] ?? NaN)) ** (1 / 5) - 1.12)).toBeLessThan(0.001);
  });

  it('is 12 % ± 0.5 a year in what is written over five years', () => {
    const growth = (yearLevel(2024) / yearLevel(2019)) ** (1 / 5) - 1;
    expect(growth).toBeGreaterThan(0.115);
    expect(growth).toBeLessThan(0.125);
  });
});

describe('seasons', () => {
  it.each(['2018-11-23', '2019-11-29', '2022-11-25', '2023-11-24', '2024-11-29'])(
    'make Black Friday %s at least 2.5 ordinary Fridays',
    (blackFriday) => {
      const fridays = [14, 21, 28, 35, 42].map((back) => revenueOn(addDays(toDay(blackFriday), -back)));
      const factor = revenueOn(blackFriday) / median(fridays);
      expect(factor).toBeGreaterThan(2.5);
      expect(factor).toBeLessThan(6.5);
    },
  );

  it('make the week around it strong, with higher discounts then and more returns later', () => {
    expect(level('2023-11-20', '2023-11-27') / level('2023-10-16', '2023-10-29')).toBeGreaterThan(1.5);
    expect(rate('discounts', '2023-11-24', '2023-11-24')).toBeGreaterThan(
      1.6 * rate('discounts', '2023-09-01', '2023-09-30'),
    );
    expect(rate('returns', '2023-12-01', '2023-12-08')).toBeGreaterThan(
      1.2 * rate('returns', '2023-11-01', '2023-11-15'),
    );
  });

  it('run up to Christmas and to Mother’s Day, and fall silent on Christmas Day', () => {
    expect(level('2023-12-10', '2023-12-22') / level('2023-10-16', '2023-10-29')).toBeGreaterThan(1.3);
    expect(level('2023-05-05', '2023-05-13') / level('2023-04-08', '2023-04-20')).toBeGreaterThan(1.1);
    expect(revenueOn('2023-12-25') / revenueOn('2023-12-18')).toBeLessThan(0.45);
    expect(revenueOn('2023-12-25', 'store') / revenueOn('2023-12-18', 'store')).toBeLessThan(0.1);
  });

  it('sell toys before Children’s Day', () => {
    const toys = level('2023-10-02', '2023-10-10', 'toys') / level('2023-08-14', '2023-08-31', 'toys');
    const media = level('2023-10-02', '2023-10-10', 'media') / level('2023-08-14', '2023-08-31', 'media');
    expect(toys).toBeGreaterThan(1.8);
    expect(media).toBeLessThan(1.5);
  });

  it('have shops full on Saturday, and the app on Sunday', () => {
    const onWeekday = (wanted: number, channel: string) => {
      const days = eachDay(toDay('2023-08-14'), toDay('2023-10-01')).filter((day) => weekday(day) === wanted);
      return days.reduce((sum, day) => sum + revenueOn(day, channel), 0) / days.length;
    };
    expect(onWeekday(6, 'store') / onWeekday(2, 'store')).toBeGreaterThan(1.5);
    expect(onWeekday(6, 'web') / onWeekday(2, 'web')).toBeLessThan(0.85);
    expect(onWeekday(7, 'app') / onWeekday(5, 'app')).toBeGreaterThan(1.05);
  });
});

describe('market events', () => {
  const change = (from: string, to: string, part = '') => {
    const weeks = (day: string, count: number) => addDays(toDay(day), 7 * count);
    return level(from, to, part) / level(weeks(from, -5), weeks(to, -5), part);
  };

  it('stop trade in the strike of May 2018, and let it catch up', () => {
    expect(change('2018-05-24', '2018-05-30')).toBeLessThan(0.75);
    expect(change('2018-06-06', '2018-06-10')).toBeGreaterThan(0.95);
  });

  it('close shops in 2020 and send people online, for good in part', () => {
    expect(change('2020-04-01', '2020-04-14', 'store')).toBeLessThan(0.3);
    expect(change('2020-04-01', '2020-04-14', 'app')).toBeGreaterThan(1.35);
    expect(share(2022, 'store')).toBeLessThan(share(2019, 'store') - 0.1);
  });

  it('flood one state in May 2024 and no other', () => {
    expect(change('2024-05-06', '2024-05-12', 'RS')).toBeLessThan(0.5);
    expect(change('2024-05-06', '2024-05-12', 'PR')).toBeGreaterThan(0.95);
  });
});

describe('life cycles', () => {
  it('launch, grow, mature and decline', async () => {
    const early = [...(await generateOrders('2017-02-27', 10)).values()].flatMap(readOrders);
    const launch = early.filter(({ category }) => category === 'smart_home').map(({ day }) => day);
    expect(launch[0]).toMatch(/^2017-03-0[1-5]$/);
    expect(share(2018, 'smart_home')).toBeLessThan(0.015);
    expect(share(2024, 'smart_home')).toBeGreaterThan(5 * share(2018, 'smart_home'));
    expect(share(2024, 'media')).toBeLessThan(0.5 * share(2018, 'media'));
    expect(share(2024, 'home') / share(2018, 'home')).toBeGreaterThan(0.8);
    expect(share(2021, 'sports')).toBeGreaterThan(share(2018, 'sports'));
    expect(share(2024, 'sports')).toBeLessThan(share(2021, 'sports'));
  });
});

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
