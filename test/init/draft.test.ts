import { describe, expect, it } from 'vitest';
import { SourceError, UsageError } from '../../src/errors.ts';
import { csv, day, draftOf } from './support/draft-of.ts';

const roles = async (text: string) =>
  Object.fromEntries((await draftOf(text)).columns.map(({ name, role }) => [name, role]));

describe('the delimiter', () => {
  it.each([
    ['day;v\n2025-01-01;1,5\n2025-01-02;2,5\n', ';'],
    ['day,v\n2025-01-01,"1;5"\n2025-01-02,"2;5"\n', ','],
    ['day\tnote\n2025-01-01\ta, b; c\n2025-01-02\td, e\n', '\t'],
    ['day|v\n2025-01-01|1\n', '|'],
    ['day\n2025-01-01\n', ','],
  ] as const)('of %j is %j', async (text, delimiter) => {
    expect((await draftOf(text)).delimiter).toBe(delimiter);
  });

  it('is what a first line of Excel says, which is no header', async () => {
    const draft = await draftOf('sep=;\r\nday;v\r\n31.12.2025;1.234,5\r\n');
    expect(draft.delimiter).toBe(';');
    expect(draft.columns.map(({ header, column }) => [header, column.type])).toEqual([
      ['day', 'date'],
      ['v', 'numeric'],
    ]);
  });
});

describe('the time column', () => {
  it.each([
    ['the only date', { when: day, n: String }, 'when'],
    ['the one named so', { updated_at: day, order_date: day }, 'order_date'],
    ['not a birthday', { birth_date: day, registered: day }, 'registered'],
    ['the one that is spread', { a: () => day(0), b: day }, 'b'],
    ['the one without blanks', { date: (row: number) => (row === 3 ? '' : day(row)), other: day }, 'other'],
  ])('is %s', async (_, columns, time) => {
    expect((await draftOf(csv(columns, 10))).time).toBe(time);
  });

  it('is refused when there is none, with what comes near it', async () => {
    const text = 'day,v\n2025.01.31,1\n2025.02.01,2\n';
    await expect(draftOf(text)).rejects.toThrow(SourceError);
    await expect(draftOf(text)).rejects.toThrow(
      '"2025.01.31" looks like a date in a form that kpi does not read',
    );
  });

  it('at midnight UTC is a day there, not the evening before elsewhere', async () => {
    const draft = await draftOf(
      csv({ date: (row) => `${day(row)}T00:00:00.000Z`, revenue: () => '1.50' }, 5),
    );
    expect(draft.timeZone).toBe('UTC');
    expect(draft.key).toEqual(['date']);
  });
});

describe('the role of a column', () => {
  it('follows type, values and name', async () => {
    const text = csv(
      {
        day: (row) => day(Math.floor(row / 4)),
        region: (row) => ['north', 'south'][row % 2] ?? '',
        store_id: (row) => (row % 4) + 1,
        customer: (row) => `c${row}`,
        email: (row) => `${row}@example.com`,
        constant: () => 'x',
        coupon: (row) => (row % 3 === 0 ? '' : 'A'),
        order_number: (row) => 1000 + row,
        installments: (row) => (row % 3) + 1,
        quantity: (row) => row % 5,
        unit_price: (row) => `${row}.99`,
        total_price: (row) => `${row}.50`,
        discount_rate: (row) => `0.${row % 10}`,
        year: () => 2025,
        age: (row) => 20 + (row % 50),
        stock: (row) => row * 3,
        latitude: (row) => `-23.${row}`,
      },
      200,
    );
    expect(await roles(text)).toEqual({
      day: 'time',
      region: 'dimension',
      store_id: 'dimension',
      customer: 'plain',
      email: 'plain',
      constant: 'plain',
      coupon: 'plain',
      order_number: 'plain',
      installments: 'dimension',
      quantity: 'measure',
      unit_price: 'average',
      total_price: 'measure',
      discount_rate: 'plain',
      year: 'plain',
      age: 'average',
      stock: 'stock',
      latitude: 'plain',
    });
  });

  it('says why, for each', async () => {
    const { columns } = await draftOf(csv({ day, region: (row) => `r${row % 2}`, revenue: String }, 20));
    for (const { reason, roleReason } of columns) {
      expect(reason).not.toBe('');
      expect(roleReason).not.toBe('');
    }
  });
});

