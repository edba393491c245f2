import { describe, expect, it } from 'vitest';
import { habitsOf } from '../../src/inference/habits-of.ts';
import { inferType } from '../../src/inference/infer-type.ts';

const brazil = { locale: 'pt-BR' } as const;
const america = { locale: 'en-US' } as const;
const money = (extra: object = {}) => ({ type: 'numeric', precision: 18, scale: 2, ...extra });

describe('the type of a column', () => {
  it.each<[string, string, string[], object]>([
    ['ISO days', 'date', ['2025-01-31', '2024-02-29'], { type: 'date' }],
    ['a day above 12 in front', 'date', ['01/02/2025', '13/02/2025'], { type: 'date', format: 'DD/MM/YYYY' }],
    ['a day above 12 behind', 'date', ['01/02/2025', '02/13/2025'], { type: 'date', format: 'MM/DD/YYYY' }],
    ['both above 12', 'date', ['13/02/2025', '02/13/2025'], { type: 'text' }],
    ['no day above 12', 'date', ['01/02/2025', '03/04/2025'], { type: 'date', format: 'DD/MM/YYYY' }],
    ['points in between', 'date', ['31.01.2025', '01.02.2025'], { type: 'date', format: 'DD.MM.YYYY' }],
    ['dashes, day first', 'date', ['01-02-2025', '13-02-2025'], { type: 'date', format: 'DD-MM-YYYY' }],
    ['dashes, month first', 'date', ['01-02-2025', '02-13-2025'], { type: 'date', format: 'MM-DD-YYYY' }],
    ['the year first', 'date', ['2025/01/31', '2025/2/1'], { type: 'date', format: 'YYYY/MM/DD' }],
    ['two digits of a year', 'date', ['13/02/25', '01/02/25'], { type: 'date', format: 'DD/MM/YY' }],
    ['two and four digits', 'date', ['13/02/25', '01/02/2025'], { type: 'text' }],
    ['30 February', 'date', ['2025-02-28', '2025-02-30'], { type: 'text' }],
    ['digits named day', 'dia', ['20250131', '20250201'], { type: 'date', format: 'YYYYMMDD' }],
    ['the same digits under another name', 'lote', ['20250131', '20250201'], { type: 'integer' }],
    ['moments', 't', ['2025-01-31 10:00:00', '2025-01-31T23:59:59.5-03:00'], { type: 'timestamptz' }],
    ['Brazilian moments', 't', ['31/01/2025 10:00'], { type: 'timestamptz', format: 'DD/MM/YYYY' }],
    ['whole numbers', 'n', ['1', '-20', '+3'], { type: 'integer' }],
    ['large whole numbers', 'n', ['1', '3000000000'], money()],
    ['whole amounts of money', 'valor', ['10', '20'], money()],
    ['decimal points', 'n', ['1.5', '22'], money()],
    ['decimal commas', 'n', ['1,5', '22'], money({ decimal: ',' })],
    ['commas and thousands', 'n', ['1.234,56', '7,5'], money({ decimal: ',', thousands: true })],
    ['points and thousands', 'n', ['1,234.56', '7.5'], money({ thousands: true })],
    ['millions', 'n', ['1.234.567', '1.000'], money({ decimal: ',', thousands: true })],
    ['a thousand beside hundreds', 'n', ['1.234', '950'], money({ decimal: ',', thousands: true })],
    ['three decimals beside a fraction', 'n', ['1.234', '0.250'], money({ scale: 4 })],
    ['three decimals beside four digits', 'n', ['1.234', '12345'], money({ scale: 4 })],
    ['commas and points mixed', 'n', ['1,5', '2.5'], { type: 'text' }],
    ['leading zeros', 'cep', ['01310100', '20040020'], { type: 'text' }],
    ['CPF-like ids', 'n', ['12345678901', '98765432100'], { type: 'text' }],
    ['truth in words', 'x', ['true', 'False'], { type: 'boolean' }],
    ['sim and não', 'x', ['Sim', 'Não'], { type: 'boolean' }],
    ['f and m', 'sex', ['f', 'm'], { type: 'text' }],
    ['N and S of a region', 'region', ['N', 'S'], { type: 'text' }],
    ['N and S of a flag', 'is_new', ['N', 'S'], { type: 'boolean' }],
    ['f alone', 'x', ['f'], { type: 'text' }],
    ['1 and 0 of a flag', 'is_new', ['1', '0'], { type: 'boolean' }],
    ['1 and 0', 'x', ['1', '0'], { type: 'integer' }],
    ['JSON', 'x', ['{"a":1}', '[]'], { type: 'json' }],
    ['broken JSON', 'x', ['{"a":1}', '{a}'], { type: 'text' }],
    ['nothing', 'x', [], { type: 'text' }],
    ['a currency sign', 'x', ['R$ 1,50'], { type: 'text' }],
  ])('%s', (_, name, values, column) => {
    expect(inferType(name, values, habitsOf([values], brazil)).column).toEqual(column);
  });

  it.each([
    ['01/02/2025', brazil, 'DD/MM/YYYY'],
    ['01/02/2025', america, 'MM/DD/YYYY'],
  ])('%s follows the locale where no value decides, and says so', (value, given, format) => {
    const { column, reason } = inferType('date', [value], habitsOf([[value]], given));
    expect(column).toEqual({ type: 'date', format });
    expect(reason).toContain('no value tells day from month');
  });

  it('follows another column of the file, which knows better than the locale', () => {
    const habits = habitsOf([['01/02/2025'], ['02/28/2025'], ['1.234'], ['5,50']], brazil);
    expect(inferType('date', ['01/02/2025'], habits).column).toEqual({ type: 'date', format: 'MM/DD/YYYY' });
    const dotted = habitsOf([['01/02/25'], ['28.02.2025']], america);
    expect(inferType('date', ['01/02/25'], dotted).column).toEqual({ type: 'date', format: 'DD/MM/YY' });
    const large = habitsOf([['1.234,50'], ['2,5']], brazil);
    expect(inferType('n', ['2,5'], large).column).toMatchObject({ decimal: ',', thousands: true });
    expect(inferType('n', ['1.234'], habits)).toMatchObject({
      column: { decimal: ',', thousands: true },
      reason: expect.stringContaining('another column has the decimal comma') as string,
    });
  });

  it.each([
    [',', {}, 'a comma already splits'],
    [';', { decimal: ',', thousands: true }, 'pt-BR writes numbers so'],
  ] as const)('reads 1.234 by the delimiter %s, then by the locale', (delimiter, column, reason) => {
    const guess = inferType(
      'n',
      ['1.234', '5.678'],
      habitsOf([['1.234', '5.678']], { ...brazil, delimiter }),
    );
    expect(guess.column).toMatchObject({ type: 'numeric', ...column });
    expect('decimal' in guess.column).toBe('decimal' in column);
    expect(guess.reason).toContain(reason);
  });

  it.each([
    ['R$ 1.234,56', 'an amount with a currency sign'],
    ['12,5 %', 'a percentage'],
    ['1.5e3', 'an exponent'],
    ['2025.01.31', 'a date in a form'],
    ['31 Jan 2025', 'a date in words'],
  ])('says why %s stays text', (value, reason) => {
    expect(inferType('x', [value], brazil).reason).toContain(reason);
  });

  it('names the value that keeps numbers from being numbers', () => {
    const values = [...Array.from({ length: 50 }, (_, index) => `${index}.5`), 'n/a'];
    expect(inferType('x', values, brazil).reason).toContain('all but 1 value(s) are numbers ("n/a" is not)');
  });
});
