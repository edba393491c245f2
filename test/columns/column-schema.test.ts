import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Column } from '../../src/datasets/definition.ts';
import { sql, type Sql } from '../../src/db/sql.ts';
import { columnSchema } from '../../src/columns/column-schema.ts';
import { useTestDatabase } from '../support/test-database.ts';

const ZONE = 'America/Sao_Paulo';

/** The canonical text, or the messages. */
function parse(column: Column, text: string, timeZone: string | undefined = ZONE): string | string[] {
  const result = columnSchema(column, timeZone).safeParse(text);
  return result.success ? result.data : result.error.issues.map((issue) => issue.message);
}

describe('a date in the format of the file', () => {
  it.each([
    ['DD/MM/YYYY', '31/03/2025', '2025-03-31'],
    ['DD/MM/YYYY', '1/2/2025', '2025-02-01'],
    ['DD/MM/YYYY', '29/02/2024', '2024-02-29'],
    ['DD/MM/YYYY', '29/02/2025', undefined],
    ['DD/MM/YYYY', '03/31/2025', undefined],
    ['DD/MM/YYYY', '31/03/25', undefined],
    ['DD/MM/YYYY', '2025-03-31', undefined],
    ['DD/MM/YYYY', '31-03-2025', undefined],
    ['MM/DD/YYYY', '03/31/2025', '2025-03-31'],
    ['MM/DD/YYYY', '1/2/2025', '2025-01-02'],
    ['MM/DD/YYYY', '31/03/2025', undefined],
    ['YYYYMMDD', '20250331', '2025-03-31'],
    ['YYYYMMDD', '20250230', undefined],
    ['YYYYMMDD', '250331', undefined],
    ['YYYYMMDD', '2025-03-31', undefined],
    ['YYYY-MM-DD', '2025-03-31', '2025-03-31'],
    ['YYYY-MM-DD', '20250331', undefined],
    ['DD.MM.YYYY', '31.03.2025', '2025-03-31'],
    ['DD.MM.YYYY', '1.2.2025', '2025-02-01'],
    ['DD.MM.YYYY', '31/03/2025', undefined],
    ['DD.MM.YYYY', '31.03.25', undefined],
    ['DD-MM-YYYY', '31-03-2025', '2025-03-31'],
    ['DD-MM-YYYY', '03-31-2025', undefined],
    ['DD-MM-YYYY', '2025-03-31', undefined],
    ['MM-DD-YYYY', '03-31-2025', '2025-03-31'],
    ['MM-DD-YYYY', '31-03-2025', undefined],
    ['YYYY/MM/DD', '2025/03/31', '2025-03-31'],
    ['YYYY/MM/DD', '2025/3/1', '2025-03-01'],
    ['YYYY/MM/DD', '2025-03-31', undefined],
    ['YYYY/MM/DD', '31/03/2025', undefined],
    ['DD/MM/YY', '31/03/25', '2025-03-31'],
    ['DD/MM/YY', '29/02/00', '2000-02-29'],
    ['DD/MM/YY', '31/12/68', '2068-12-31'],
    ['DD/MM/YY', '01/01/69', '1969-01-01'],
    ['DD/MM/YY', '31/12/99', '1999-12-31'],
    ['DD/MM/YY', '31/03/2025', undefined],
    ['MM/DD/YY', '3/31/25', '2025-03-31'],
    ['MM/DD/YY', '31/03/25', undefined],
  ] as const)('%s: %s is %s', (format, text, expected) => {
    expect(parse({ type: 'date', format }, ` ${text} `)).toEqual(
      expected ?? [`must be a calendar date as ${format}`],
    );
  });
});

