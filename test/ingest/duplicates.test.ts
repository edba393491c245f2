import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/datasets/definition.ts';
import type { DuplicatePolicy } from '../../src/ingest/duplicates.ts';
import type { Source } from '../../src/ingest/source.ts';
import { shop } from '../data-tests/shop.ts';
import { ASIDE, useShopLoads } from '../support/shop-loads.ts';
import { pipedSource, textSource } from '../support/text-source.ts';

/** Measures, and columns of every kind beside key and measures. */
const DATASET: Dataset = shop([], {
  columns: {
    day: { type: 'date' },
    city: { type: 'text' },
    amount: { type: 'numeric', precision: 18, scale: 2, nullable: true },
    cups: { type: 'integer' },
    owner: { type: 'text' },
    note: { type: 'text', nullable: true },
    open: { type: 'boolean', nullable: true },
    extra: { type: 'json', nullable: true },
  },
  measures: ['amount', 'cups'],
});
const TABLE = `create table bi.shop (day date not null, city text not null, amount numeric(18, 2), cups integer not null,
  owner text not null, note text, open boolean, extra jsonb, primary key (day, city))`;
const HEADER = 'day,city,amount,cups,owner,note,open,extra';

const { load, stored, script } = useShopLoads(DATASET, TABLE);
const file = (...lines: string[]): Source => textSource(`${[HEADER, ...lines].join('\n')}\n`, 'x.csv', 50);
const row = (city: string, amount: string, rest = '1,o,,,') => `2025-01-01,${city},${amount},${rest}`;
const messageOf = async (...args: Parameters<typeof load>) => {
  const error: unknown = await load(...args).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Error);
  return error as Error & { hint?: string };
};

