import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identifier, inlineText, join, literal, sql, type Sql } from '../../src/db/sql.ts';
import { useTestDatabase } from '../support/test-database.ts';

const compiled = (statement: Sql) => statement.compile();

describe('the sql tag', () => {
  it('makes every value a parameter, in order', () => {
    expect(compiled(sql`select ${1}, ${"a'b"} from t where x = ${null} and y = any(${[1, 2]})`)).toEqual({
      text: 'select $1, $2 from t where x = $3 and y = any($4)',
      values: [1, "a'b", null, [1, 2]],
    });
    expect(compiled(sql`select 1`)).toEqual({ text: 'select 1', values: [] });
  });

  it('numbers the parameters of pieces within pieces', () => {
    const condition = sql`b = ${2} and ${sql`c = ${3}`}`;
    expect(compiled(sql`select ${1} where ${condition} or ${condition} limit ${4}`)).toEqual({
      text: 'select $1 where b = $2 and c = $3 or b = $4 and c = $5 limit $6',
      values: [1, 2, 3, 2, 3, 4],
    });
  });

  it('can be compiled again', () => {
    const statement = sql`select ${1}`;
    expect(compiled(statement)).toEqual(compiled(statement));
    expect(compiled(sql`${statement} union ${statement}`).text).toBe('select $1 union select $2');
  });
});

describe('inlineText', () => {
  it('puts quoted constants where the parameters are', () => {
    const piece = sql`b = ${"d'x\\"}`;
    expect(inlineText(sql`a = ${1} and ${piece} and ${identifier('c"d')} = ${'$1'}`)).toBe(
      `a = 1 and b =  E'd''x\\\\' and "c""d" = '$1'`,
    );
  });
});

describe('join', () => {
  it('puts the separator between the pieces', () => {
    expect(compiled(join([sql`a`, sql`b = ${1}`, sql`c`]))).toEqual({ text: 'a, b = $1, c', values: [1] });
    expect(compiled(join([sql`a`, sql`b`], ' and ')).text).toBe('a and b');
    expect(compiled(join([sql`a`])).text).toBe('a');
    expect(compiled(join([])).text).toBe('');
  });
});

describe('identifier', () => {
  it('quotes every part', () => {
    expect(compiled(identifier('bi', 'kpi_daily')).text).toBe('"bi"."kpi_daily"');
    expect(compiled(identifier('Order Date')).text).toBe('"Order Date"');
    expect(compiled(identifier('a"b')).text).toBe('"a""b"');
    expect(compiled(identifier('a.b')).text).toBe('"a.b"');
  });
});

describe('on a server', () => {
  const { db } = useTestDatabase();
  const query = <Row extends object>(statement: Sql) => db.readOnly((reader) => reader.query<Row>(statement));
  // PostgreSQL takes names of 1 to 63 bytes and no NUL.
  const name = fc
    .string({
      unit: fc.constantFrom('a', 'A', '"', "'", '\\', ';', '-', '.', ' ', '$', '$1', '%', 'ã', '\n'),
      minLength: 1,
    })
    .filter((text) => Buffer.byteLength(text) <= 63);

  it('any name is a name and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(name, name, fc.string(), async (table, column, value) => {
        const statement = sql`with ${identifier(table)} as (select ${value}::text as ${identifier(column)})
          select ${identifier(table)}.${identifier(column)} from ${identifier(table)}`;
        expect(await query(statement)).toEqual([{ [column]: value }]);
      }),
    );
  });

  it('any text is a literal and nothing else', async () => {
    const hostile = fc.string({
      unit: fc.constantFrom("'", '\\', "''", "\\'", ';', '--', '$1', 'a', '\n', '💳'),
    });
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        expect(await query(sql`select ${literal(text)} as value`)).toEqual([{ value: text }]);
      }),
    );
  });

  it('a value that looks like SQL stays a value', async () => {
    const hostile = "'; drop table bi.kpi_daily; --";
    expect(await query(sql`select ${hostile}::text as value`)).toEqual([{ value: hostile }]);
    expect(
      await query(sql`select count(*)::int as tables from pg_tables where tablename = 'kpi_daily'`),
    ).toEqual([{ tables: 1 }]);
  });
});