describe('a number in the format of the file', () => {
  const column = { type: 'numeric', precision: 12, scale: 2 } as const;

  it.each([
    ['1234,56', '1234.56'],
    ['-0,5', '-0.5'],
    ['7', '7'],
    ['1.234,56', undefined],
    ['1234.56', undefined],
  ])('with a decimal comma: %s is %s', (text, expected) => {
    const rule = 'must be a number with a decimal comma, such as 1234,56';
    expect(parse({ ...column, decimal: ',' }, text)).toEqual(expected ?? [rule]);
  });

  it.each([
    ['1.234,56', '1234.56'],
    ['1.234.567,5', '1234567.5'],
    ['1.234', '1234'],
    ['1234,56', '1234.56'],
    ['12.34', undefined],
    ['1.2345,00', undefined],
    ['.123', undefined],
    ['1,234.56', undefined],
  ])('with a decimal comma and thousands: %s is %s', (text, expected) => {
    const rule = 'must be a number with a decimal comma, such as 1.234,56';
    expect(parse({ ...column, decimal: ',', thousands: true }, text)).toEqual(expected ?? [rule]);
  });

  it.each([
    ['1,234.56', '1234.56'],
    ['-1,234,567', '-1234567'],
    ['1,23', undefined],
    ['1,2345', undefined],
  ])('with a decimal point and thousands: %s is %s', (text, expected) => {
    const rule = 'must be a number with a decimal point, such as 1,234.56';
    expect(parse({ ...column, thousands: true }, text)).toEqual(expected ?? [rule]);
  });

  it.each([
    ['.', '1.234', '1234'],
    ['.', '-12.345.678', '-12345678'],
    ['.', '1234', '1234'],
    ['.', '1.23', undefined],
    ['.', '1.2345', undefined],
    ['.', '0.125', undefined],
    ['.', '1,234', undefined],
    ['.', '1.234,00', undefined],
    [',', '1,234', '1234'],
    [',', '1.234', undefined],
    [',', '1234.0', undefined],
  ] as const)('with %s between the thousands of an integer: %s is %s', (thousands, text, expected) => {
    const rule = `must be a whole number, such as 1234 or 1${thousands}234`;
    expect(parse({ type: 'integer', thousands }, text)).toEqual(expected ?? [rule]);
  });

  it('reads no thousands behind a zero', () => {
    expect(parse({ ...column, decimal: ',', thousands: true }, '0.125')).toHaveLength(1);
    expect(parse({ ...column, decimal: ',', thousands: true }, '-0.125,5')).toHaveLength(1);
  });

  it('says when the form was not declared but found', () => {
    const found = ', which is the form found in this file';
    expect(parse({ ...column, decimal: ',', detected: true }, '1.5')).toEqual([
      `must be a number with a decimal comma, such as 1234,56${found}`,
    ]);
    expect(parse({ type: 'date', format: 'DD/MM/YY', detected: true }, '1.5')).toEqual([
      `must be a calendar date as DD/MM/YY${found}`,
    ]);
  });

  it('keeps to its bounds, both included', () => {
    const bounded = { ...column, minimum: -1.5, maximum: 2 } as const;
    expect(['-1.5', '2', '2.00'].map((text) => parse(bounded, text))).toEqual(['-1.5', '2', '2.00']);
    expect(parse(bounded, '-1.51')).toEqual(['must be at least -1.5']);
    expect(parse(bounded, '2.01')).toEqual(['must be at most 2']);
    expect(parse({ type: 'integer', maximum: 10 }, '11')).toEqual(['must be at most 10']);
    expect(parse({ type: 'integer', maximum: 10 }, '10')).toBe('10');
  });
});

describe('a boolean', () => {
  it.each([
    ['true', 'true'],
    ['YES', 'true'],
    ['1', 'true'],
    ['Sim', 'true'],
    ['F', 'false'],
    ['0', 'false'],
    ['NÃO', 'false'],
    [' no ', 'false'],
  ])('%s is %s', (text, expected) => expect(parse({ type: 'boolean' }, text)).toBe(expected));

  it.each(['2', 'on', 'ja', '-1', 'null'])('is not %s', (text) => {
    expect(parse({ type: 'boolean' }, text)).toEqual([
      'must be true or false, yes or no, sim or não, 1 or 0',
    ]);
  });
});

