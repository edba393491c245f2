import { describe, expect, it } from 'vitest';
import type { Column } from '../../src/datasets/definition.ts';
import { SourceError, UsageError } from '../../src/errors.ts';
import { detectFileFormat, type FormatOptions } from '../../src/ingest/file-format.ts';
import { datasetOf } from '../support/dataset-of.ts';

const AMOUNT = { type: 'numeric', precision: 12, scale: 3 } as const;
const money = (form: object = {}) => ({ ...AMOUNT, ...form });
const COMMA = money({ decimal: ',', thousands: true, detected: true });
const GROUPED = money({ decimal: '.', thousands: true, detected: true });

/** Columns a, b, c, … of these types with these values, in a file of that delimiter. */
function detect(
  types: readonly Column[],
  values: readonly (readonly string[])[],
  { delimiter = ';', ...options }: Partial<FormatOptions> = {},
) {
  const columns = types.map((type, index) => [String.fromCharCode(97 + index), type] as const);
  const names = columns.map(([name]) => name);
  const dataset = datasetOf(Object.fromEntries(columns));
  const longest = Math.max(...values.map(({ length }) => length));
  const rows = Array.from({ length: longest }, (_, row) => values.map((column) => column[row] ?? ''));
  const quote = (text: string) => (text.includes(delimiter) ? `"${text}"` : text);
  const sample = [names, ...rows].map((fields) => fields.map(quote).join(delimiter)).join('\n');
  const format = detectFileFormat(sample, dataset, { name: 'x.csv', ...options, delimiter });
  return { ...format, columns: names.map((name) => format.dataset.columns[name]), given: dataset };
}

describe('the form of numbers', () => {
  it.each<[string, string[], Column]>([
    ['points', ['1234.56', '7'], AMOUNT],
    ['no separator', ['1', '2'], AMOUNT],
    ['points, and values that are none', ['1.5', 'n/a', '2,5x'], AMOUNT],
    ['commas', ['1234,56', '7'], COMMA],
    ['both separators, comma last', ['1.234,56'], COMMA],
    ['both separators, point last', ['1,234.56'], GROUPED],
    ['points repeated', ['1.234.567'], COMMA],
    ['commas repeated', ['1,234,567'], GROUPED],
    ['two digits behind a comma', ['1,23', '4.567'], COMMA],
    ['four digits behind a point', ['1.2345', '4.567'], AMOUNT],
    ['a zero in front', ['0.125', '4.567'], AMOUNT],
    ['a zero in front of a comma', ['0,125', '4,567'], COMMA],
    ['a thousand without separator', ['1234', '5.678'], AMOUNT],
    ['most are commas', ['1,5', '2,5', '2.5'], COMMA],
    ['most are points', ['1,5', '1.5', '2.5'], AMOUNT],
    ['as many of both', ['1,5', '2.5'], AMOUNT],
    ['nothing but blanks', ['', ''], AMOUNT],
    ['signs', ['-1,50', '+2,5'], COMMA],
  ])('%s', (_, values, expected) => {
    expect(detect([AMOUNT], [values]).columns).toEqual([expected]);
  });

  it('in doubt is that of the other columns', () => {
    expect(detect([AMOUNT, AMOUNT], [['1.234'], ['5,5']]).columns).toEqual([COMMA, COMMA]);
    expect(detect([AMOUNT, AMOUNT], [['1.234'], ['5.5']]).columns).toEqual([AMOUNT, AMOUNT]);
    expect(detect([AMOUNT, AMOUNT], [['1,234'], ['5.5']]).columns).toEqual([GROUPED, AMOUNT]);
    expect(detect([AMOUNT, money({ decimal: ',' })], [['1.234'], ['1']]).columns[0]).toEqual(COMMA);
  });

  it('in doubt is that of points where commas split the fields', () => {
    const options = { delimiter: ',' } as const;
    expect(detect([AMOUNT], [['1.234', '950']], options)).toMatchObject({ columns: [AMOUNT], notes: [] });
    expect(detect([AMOUNT], [['1,234']], options).columns).toEqual([GROUPED]);
  });

  it('in doubt is that which the definition has room for', () => {
    const cents = { ...AMOUNT, scale: 2 };
    expect(detect([cents], [['1.234']], { locale: 'en-US' }).columns).toEqual([{ ...COMMA, scale: 2 }]);
    expect(detect([cents], [['1,234']], { locale: 'pt-BR' }).columns).toEqual([{ ...GROUPED, scale: 2 }]);
  });

  it('in doubt is that of the locale, and is told', () => {
    const pt = detect([AMOUNT], [['1.234']], { locale: 'pt-BR' });
    expect(pt.columns).toEqual([COMMA]);
    expect(pt.notes).toEqual([
      `a: "1.234" is read as 1234 because no value tells, and pt-BR writes numbers so; declare decimal: ',' and thousands: true for the column to settle it`,
    ]);
    const en = detect([AMOUNT], [['1.234']], { locale: 'en-US' });
    expect(en.columns).toEqual([AMOUNT]);
    expect(en.notes).toEqual([
      `a: "1.234" is read as 1.234 because no value tells, and en-US writes numbers so; declare decimal: '.' for the column to settle it`,
    ]);
  });

  it('that is declared stays', () => {
    const declared = [money({ decimal: '.' }), money({ thousands: false }), money({ decimal: ',' })];
    const { dataset, given, notes } = detect(declared, [['1,5'], ['1,5'], ['1.5']]);
    expect(dataset).toBe(given);
    expect(notes).toEqual([]);
  });

  it('is told with the value that shows it', () => {
    expect(detect([AMOUNT, AMOUNT], [['7', '1.234,5'], ['8']]).notes).toEqual([
      `a: "1.234,5" is read as 1234.5 because only a decimal comma fits the values of the column; declare decimal: ',' and thousands: true for the column to settle it`,
      'b: the first rows do not show how values are written; later ones are read like those of other columns; declare their forms to settle it',
    ]);
  });
});

