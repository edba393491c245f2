import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, eachDay, toDay, weekday, type BusinessDay } from '../../src/analysis/calendar.ts';
import { tabulate, type Arrivals } from '../../src/analysis/completeness/arrivals.ts';
import { judgeDay } from '../../src/analysis/completeness/judge-day.ts';
import { judgeDays, knownDays } from '../../src/analysis/completeness/known-days.ts';

const DAY = toDay('2025-03-31');
const FROM = addDays(DAY, -63);
const STORES = ['north', 'south', 'east', 'west'];
const SHELVES = 30;

/** Of a day: which shelves of which stores have a row, and how much they sold. */
interface Shop {
  readonly has: (store: string, shelf: number) => boolean;
  readonly volume: number;
  readonly lastMinute?: number;
}
const whole: Shop = { has: () => true, volume: 1000 };

/** Four stores with thirty shelves each; on Sundays the last five shelves of each stay empty. */
function usualDay(day: BusinessDay): Shop {
  return weekday(day) === 7 ? { has: (_, shelf) => shelf < SHELVES - 5, volume: 400 } : whole;
}

function arrivals(special: Readonly<Record<string, Shop | null>>, from = FROM): Arrivals {
  const days = eachDay(from, DAY);
  const shops = days.map((day) => (day in special ? special[day] : usualDay(day)) ?? null);
  const cells = STORES.flatMap((store) => Array.from({ length: SHELVES }, (_, shelf) => ({ store, shelf })));
  return {
    timeline: { from, length: days.length },
    days: days.flatMap((day, index) => {
      const shop = shops[index] ?? null;
      const rows = cells.filter(({ store, shelf }) => shop?.has(store, shelf)).length;
      if (shop === null || rows === 0) return [];
      const { volume, lastMinute } = shop;
      return [{ day, rows, volume, ...(lastMinute === undefined ? {} : { lastMinute }) }];
    }),
    combinations: cells.map(({ store, shelf }) => ({
      segment: [store],
      presence: shops.map((shop) => (shop?.has(store, shelf) ? '1' : '0')).join(''),
    })),
  };
}

const judged = (target: Shop | null, rest: Readonly<Record<string, Shop | null>> = {}) =>
  judgeDay(tabulate(arrivals({ ...rest, [DAY]: target })), DAY);

describe('a day that arrived', () => {
  it('as usual is complete, on Sundays too', () => {
    expect(judged(whole)).toEqual({ state: 'complete', findings: [] });
    const sunday = addDays(DAY, -1);
    expect(judgeDay(tabulate(arrivals({})), sunday).state).toBe('complete');
  });

  it('with every row and little in them is complete: that is for the alerts to say', () => {
    expect(judged({ ...whole, volume: 400 }).state).toBe('complete');
    expect(judged({ ...whole, volume: 1 }).state).toBe('complete');
    expect(judged({ ...whole, volume: 0 }).state).toBe('complete');
  });

  it('like a Sunday is complete: a holiday empties the same shelves', () => {
    const holiday: Shop = { has: (_, shelf) => shelf < SHELVES - 5, volume: 380 };
    expect(judged(holiday).state).toBe('complete');
  });

  it('with a fifth of its rows missing is partial', () => {
    expect(judged({ has: (_, shelf) => shelf % 5 !== 0, volume: 800 })).toEqual({
      state: 'partial',
      findings: [{ kind: 'rows', found: 96, usual: 120 }],
    });
  });

  it('cut off after half of its rows is partial, and names what is missing', () => {
    expect(judged({ has: (store) => ['north', 'south'].includes(store), volume: 500 })).toEqual({
      state: 'partial',
      findings: [
        { kind: 'rows', found: 60, usual: 120 },
        { kind: 'segments', found: 2, usual: 4, missing: [['east'], ['west']] },
      ],
    });
  });

  it('without one of many segments is complete: that segment vanished', () => {
    const arrived = arrivals({});
    const split = arrived.combinations.map(({ presence }, index) => ({
      segment: [`aisle ${index % 12}`],
      presence: index % 12 === 3 ? `${presence.slice(0, -1)}0` : presence,
    }));
    const days = arrived.days.map((day) => (day.day === DAY ? { ...day, rows: 110 } : day));
    expect(judgeDay(tabulate({ ...arrived, days, combinations: split }), DAY).state).toBe('complete');
  });

  it('not at all is missing', () => {
    expect(judged(null)).toEqual({ state: 'missing', findings: [] });
  });

  it('is not judged with less than four of its weekday, or three weeks, before it', () => {
    const half: Shop = { has: (_, shelf) => shelf % 2 === 0, volume: 500 };
    const after = (days: number) =>
      judgeDay(tabulate(arrivals({ [DAY]: half }, addDays(DAY, -days))), DAY).state;
    expect(after(27)).toBe('learning');
    expect(after(28)).toBe('partial');
  });
});