describe('on a server', () => {
  const { db } = useTestDatabase();
  const read = async <T>(value: Sql) => {
    const [row] = await db.readOnly((reader) => reader.query<{ value: T }>(sql`select ${value} as value`));
    return row?.value;
  };

  it.each<[string, string, string | undefined]>([
    ['2025-03-31T10:20:30Z', 'YYYY-MM-DD', '2025-03-31T10:20:30.000Z'],
    ['2025-03-31 10:20:30.123456-03:00', 'YYYY-MM-DD', '2025-03-31T13:20:30.123Z'],
    ['2025-03-31 10:20 +0530', 'YYYY-MM-DD', '2025-03-31T04:50:00.000Z'],
    ['2025-03-31 10:20:30+14', 'YYYY-MM-DD', '2025-03-30T20:20:30.000Z'],
    ['31/03/2025 10:20', 'DD/MM/YYYY', '2025-03-31T13:20:00.000Z'],
    ['31.03.2025 10:20', 'DD.MM.YYYY', '2025-03-31T13:20:00.000Z'],
    ['03-31-2025 10:20:30Z', 'MM-DD-YYYY', '2025-03-31T10:20:30.000Z'],
    ['2025/03/31T10:20:30+00:00', 'YYYY/MM/DD', '2025-03-31T10:20:30.000Z'],
    ['3/31/25 10:20', 'MM/DD/YY', '2025-03-31T13:20:00.000Z'],
    ['2025-03-31', 'YYYY-MM-DD', '2025-03-31T03:00:00.000Z'],
    // São Paulo kept summer time until 2019: the named zone had another offset then.
    ['2018-12-31 22:00:00', 'YYYY-MM-DD', '2019-01-01T00:00:00.000Z'],
    ['2025-02-30 10:00', 'YYYY-MM-DD', undefined],
    ['2025-03-31 24:00', 'YYYY-MM-DD', undefined],
    ['2025-03-31 10:60', 'YYYY-MM-DD', undefined],
    ['2025-03-31 10:20:30 -99:99', 'YYYY-MM-DD', undefined],
    ['2025-03-31 10:20:30 +16', 'YYYY-MM-DD', undefined],
    ['2025-03-31 10:20:30 America/Sao_Paulo', 'YYYY-MM-DD', undefined],
    ['2025-03-31 10', 'YYYY-MM-DD', undefined],
    ['10:20', 'YYYY-MM-DD', undefined],
    ['now', 'YYYY-MM-DD', undefined],
    ['1743416430', 'YYYY-MM-DD', undefined],
  ])('the moment %s as %s is %s', async (text, format, expected) => {
    const moment = parse({ type: 'timestamptz', format: format as 'YYYY-MM-DD' }, text);
    if (expected === undefined) {
      expect(moment).toEqual([
        `must be a moment as ${format} HH:MM:SS, with or without an offset such as -03:00`,
      ]);
    } else {
      expect((await read<Date>(sql`${moment}::timestamptz`))?.toISOString()).toBe(expected);
    }
  });

  it('every moment that the rules accept is one', async () => {
    const two = fc.integer({ min: 0, max: 99 }).map((value) => String(value).padStart(2, '0'));
    const text = fc
      .tuple(fc.constantFrom('-', '+'), two, two, two, two, fc.constantFrom(':', ''))
      .map(([sign, h, m, oh, om, colon]) => `2025-03-31 ${h}:${m}${sign}${oh}${colon}${om}`);
    await fc.assert(
      fc.asyncProperty(text, async (moment) => {
        const accepted = parse({ type: 'timestamptz' }, moment);
        if (typeof accepted === 'string')
          expect(await read(sql`${accepted}::timestamptz`)).toBeInstanceOf(Date);
      }),
      { numRuns: 300 },
    );
  });

  it('every JSON that the rules accept can be stored, and comes back', async () => {
    const text = fc.oneof(
      fc.json(),
      fc.string({ unit: 'binary', maxLength: 5 }).map((value) => JSON.stringify({ [value]: [value] })),
      fc.constantFrom(
        '"\\ud800"',
        '"\\udc00x"',
        '"\\ud83d\\udcb3"',
        '"\\u0000"',
        '"\\\\u0000"',
        '{"\\u0000":1}',
        '[1,]',
        'nul',
        'NaN',
      ),
    );
    await fc.assert(
      fc.asyncProperty(text, async (json) => {
        const accepted = parse({ type: 'json' }, json);
        if (typeof accepted !== 'string') return;
        expect(await read(sql`${accepted}::jsonb`)).toEqual(normal(JSON.parse(json)));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['"\\\\u0000"', true],
    ['"\\u0000"', false],
    ['{"a\\u0000":1}', false],
    ['"\\ud800"', false],
    ['{"\\udc00":1}', false],
    ['"\\ud83d\\udcb3"', true],
    ['{"a":', false],
  ])('the JSON %s: %s', (json, accepted) => {
    expect(parse({ type: 'json' }, json)).toEqual(
      accepted ? json : ['must be JSON without NUL and half surrogate characters'],
    );
  });
});

/** As PostgreSQL gives it back: no negative zero. */
function normal(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
