import { describe, expect, it } from 'vitest';
import { addDays, toDay, weekday } from '../../../src/analysis/calendar.ts';
import { BrazilianCalendar } from '../../../src/generate/brazilian-calendar.ts';
import { paymentsGenerator } from '../../../src/packs/payments/generator.ts';
import { DayDrawer } from '../../../src/packs/payments/generator/draw-day.ts';
import { paymentSegments, segmentKey } from '../../../src/packs/payments/generator/segments.ts';
import { generateDays, mean, readRows, sum, type Row } from './read-rows.ts';

const year = await generateDays('2025-01-01', 365);
const rows = readRows(year.values());
const calendar = await BrazilianCalendar.load();

const tpvOf = (day: string, keep: (row: Row) => boolean = () => true) =>
  sum(readRows([year.get(toDay(day)) ?? '']).filter(keep), (row) => row.amount);
const days = [...year.keys()];
const ordinary = days.filter((day) => weekday(day) <= 5 && calendar.traits(day).off === undefined);

describe('determinism', () => {
  it('gives the same text for the same seed and another one for another', async () => {
    expect(await generateDays('2025-01-01', 5)).toEqual(new Map([...year].slice(0, 5)));
    const other = await generateDays('2025-01-01', 5, 2);
    for (const [day, text] of other) expect(text).not.toBe(year.get(day));
  });

  it('makes a day from seed and day alone: neither start nor length matters', async () => {
    const window = await generateDays('2025-03-27', 20);
    for (const [day, text] of window) expect(text).toBe(year.get(day));
    const single = await generateDays('2025-12-25', 1);
    expect(single.get(toDay('2025-12-25'))).toBe(year.get(toDay('2025-12-25')));
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
      expect((await generateDays('2025-01-01', 2)).size).toBe(2);
    } finally {
      Object.assign(Math, { random });
      Object.assign(Date, { now });
    }
  });

  it('works at both ends of the calendar that it takes', async () => {
    for (const start of ['1900-01-01', '2199-12-30']) {
      const edge = readRows((await generateDays(start, 2)).values());
      expect(edge.length).toBeGreaterThan(200);
      expect(Math.max(...edge.map((row) => row.transactions))).toBeLessThan(2 ** 31);
    }
  });

  it('leaves all other segments as they were when more is expected of one', () => {
    const segments = paymentSegments();
    const expected = {
      transactions: Float64Array.from(segments, (segment) => segment.transactions),
      tickets: Float64Array.from(segments, (segment) => segment.ticket),
    };
    const before = Array.from(new DayDrawer(1, segments).draw(20_100, expected).cents);
    const index = segments.findIndex((segment) => segment.transactions > 5 && segment.transactions < 20);
    expected.transactions[index] = 5000;
    const after = Array.from(new DayDrawer(1, segments).draw(20_100, expected).cents);
    const changed = after.flatMap((cents, i) => (cents === before[i] ? [] : [i]));
    expect(changed).toEqual([index]);
  });
});

describe('shape', () => {
  it('has the header of the export', () => {
    expect(paymentsGenerator.header).toBe(
      'day,entity,product,price_tier,anticipation_method,payment_method,installments,' +
        'amount_transacted,quantity_transactions,quantity_of_merchants\n',
    );
  });

  it('writes every value in its one canonical form', () => {
    const amount = String.raw`(0|[1-9]\d*)\.\d\d`;
    const pattern = new RegExp(
      String.raw`^\d{4}-\d\d-\d\d(,[A-Za-z0-9_/ ]+){5},[1-9]\d?,${amount}(,[1-9]\d*){2}$`,
    );
    expect(rows.filter((row) => !pattern.test(row.line))).toEqual([]);
    expect(rows.every((row) => row.amount > 0)).toBe(true);
  });

  it('counts the rows it gives', async () => {
    for await (const day of paymentsGenerator.days({ start: toDay('2025-01-01'), days: 3, seed: 5 })) {
      expect(day.text.split('\n').length - 1).toBe(day.rows);
    }
  });

  it('has 592 segments, each with one key, sorted, all of them seen within a year or rare', () => {
    const keys = paymentSegments().map(segmentKey);
    expect(new Set(keys).size).toBe(592);
    const known = new Map(keys.map((key, index) => [key, index]));
    const seen = new Set<string>();
    for (const [day, text] of year) {
      const order = readRows([text]).map((row) => {
        expect(row.day).toBe(day);
        const key = row.line.split(',').slice(1, 7).join(',');
        seen.add(key);
        return known.get(key) ?? Number.NaN;
      });
      // Strictly rising: sorted, no key twice, none unknown.
      expect(order.every((position, i) => i === 0 || position > (order[i - 1] ?? Number.NaN))).toBe(true);
    }
    expect(seen.size).toBeGreaterThan(580);
  });

  it('keeps the rules of combination', () => {
    const wrong = rows.filter((row) => {
      switch (row.product) {
        case 'pix':
          return row.anticipation !== 'Pix' || row.payment !== 'uninformed' || row.installments !== 1;
        case 'bank_slip':
          return row.anticipation !== 'Bank Slip' || row.payment !== 'uninformed' || row.installments !== 1;
        default:
          if (row.anticipation !== 'D0/Nitro' && row.anticipation !== 'D1Anticipation') return true;
          if (row.payment === 'debit') return row.installments !== 1 || row.product === 'link';
          return row.payment !== 'credit' || row.installments > 12;
      }
    });
    expect(wrong).toEqual([]);
    expect(rows.filter((row) => row.merchants > row.transactions)).toEqual([]);
    const values = (pick: (row: Row) => string) => [...new Set(rows.map(pick))].sort();
    expect(values((row) => row.entity)).toEqual(['PF', 'PJ']);
    expect(values((row) => row.tier)).toEqual(['aggressive', 'domination', 'intermediary', 'normal']);
    expect(values((row) => row.product)).toEqual(['bank_slip', 'link', 'pix', 'pos', 'tap']);
  });
});