it('a partial day of the past does not spoil the next ones', () => {
  const half: Shop = { has: (store) => store === 'north', volume: 250 };
  const past = Object.fromEntries([1, 7, 9, 14, 20, 33].map((ago) => [addDays(DAY, -ago), half]));
  expect(judged(whole, past).state).toBe('complete');
  expect(judged(half, past).state).toBe('partial');
});

it('what stays away for more than a week is no longer missed', () => {
  const without: Shop = { has: (store) => store !== 'west', volume: 750 };
  const closed = Object.fromEntries(eachDay(addDays(DAY, -9), addDays(DAY, -1)).map((day) => [day, without]));
  expect(judgeDay(tabulate(arrivals(closed)), addDays(DAY, -9)).state).toBe('partial');
  expect(judged(without, closed).state).toBe('complete');
});

describe('moments', () => {
  const open = (lastMinute: number): Shop => ({ ...whole, lastMinute });
  const evenings = Object.fromEntries(
    eachDay(FROM, addDays(DAY, -1)).map((day, index) => [day, open(1410 + (index % 20))]),
  );
  const events = (lastMinute: number, rows: number): Arrivals => {
    const arrived = arrivals({ ...evenings, [DAY]: open(lastMinute) });
    return { ...arrived, days: arrived.days.map((day) => (day.day === DAY ? { ...day, rows } : day)) };
  };

  it('that end hours before the usual close, with fewer rows, make a day partial', () => {
    expect(judgeDay(tabulate(events(845, 70)), DAY)).toEqual({
      state: 'partial',
      findings: [
        { kind: 'rows', found: 70, usual: 120 },
        { kind: 'last-row', found: 845, usual: expect.closeTo(1420, -1) as number },
      ],
    });
  });

  it('that end early with all rows do not, nor fewer rows until the usual close', () => {
    expect(judgeDay(tabulate(events(845, 118)), DAY).state).toBe('complete');
    expect(judgeDay(tabulate(events(1400, 70)), DAY).state).toBe('complete');
  });

  it('on a day off are not missed', () => {
    const off = () => ({ holiday: { key: 'x', name: 'x', off: true }, kinds: [] });
    expect(judgeDay(tabulate(events(845, 70)), DAY, off).state).toBe('complete');
  });
});

it('known days are those that arrived whole, and the first ones that cannot be judged', () => {
  const half: Shop = { has: (store) => store === 'north', volume: 250 };
  const [partial, gone] = [addDays(DAY, -5), addDays(DAY, -3)];
  const known = knownDays(judgeDays(arrivals({ [partial]: half, [gone]: null })));
  expect(eachDay(FROM, DAY).filter((day) => !known.has(day))).toEqual([partial, gone]);
});

describe('properties', () => {
  const cut = fc.record({
    keep: fc.integer({ min: 0, max: 119 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  });

  it('the same arrivals in any order give the same verdict', () => {
    fc.assert(
      fc.property(cut, fc.infiniteStream(fc.integer()), ({ keep }, orders) => {
        const given = arrivals({
          [DAY]: { has: (store, shelf) => STORES.indexOf(store) * 30 + shelf < keep, volume: 500 },
        });
        const shuffle = <T>(items: readonly T[]): T[] =>
          items
            .map((item) => ({ item, order: orders.next().value as number }))
            .sort((a, b) => a.order - b.order)
            .map(({ item }) => item);
        const shuffled = { ...given, days: shuffle(given.days), combinations: shuffle(given.combinations) };
        expect(judgeDay(tabulate(shuffled), DAY)).toEqual(judgeDay(tabulate(given), DAY));
      }),
      { numRuns: 50 },
    );
  });

  it('neither the days after it nor its values change the verdict on a day whose rows are all there', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), cut, (volume, { keep }) => {
        const later: Shop = { has: (_, shelf) => shelf < keep, volume };
        const before = addDays(DAY, -1);
        const table = tabulate(arrivals({ [before]: { ...usualDay(before), volume }, [DAY]: later }));
        expect(judgeDay(table, before).state).toBe('complete');
      }),
      { numRuns: 50 },
    );
  });
});