describe('the key', () => {
  const twoADay = (row: number) => day(Math.floor(row / 2));
  it.each([
    ['the day', { day, v: String }, ['day']],
    [
      'day and dimensions',
      { day: twoADay, region: (row: number) => `r${row % 2}`, v: String },
      ['day', 'region'],
    ],
    ['an id', { day: twoADay, order_id: (row: number) => `o${row}`, v: () => 1.5 }, ['order_id']],
    ['none', { day: twoADay, v: () => 1.5 }, null],
    [
      'none where Sim and sim are one',
      {
        day: (row: number) => day(Math.floor(row / 3)),
        ativo: (row: number) => ['sim', 'Sim', 'não'][row % 3] ?? '',
      },
      null,
    ],
    ['none for moments, though unique', { at: (row: number) => `${day(row)} 10:00:01`, v: () => 1.5 }, null],
    [
      'an id where dimensions are unique by chance',
      {
        day: (row: number) => day(Math.floor(row / 8)),
        a: (row: number) => `a${(row * 7) % 11}`,
        b: (row: number) => `b${(row * 5) % 12}`,
        order_id: (row: number) => `o${row}`,
      },
      ['order_id'],
    ],
  ])('is %s', async (_, columns, key) => {
    expect((await draftOf(csv(columns, 120))).key).toEqual(key);
  });
});

describe('the metrics', () => {
  const names = async (text: string) =>
    (await draftOf(text)).metrics.map(({ name, text: { kind } }) => [name, kind]);

  it('are sums, and an average where it is plain what to divide by', async () => {
    expect(await names(csv({ day, orders: String, revenue: () => '1.50', cost: () => '2.50' }, 30))).toEqual([
      ['revenue', 'sum'],
      ['orders', 'sum'],
      ['cost', 'sum'],
      ['average_revenue', 'ratio'],
    ]);
  });

  it('count rows where a row is an event', async () => {
    const text = csv({ day: (row) => day(row % 3), amount: () => '1.50' }, 30);
    expect(await names(text)).toEqual([
      ['amount', 'sum'],
      ['rows', 'count'],
      ['average_amount', 'ratio'],
    ]);
  });

  it('count rows where there is nothing to add up', async () => {
    const draft = await draftOf(csv({ day }, 30));
    expect(draft.metrics).toMatchObject([{ name: 'rows', text: { kind: 'count' } }]);
    expect(draft.mainMetric).toBe('rows');
  });

  it('do not clash with a measure named rows', async () => {
    const text = csv({ day: (row) => day(row % 3), rows: (row) => `${row}.25` }, 30);
    expect(await names(text)).toEqual([
      ['rows', 'sum'],
      ['rows_2', 'count'],
    ]);
  });
});

describe('what the user chooses', () => {
  const text = csv({ day, sent: day, region: (row) => `r${row % 2}`, v: String, id: (row) => `x${row}` }, 30);

  it('goes before what is inferred', async () => {
    const draft = await draftOf(text, {
      name: 'mine',
      time: 'Sent',
      key: ['ID'],
      dimensions: [],
      measures: [],
    });
    expect(draft).toMatchObject({
      name: 'mine',
      table: { schema: 'bi', name: 'mine' },
      time: 'sent',
      key: ['id'],
      dimensions: [],
      measures: [],
      mainMetric: 'rows',
    });
  });

  it.each([
    [{ time: 'v' }, 'v cannot be a time column: it is integer'],
    [{ time: 'dya' }, 'there is no column "dya" (did you mean "day"?)'],
    [{ key: ['region'] }, 'region cannot be the key: 28 of 30 rows repeat another'],
    [{ measures: ['region'] }, 'region cannot be a measure: it is text'],
    [{ dimensions: ['day'] }, 'day cannot be a dimension: it is date'],
  ])('%j is refused: %s', async (choices, message) => {
    await expect(draftOf(text, choices)).rejects.toThrow(UsageError);
    await expect(draftOf(text, choices)).rejects.toThrow(message);
  });
});