/** Into an empty table the key is built at the end; into another one rows come by way of a staging table. */
describe.each([
  ['an empty table', []],
  ['a table with rows of that day', ["insert into bi.shop values ('2025-01-01', 'a', 7, 7, 'o')"]],
  ['a table with rows of another day', ["insert into bi.shop values ('2024-12-31', 'a', 7, 7, 'o')"]],
] as const)('rows that share a key, on their way into %s,', (_, given) => {
  const prepare = async () => {
    for (const statement of given) await script(statement);
  };
  const loadInto = async (onDuplicate: DuplicatePolicy, ...lines: string[]) => {
    await prepare();
    return load(file(...lines), { onDuplicate, rejects: ASIDE });
  };
  const storedOfDay = async () => (await stored()).filter((text) => text.startsWith('2025-01-01'));

  it('are refused by name, with lines, and nothing is loaded', async () => {
    await prepare();
    const before = await stored();
    const lines = [row('a', '1'), row('b', '2'), row('c', '3'), row('b', '4'), row('a', '5'), row('b', '6')];
    const error = await messageOf(file(...lines));
    expect(error.message.split('\n')).toEqual([
      'x.csv: nothing was loaded, because 5 rows share 2 keys:',
      '  x.csv:2 and 6: "2025-01-01, a"',
      '  x.csv:3 and 5 and 7: "2025-01-01, b"',
      '  a key is one combination of day, city',
    ]);
    for (const option of ['sum', 'last', 'reject']) expect(error.hint).toContain(option);
    expect(await stored()).toEqual(before);
  });

  it('are named by their place in the file where it cannot be read again', async () => {
    await prepare();
    const text = [HEADER, row('a', '1'), row('b', 'wrong'), '', row('a', '5')].join('\n');
    const error = await messageOf(pipedSource(`${text}\n`, '(standard input)'), { rejects: ASIDE });
    expect(error.message).toContain('  (standard input):row 1 and row 2: "2025-01-01, a"');
  });

  it('are added up: measures as numbers, what is the same stays, what differs is not known', async () => {
    const counts = await loadInto(
      'sum',
      row('a', '1.10', '1,o,same,yes,"{""x"": 1}"'),
      row('b', '5'),
      row('a', '', '2,o,same,no,"{""x"":1}"'),
      row('a', '2.2', '3,o,same,,"{""x"":1}"'),
    );
    expect(counts).toMatchObject({ rowsRead: 4, collapsed: 2, rejected: 0 });
    expect(await storedOfDay()).toEqual(['2025-01-01 a 3.30 6 o same {"x": 1}', '2025-01-01 b 5.00 1 o']);
  });

  it('are not added up where a column that must have a value differs', async () => {
    await prepare();
    const lines = [row('a', '1', '1,Ana,,,'), row('a', '1', '1,Bia,,,')];
    const error = await messageOf(file(...lines), { onDuplicate: 'sum' });
    expect(error.message).toBe(
      'x.csv: nothing was loaded: rows with the key "2025-01-01, a" differ in owner, which does not add up',
    );
    expect(error.hint).toContain('make owner nullable');
  });

  it('leave the last one, whole', async () => {
    const counts = await loadInto(
      'last',
      row('a', '1', '1,o,note,yes,1'),
      row('b', '5'),
      row('a', '2', '2,o,,no,"[2]"'),
      row('a', '', '3,p,,,'),
    );
    expect(counts).toMatchObject({ rowsRead: 4, collapsed: 2, rejected: 0 });
    expect(await storedOfDay()).toEqual(['2025-01-01 a 3 p', '2025-01-01 b 5.00 1 o']);
  });

  it('are all put aside, with line and text, beside rows that are wrong', async () => {
    const counts = await loadInto(
      'reject',
      row('b', '1', '1,"o ""x""",,,'),
      row('c', 'wrong'),
      '',
      row(' b', '2'),
      row('d', '4'),
      row('"b"', '3'),
    );
    expect(counts).toMatchObject({ rowsRead: 5, inserted: 1, collapsed: 0, rejected: 4 });
    const [rule, ...numbers] = ['shares its key with 2 other rows of the file', 2, 3, 5, 7] as const;
    const rows = [...counts.rejectedRows].sort((a, b) => a.line - b.line);
    expect(rows.map(({ line }) => line)).toEqual(numbers);
    expect(rows.map(({ rejections: [first] }) => first?.rule)).toEqual([
      rule,
      'must be a number with a decimal point, such as 1234.56',
      rule,
      rule,
    ]);
    expect(rows.map(({ raw }) => raw)).toEqual([
      row('b', '1', '1,"o ""x""",,,'),
      row('c', 'wrong'),
      row(' b', '2'),
      row('"b"', '3'),
    ]);
    expect((await storedOfDay()).at(-1)).toBe('2025-01-01 d 4.00 1 o');
  });
});

describe('rows that share a key', () => {
  it('say which headers may tell them apart', async () => {
    const text = 'day,city,amount,cups,owner,note,open,extra,shift,desk\n';
    const lines = ['morning,1', 'evening,2'].map((rest) => `${row('a', '1')},${rest}\n`);
    const error = await messageOf(textSource(text + lines.join(''), 'x.csv'));
    expect(error.message.split('\n').at(-1)).toBe(
      '  the dataset has no column "shift", "desk", which may tell these rows apart',
    );
  });

  it('count within one file: of two files the later one overwrites', async () => {
    const counts = await load(
      [
        file(row('a', '1'), row('b', '1')),
        file(row('a', '2'), row('b', '1')),
        file(row('a', '3'), row('a', '4'), row('c', '1')),
      ],
      { onDuplicate: 'sum' },
    );
    expect(counts).toMatchObject({ rowsRead: 7, inserted: 3, updated: 2, unchanged: 1, collapsed: 1 });
    expect(await stored()).toEqual([
      '2025-01-01 a 7.00 2 o',
      '2025-01-01 b 1.00 1 o',
      '2025-01-01 c 1.00 1 o',
    ]);
  });

  it('leave the key of the table as it was', async () => {
    await load(file(row('a', '1'), row('a', '2')), { onDuplicate: 'last' });
    await expect(script(`insert into bi.shop values ('2025-01-01', 'a', 1, 1, 'o')`)).rejects.toThrow(
      'shop_pkey',
    );
  });

  it('are refused also in a dry run', async () => {
    await expect(load(file(row('a', '1'), row('a', '2')), { dryRun: true })).rejects.toThrow('x.csv:2 and 3');
  });
});
