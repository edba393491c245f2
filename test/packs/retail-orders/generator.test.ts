import { describe, expect, it } from 'vitest';
import { addDays, toDay } from '../../../src/analysis/calendar.ts';
import { retailSegments } from '../../../src/packs/retail-orders/generator/segments.ts';
import { retailOrdersGenerator } from '../../../src/packs/retail-orders/generator.ts';
import { regions, states } from '../../../src/packs/retail-orders/places.ts';
import { generateOrders, readOrders } from './read-orders.ts';

const quarter = await generateOrders('2025-01-01', 90);
const rows = [...quarter.values()].flatMap(readOrders);

describe('determinism', () => {
  it('gives the same text for the same seed and another one for another', async () => {
    expect(await generateOrders('2025-01-01', 5)).toEqual(new Map([...quarter].slice(0, 5)));
    const other = await generateOrders('2025-01-01', 5, 2);
    for (const [day, text] of other) expect(text).not.toBe(quarter.get(day));
  });

  it('makes a day from seed and day alone: neither start nor length matters', async () => {
    for (const [day, text] of await generateOrders('2025-02-27', 9)) expect(text).toBe(quarter.get(day));
    const [single] = (await generateOrders('2025-01-03', 1)).values();
    expect(single).toBe(quarter.get(toDay('2025-01-03')));
    // Across a turn of the year: its calendar table is another one.
    const across = await generateOrders('2024-12-30', 4);
    expect(across.get(toDay('2025-01-02'))).toBe(quarter.get(toDay('2025-01-02')));
  });

  it('does not read the clock or global randomness', async () => {
    const { random } = Math;
    const { now } = Date;
    const forbidden = () => {
      throw new Error('not deterministic');
    };
    try {
      Object.assign(Math, { random: forbidden });
      Object.assign(Date, { now: forbidden });
      expect((await generateOrders('2025-01-01', 2)).size).toBe(2);
    } finally {
      Object.assign(Math, { random });
      Object.assign(Date, { now });
    }
  });

  it('works at both ends of the calendar that it takes', async () => {
    for (const start of ['1900-01-01', '2199-12-30']) {
      const edge = [...(await generateOrders(start, 2)).values()].flatMap(readOrders);
      expect(edge.length).toBeGreaterThan(200);
      expect(Math.max(...edge.map(({ items }) => items))).toBeLessThan(2 ** 31);
    }
  });
});

describe('rows', () => {
  it('stand under the names of the columns', () => {
    expect(retailOrdersGenerator.header).toBe(
      'date,region,state,category,channel,orders,items,customers,gross_revenue,discounts,returns_amount\n',
    );
  });

  it('write every value in its one canonical form', () => {
    const amount = String.raw`(0|[1-9]\d*)\.\d\d`;
    const pattern = new RegExp(
      String.raw`^\d{4}-\d\d-\d\d,[A-Z][A-Za-z-]+,[A-Z]{2},[a-z_]+,[a-z]+(,(0|[1-9]\d*)){3}(,${amount}){3}$`,
    );
    expect(rows.filter(({ line }) => !pattern.test(line))).toEqual([]);
  });

  it('are counted', async () => {
    for await (const day of retailOrdersGenerator.days({ start: toDay('2025-01-01'), days: 3, seed: 5 })) {
      expect(readOrders(day.text)).toHaveLength(day.rows);
    }
  });

  it('have one key each, in the order of 864 known segments', () => {
    const position = new Map(retailSegments().map(({ key }, index) => [key, index]));
    expect(position.size).toBe(27 * 8 * 4);
    for (const [day, text] of quarter) {
      const order = readOrders(text).map((row) => {
        expect(row.day).toBe(day);
        return position.get(row.key) ?? Number.NaN;
      });
      // Strictly rising: sorted, no key twice, none unknown.
      expect(order.every((place, i) => i === 0 || place > (order[i - 1] ?? Number.NaN))).toBe(true);
    }
  });

  it('put each of 27 states into one of 5 regions', () => {
    const pairs = new Set(rows.map(({ region, state }) => `${region} ${state}`));
    expect(pairs).toEqual(new Set(states.map(({ region, code }) => `${region} ${code}`)));
    expect(states).toHaveLength(27);
    expect(new Set(states.map(({ region }) => region))).toEqual(new Set(regions));
  });

  it('hold together: customers ≤ orders ≤ items, discounts below revenue, no orders without revenue', () => {
    const wrong = rows.filter(
      ({ orders, items, customers, revenue, discounts, returns }) =>
        customers > orders ||
        items < orders ||
        discounts > 0.7 * revenue + 0.01 ||
        orders > 0 !== revenue > 0 ||
        orders > 0 !== customers > 0 ||
        (orders === 0 && returns === 0),
    );
    expect(wrong).toEqual([]);
  });

  it('spread orders more than Poisson', () => {
    const [from, to] = [toDay('2025-01-06'), toDay('2025-03-31')];
    const bySegment = new Map<string, number[]>();
    // One weekday, so that the week is not taken for noise.
    for (let day = from; day <= to; day = addDays(day, 7)) {
      for (const { key, orders } of readOrders(quarter.get(day) ?? '')) {
        bySegment.set(key, [...(bySegment.get(key) ?? []), orders]);
      }
    }
    const steady = [...bySegment.values()].map(spread).filter(({ mean }) => mean > 30);
    expect(steady.length).toBeGreaterThan(80);
    const over = steady.filter(({ mean, variance }) => variance > mean).length;
    expect(over / steady.length).toBeGreaterThan(0.9);
    expect(steady.filter(({ mean, variance }) => Math.sqrt(variance) / mean < 0.5).length).toBe(
      steady.length,
    );
  });
});

function spread(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: squares / (values.length - 1) };
}