describe('size', () => {
  const quarter = rows.filter((row) => row.day <= '2025-03-31');

  it('is about 420 rows, R$ 200 million and 1.6 million transactions a day', () => {
    expect(quarter.length / 90).toBeGreaterThan(405);
    expect(quarter.length / 90).toBeLessThan(435);
    expect(sum(quarter, (row) => row.amount) / 90e6).toBeGreaterThan(185);
    expect(sum(quarter, (row) => row.amount) / 90e6).toBeLessThan(225);
    expect(sum(quarter, (row) => row.transactions) / 90e6).toBeGreaterThan(1.5);
    expect(sum(quarter, (row) => row.transactions) / 90e6).toBeLessThan(1.75);
  });

  it('has small segments that come and go, and large ones that are always there', () => {
    const presence = new Map<string, number>();
    for (const row of quarter) {
      const key = row.line.split(',').slice(1, 7).join(',');
      presence.set(key, (presence.get(key) ?? 0) + 1);
    }
    const shares = [...presence.values()].map((count) => count / 90);
    expect(shares.filter((share) => share === 1).length).toBeGreaterThan(200);
    expect(shares.filter((share) => share < 0.5).length).toBeGreaterThan(120);
  });

  it('raises the ticket with the instalments', () => {
    const ticket = (count: number) => {
      const some = quarter.filter((row) => row.payment === 'credit' && row.installments === count);
      return sum(some, (row) => row.amount) / sum(some, (row) => row.transactions);
    };
    const tickets = [1, 2, 3, 4, 5, 6, 8, 10, 12].map(ticket);
    expect(tickets).toEqual([...tickets].sort((a, b) => a - b));
  });
});

describe('calendar', () => {
  const ratio = (keep?: (row: Row) => boolean) => {
    const level = (wanted: readonly string[]) => mean(wanted.map((day) => tpvOf(day, keep)));
    return level(days.filter((day) => weekday(day) === 7)) / level(ordinary);
  };

  it('halves Sundays, differently by product', () => {
    expect(ratio()).toBeGreaterThan(0.35);
    expect(ratio()).toBeLessThan(0.55);
    expect(ratio((row) => row.product === 'link')).toBeLessThan(ratio((row) => row.product === 'pos'));
    expect(ratio((row) => row.product === 'bank_slip')).toBeLessThan(ratio((row) => row.product === 'link'));
  });

  it.each(['2025-01-01', '2025-03-03', '2025-03-04', '2025-04-18', '2025-05-01', '2025-06-19', '2025-12-25'])(
    'drops on the holiday %s as on a Sunday',
    (holiday) => {
      const weekBefore = addDays(toDay(holiday), holiday === '2025-01-01' ? 7 : -7);
      expect(tpvOf(holiday) / tpvOf(weekBefore)).toBeLessThan(0.62);
    },
  );

  it('peaks after payday, on Black Friday and before Christmas', () => {
    const level = (wanted: readonly string[]) => mean(wanted.map((day) => tpvOf(day)));
    const near = ordinary.filter((day) => [0, 1, 2, 3].includes(calendar.traits(day).sincePayday));
    const far = ordinary.filter((day) => calendar.traits(day).sincePayday > 12);
    expect(level(near) / level(far)).toBeGreaterThan(1.05);
    expect(tpvOf('2025-11-28') / level(['2025-11-14', '2025-11-21'])).toBeGreaterThan(1.15);
    expect(tpvOf('2025-12-16') / tpvOf('2025-08-19')).toBeGreaterThan(1.1);
  });

  it('grows from month to month', () => {
    const month = (name: string) =>
      mean(ordinary.filter((day) => day.startsWith(name)).map((day) => tpvOf(day)));
    expect(month('2025-10') / month('2025-02')).toBeGreaterThan(1.08);
    expect(month('2025-10') / month('2025-02')).toBeLessThan(1.4);
  });
});

describe('noise', () => {
  it('spreads counts more than Poisson and less than their level', () => {
    const counts = new Map<string, number[]>();
    for (const day of ordinary.slice(0, 60)) {
      for (const row of readRows([year.get(day) ?? ''])) {
        const key = row.line.split(',').slice(1, 7).join(',');
        counts.set(key, [...(counts.get(key) ?? []), row.transactions]);
      }
    }
    const steady = [...counts.values()].filter((list) => list.length === 60 && mean(list) > 20);
    const spread = steady.map((list) => {
      const level = mean(list);
      const variance = mean(list.map((value) => (value - level) ** 2));
      return { dispersion: variance / level, cv: Math.sqrt(variance) / level };
    });
    expect(steady.length).toBeGreaterThan(150);
    expect(spread.filter(({ dispersion }) => dispersion > 1).length / spread.length).toBeGreaterThan(0.97);
    expect(spread.filter(({ cv }) => cv < 0.6).length / spread.length).toBeGreaterThan(0.97);
  });
});
