import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Column } from '../../src/datasets/definition.ts';
import { rowSchema } from '../../src/ingest/row-schema.ts';
import { datasetOf } from '../support/dataset-of.ts';

const MONEY: Column = { type: 'numeric', precision: 18, scale: 2 };
const WHOLE: Column = { type: 'integer' };
const TEXT: Column = { type: 'text' };
const DATE: Column = { type: 'date' };

function parse(column: Column, text: string) {
  const result = rowSchema(datasetOf({ value: column })).safeParse({ value: text });
  return result.success ? result.data['value'] : result.error.issues.map((issue) => issue.message);
}

const NOT_WHOLE = ['must be a whole number'];
const NOT_A_NUMBER = ['must be a number with a decimal point, such as 1234.56'];
const NOT_A_DAY = ['must be a calendar date as YYYY-MM-DD'];
const BLANK = ['must not be blank'];

describe('a date', () => {
  it.each([
    ['2025-03-31', '2025-03-31'],
    [' 2024-02-29 ', '2024-02-29'],
    ['\u00a02025-01-01\t', '2025-01-01'],
    ['2025-02-29', NOT_A_DAY],
    ['31/03/2025', NOT_A_DAY],
    ['2025-3-1', NOT_A_DAY],
    ['2025-03-31 00:00:00', NOT_A_DAY],
    ['infinity', NOT_A_DAY],
    ['today', NOT_A_DAY],
    ['0000-01-01', NOT_A_DAY],
    ['2025-01-01\0', NOT_A_DAY],
    ['', BLANK],
    ['  ', BLANK],
  ])('%j gives %j', (text, expected) => expect(parse(DATE, text)).toEqual(expected));
});

describe('an integer', () => {
  it.each([
    ['7', '7'],
    [' 7 ', '7'],
    ['007', '7'],
    ['+5', '5'],
    ['-5', '-5'],
    ['-0', '0'],
    ['0', '0'],
    ['2147483647', '2147483647'],
    ['-2147483648', '-2147483648'],
    ['0000000002147483647', '2147483647'],
    ['2147483648', ['must be at most 2147483647']],
    ['-2147483649', ['must be at least -2147483648']],
    ['99999999999999999999999999', ['must be at most 2147483647']],
    ['1e5', NOT_WHOLE],
    ['1.0', NOT_WHOLE],
    ['1.', NOT_WHOLE],
    ['12,50', NOT_WHOLE],
    ['1 000', NOT_WHOLE],
    ['1_000', NOT_WHOLE],
    ['٣', NOT_WHOLE],
    ['３', NOT_WHOLE],
    ['0x10', NOT_WHOLE],
    ['--5', NOT_WHOLE],
    ['+-5', NOT_WHOLE],
    ['+', NOT_WHOLE],
    ['NaN', NOT_WHOLE],
    ['Infinity', NOT_WHOLE],
    ['5\0', NOT_WHOLE],
    ['five', NOT_WHOLE],
    ['', BLANK],
    [' \t', BLANK],
  ])('%j gives %j', (text, expected) => expect(parse(WHOLE, text)).toEqual(expected));

  it('keeps to its minimum', () => {
    expect(parse({ type: 'integer', minimum: 1 }, '1')).toBe('1');
    expect(parse({ type: 'integer', minimum: 1 }, '0')).toEqual(['must be at least 1']);
    expect(parse({ type: 'integer', minimum: 0 }, '-0')).toBe('0');
    expect(parse({ type: 'integer', minimum: 0 }, '-1')).toEqual(['must be at least 0']);
    expect(parse({ type: 'integer', minimum: -3 }, '-3')).toBe('-3');
  });
});