describe('the form of whole numbers', () => {
  const whole = { type: 'integer' } as const;
  const points = { type: 'integer', thousands: '.', detected: true };

  it.each<[string, Column[], string[][], object]>([
    ['points beside decimal commas', [whole, AMOUNT], [['1.234'], ['5,5']], points],
    ['points beside decimal points', [whole, AMOUNT], [['1.234'], ['5.5']], whole],
    ['commas beside decimal points', [whole, AMOUNT], [['1,234'], ['5.5']], { ...points, thousands: ',' }],
    ['points repeated', [whole], [['1.234.567', '1.234']], points],
    ['points alone: there is no place for decimals', [whole], [['1.234', '12345']], points],
    ['decimals', [whole], [['1.5', '2.25']], whole],
    ['decimal commas, which are refused', [whole], [['1,5', '2,25']], points],
    ['decimals beside thousands', [whole], [['1,50', '1.234']], points],
    ['none', [whole], [['1', '2']], whole],
    ['none yet, in a file of decimal commas', [whole, AMOUNT], [['1'], ['5,5']], points],
  ])('%s', (_, columns, values, expected) => {
    expect(detect(columns, values, { locale: 'en-US' }).columns[0]).toEqual(expected);
  });

  it('stays as it was where commas split the fields', () => {
    const { columns, notes } = detect([whole], [['1.234']], { delimiter: ',' });
    expect(columns).toEqual([whole]);
    expect(notes).toEqual([]);
  });

  it('is told where a value shows it', () => {
    expect(detect([whole, AMOUNT], [['7', '1.234'], ['5,5']]).notes[0]).toBe(
      `a: "1.234" is read as 1234 because another column has the decimal comma; declare thousands: '.' for the column to settle it`,
    );
  });
});