it('takes a level of the day for a stock, and the total for the main figure', async () => {
  const text = csv(
    { day, subtotal: (row) => `${row}.10`, total: (row) => `${row}.50`, mrr: (row) => `${row}.5` },
    30,
  );
  const draft = await draftOf(text);
  expect(draft.mainMetric).toBe('total');
  expect(draft.metrics.find(({ name }) => name === 'mrr')).toMatchObject({ text: { kind: 'stock' } });
});

it('does not add up a level over the rows of a day', async () => {
  const draft = await draftOf(
    csv({ day: (row) => day(row % 9), valor: () => '1.50', saldo: (row) => `${row}.5` }, 30),
  );
  expect(draft.metrics.map(({ name }) => name)).toEqual(['valor', 'rows', 'average_valor']);
});

it('adds up those who may be in several rows over nothing', async () => {
  const kinds = async (columns: Parameters<typeof csv>[0]) =>
    (await draftOf(csv({ day, ...columns }, 30))).metrics.map(
      ({ name, text: { kind } }) => `${kind} ${name}`,
    );
  const merchants = { quantity_of_merchants: (row: number) => row % 7 };
  expect(await kinds(merchants)).toEqual(['stock quantity_of_merchants']);
  expect(await kinds({ ...merchants, region: (row) => `r${row % 2}`, v: () => '1.5' })).toEqual(['sum v']);
  expect(await kinds({ new_customers: String })).toEqual(['sum new_customers']);
});

it('does not take a postal code for the key', async () => {
  const text = csv(
    { at: (row) => `${day(row)} 10:00`, zip: (row) => `z${row}`, order_id: (row) => `o${row}` },
    30,
  );
  expect((await draftOf(text)).key).toEqual(['order_id']);
});

describe('what cannot be loaded', () => {
  it('is left out and named', async () => {
    const draft = await draftOf('day,,a,A,v\n2025-01-01,x,1,2,3\n2025-01-02,x,1,2,4\n');
    expect(draft.columns.map(({ name }) => name)).toEqual(['day', 'v']);
    expect(draft.leftOut.map(({ header }) => header)).toEqual(['column 2', 'a', 'A']);
  });

  it('says which lines the loader will refuse', async () => {
    const { notes } = await draftOf('day,v\n2025-01-01,1\n2025-01-02,1,2\n2025-01-03,3\n');
    expect(notes.join()).toContain('the first in sales.csv:3');
  });

  it('says that the header is missing', async () => {
    await expect(draftOf('2025-01-01,1\n2025-01-02,2\n')).rejects.toThrow(
      'the first line holds the value "2025-01-01"',
    );
  });

  it.each(['', 'day,v\n', 'day,v\n1\n'])('%j is refused', async (text) => {
    await expect(draftOf(text)).rejects.toThrow(SourceError);
  });
});

it('says when it looked at a part, and lets blanks come later where nothing depends on them', async () => {
  const draft = await draftOf(
    csv({ day: (row) => day(row % 9), note: (row) => `n${row}`, v: () => 1 }, 20_001),
  );
  expect(draft.sample).toMatchObject({ complete: false });
  expect(draft.notes.join()).toContain('only the first 20000 rows');
  expect(draft.columns.map(({ column }) => column.nullable)).toEqual([undefined, true, undefined]);
});