describe('a number', () => {
  it.each([
    ['0', '0'],
    ['12', '12'],
    ['12.5', '12.5'],
    ['12.50', '12.50'],
    ['1.500', '1.500'],
    ['1.50000000000000000000', '1.50000000000000000000'],
    ['-0.01', '-0.01'],
    [' 7 ', '7'],
    ['+5', '+5'],
    ['-0', '-0'],
    ['000012.30', '000012.30'],
    ['9999999999999999.99', '9999999999999999.99'],
    ['-9999999999999999.99', '-9999999999999999.99'],
    ['00009999999999999999.9900', '00009999999999999999.9900'],
    ['10000000000000000', ['must have at most 16 digits before the point']],
    ['-10000000000000000.00', ['must have at most 16 digits before the point']],
    ['1.999', ['must have at most 2 decimals']],
    ['0.001', ['must have at most 2 decimals']],
    ['9999999999999999.991', ['must have at most 2 decimals']],
    ['12,50', NOT_A_NUMBER],
    ['1.234,56', NOT_A_NUMBER],
    ['1,234.56', NOT_A_NUMBER],
    ['R$ 12.50', NOT_A_NUMBER],
    ['1e5', NOT_A_NUMBER],
    ['1E-2', NOT_A_NUMBER],
    ['.5', NOT_A_NUMBER],
    ['5.', NOT_A_NUMBER],
    ['.', NOT_A_NUMBER],
    ['1.2.3', NOT_A_NUMBER],
    ['-', NOT_A_NUMBER],
    ['- 5', NOT_A_NUMBER],
    ['(5.00)', NOT_A_NUMBER],
    ['٣', NOT_A_NUMBER],
    ['NaN', NOT_A_NUMBER],
    ['Infinity', NOT_A_NUMBER],
    ['0x1F', NOT_A_NUMBER],
    ['5\0', NOT_A_NUMBER],
    ['', BLANK],
    ['   ', BLANK],
  ])('%j gives %j', (text, expected) => expect(parse(MONEY, text)).toEqual(expected));

  it('keeps to its minimum', () => {
    expect(parse({ ...MONEY, minimum: 0 }, '-0.01')).toEqual(['must be at least 0']);
    expect(parse({ ...MONEY, minimum: 0 }, '0.00')).toBe('0.00');
    expect(parse({ ...MONEY, minimum: 0.5 }, '0.49')).toEqual(['must be at least 0.5']);
  });

  it('keeps to its own precision and scale', () => {
    const share: Column = { type: 'numeric', precision: 3, scale: 3 };
    expect(parse(share, '0.125')).toBe('0.125');
    expect(parse(share, '1.000')).toEqual(['must have at most 0 digits before the point']);
    expect(parse({ type: 'numeric', precision: 4, scale: 0 }, '9999')).toBe('9999');
    expect(parse({ type: 'numeric', precision: 4, scale: 0 }, '1.5')).toEqual([
      'must have at most 0 decimals',
    ]);
  });
});

describe('a text', () => {
  it.each([
    ['Pix', 'Pix'],
    ['  Cartão de crédito  ', 'Cartão de crédito'],
    ['a  b', 'a  b'],
    ['line\nbreak', 'line\nbreak'],
    ['NULL', 'NULL'],
    ['\\N', '\\N'],
    ['a\0b', ['must not hold a NUL character']],
    ['\0', ['must not hold a NUL character']],
    ['', BLANK],
    [' \t\r\n\u00a0\ufeff', BLANK],
  ])('%j gives %j', (text, expected) => expect(parse(TEXT, text)).toEqual(expected));

  it('counts characters as PostgreSQL does', () => {
    const short: Column = { type: 'text', maxLength: 3 };
    expect(parse(short, ' abc ')).toBe('abc');
    expect(parse(short, 'abcd')).toEqual(['must have at most 3 characters']);
    expect(parse(short, '💳💳💳')).toBe('💳💳💳');
    expect(parse(short, '💳💳💳💳')).toEqual(['must have at most 3 characters']);
  });
});

describe('a row', () => {
  const schema = rowSchema(datasetOf({ day: DATE, name: TEXT, count: WHOLE, amount: MONEY }));

  it('is read whole, and nothing more', () => {
    const raw = { day: '2025-01-01', name: ' x ', count: '+1', amount: '1.50', other: 'left out' };
    expect(schema.parse(raw)).toEqual({ day: '2025-01-01', name: 'x', count: '1', amount: '1.50' });
  });

  it('tells every broken field, in the order of the columns', () => {
    const result = schema.safeParse({ day: 'x', name: '', count: '1.5', amount: '12,50' });
    expect(result.error?.issues.map(({ path, message }) => [path[0], message])).toEqual([
      ['day', NOT_A_DAY[0]],
      ['name', BLANK[0]],
      ['count', NOT_WHOLE[0]],
      ['amount', NOT_A_NUMBER[0]],
    ]);
  });

  it('never changes a value that it accepts', () => {
    const digits = fc.stringMatching(/^[0-9.,+\-e ]{0,22}$/);
    fc.assert(
      fc.property(digits, (text) => {
        const whole = parse(WHOLE, text);
        if (typeof whole === 'string') expect(BigInt(whole)).toBe(BigInt(text.trim().replace('+', '')));
        const amount = parse(MONEY, text);
        if (typeof amount === 'string') expect(amount).toBe(text.trim());
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a column that may be empty', () => {
  it.each<[Column, string, string | null | string[]]>([
    [WHOLE, '', null],
    [TEXT, ' \t\u00a0', null],
    [WHOLE, ' 7 ', '7'],
    [WHOLE, '1.5', NOT_WHOLE],
    [MONEY, 'x', NOT_A_NUMBER],
    [DATE, '2025-02-30', NOT_A_DAY],
  ])('of %o: %j gives %j', (column, text, expected) => {
    expect(parse({ ...column, nullable: true }, text)).toEqual(expected);
  });
});