describe('the format of days', () => {
  const day = { type: 'date' } as const;
  const moment = { type: 'timestamptz' } as const;

  it.each<[string, string[], string | undefined]>([
    ['ISO', ['2025-03-31'], undefined],
    ['ISO, and a few that are not', ['2025-03-31', '2025-03-30', '31/03/2025'], undefined],
    ['as many of both', ['2025-03-31', '31/03/2025'], undefined],
    ['no day at all', ['x', '99/99/2025'], undefined],
    ['nothing', [''], undefined],
    ['the day first', ['01/02/2025', '31/03/2025'], 'DD/MM/YYYY'],
    ['the month first', ['01/02/2025', '03/31/2025'], 'MM/DD/YYYY'],
    ['the month first, but for one', ['01/02/2025', '03/31/2025', '03/30/2025', '13/01/2025'], 'MM/DD/YYYY'],
    ['the day first, and garbage', ['31/03/2025', '00/00/0000'], 'DD/MM/YYYY'],
    ['points', ['01.02.2025'], 'DD.MM.YYYY'],
    ['dashes', ['31-03-2025'], 'DD-MM-YYYY'],
    ['dashes, the month first', ['03-31-2025'], 'MM-DD-YYYY'],
    ['the year first', ['2025/03/31'], 'YYYY/MM/DD'],
    ['digits', ['20250331'], 'YYYYMMDD'],
    ['two digits of a year', ['31/03/25'], 'DD/MM/YY'],
    ['two digits of a year, the month first', ['03/31/25'], 'MM/DD/YY'],
  ])('%s', (_, values, format) => {
    const found = format === undefined ? {} : { format, detected: true };
    const times = values.map((value) => (value === '' ? '' : `${value} 10:20`));
    expect(detect([day, moment], [values, times]).columns).toEqual([
      { ...day, ...found },
      { ...moment, ...found },
    ]);
  });

  it('in doubt is that of another column, then that of the locale, and is told', () => {
    const options = { locale: 'en-US' } as const;
    const proven = detect([day, moment], [['01/02/2025'], ['31.03.2025 10:20']], options);
    expect(proven.columns[0]).toEqual({ ...day, format: 'DD/MM/YYYY', detected: true });
    expect(proven.notes[0]).toBe(
      'a: "01/02/2025" is read as 2025-02-01 because another column of the file has the day first; declare format: DD/MM/YYYY for the column to settle it',
    );
    const doubtful = detect([day], [['01/02/25']], options);
    expect(doubtful.columns).toEqual([{ ...day, format: 'MM/DD/YY', detected: true }]);
    expect(doubtful.notes).toEqual([
      'a: "01/02/25" is read as 2025-01-02 because no value tells day from month, and en-US writes it so; declare format: MM/DD/YY for the column to settle it',
    ]);
    expect(detect([day], [['01/02/2025']]).columns[0]).toMatchObject({ format: 'DD/MM/YYYY' });
    expect(detect([day], [['13/02/2025', '02/13/2025']], options).columns[0]).toMatchObject({
      format: 'MM/DD/YYYY',
    });
    const declared = detect([day, { ...day, format: 'MM/DD/YYYY' }], [['01/02/2025'], ['']]);
    expect(declared.columns[0]).toMatchObject({ format: 'MM/DD/YYYY' });
  });

  it('of a column without values is that of all others', () => {
    const { columns, notes } = detect([day, day], [['31/03/2025'], ['']]);
    expect(columns[1]).toEqual({ ...day, format: 'DD/MM/YYYY', detected: true });
    expect(notes[1]).toContain('b: the first rows do not show');
    expect(detect([day, day, day], [['31/03/2025'], [''], ['2025-03-31']]).columns[1]).toEqual(day);
  });
});

describe('a file', () => {
  const dataset = datasetOf({
    day: { type: 'date' },
    shop: { type: 'text' },
    amount: AMOUNT,
  });
  const format = (sample: string, options: Partial<FormatOptions> = {}) =>
    detectFileFormat(sample, dataset, { name: 'x.csv', ...options });

  it('of the usual forms is left alone', () => {
    const usual = format('day,shop,amount\n2025-03-31,1,1.5\n2025-03-31,"a\nb",x\n1\n');
    expect(usual.dataset).toBe(dataset);
    expect(usual.notes).toEqual([]);
  });

  it('of Excel is read', () => {
    const excel = format('sep=;\r\n\r\n;;\r\nShop;Day;Amount;\r\nX;31/03/2025;"1.234,50";\r\n');
    expect(excel).toMatchObject({ delimiter: ';', skipRecords: 1, header: { width: 4, extra: [''] } });
    expect(Object.fromEntries(excel.header.positions)).toEqual({ shop: 0, day: 1, amount: 2 });
    expect(excel.dataset.columns).toEqual({
      day: { type: 'date', format: 'DD/MM/YYYY', detected: true },
      shop: { type: 'text' },
      amount: COMMA,
    });
  });

  it.each(['', '\n\n', ';;;\n', 'sep=;\n'])('without a header is refused: %j', (sample) => {
    expect(() => format(sample, { delimiter: ';' })).toThrow(SourceError);
    expect(() => format(sample, { delimiter: ';' })).toThrow('x.csv is empty: it has no header line');
  });

  it('takes its headers by the map, and refuses others on request', () => {
    const map = new Map([['Loja', 'shop']]);
    expect(format('day;loja;amount\n', { map }).header.positions.get('shop')).toBe(1);
    expect(() => format('day;loja;amount\n')).toThrow('lacks the column shop');
    expect(() => format('day;lojas;amount\n', { map })).toThrow(UsageError);
    expect(() => format('day,shop,amount,x\n', { extraColumns: 'refuse' })).toThrow(
      'x.csv:1: the dataset sample has no column for these headers: "x"',
    );
  });
});
