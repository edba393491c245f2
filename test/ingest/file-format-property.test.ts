import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DATE_FORMATS, DELIMITERS, type DateFormat } from '../../src/datasets/definition.ts';
import { detectFileFormat } from '../../src/ingest/file-format.ts';
import { sampleRecords } from '../../src/ingest/sample-records.ts';
import { rowValidator } from '../../src/ingest/validate.ts';
import { datasetOf } from '../support/dataset-of.ts';

const DATASET = datasetOf({
  day: { type: 'date' },
  shop: { type: 'text' },
  amount: { type: 'numeric', precision: 18, scale: 4 },
  items: { type: 'integer' },
});

interface Row {
  readonly day: string;
  readonly shop: string;
  /** Ten-thousandths. */
  readonly amount: number;
  readonly items: number;
}

interface Dialect {
  readonly delimiter: (typeof DELIMITERS)[number];
  readonly decimal: '.' | ',';
  readonly thousands: boolean;
  readonly format: DateFormat;
  readonly quoted: boolean;
  readonly lineEnd: string;
  readonly sep: boolean;
  readonly locale: 'pt-BR' | 'en-US';
}

const dialect: fc.Arbitrary<Dialect> = fc.record({
  delimiter: fc.constantFrom(...DELIMITERS),
  decimal: fc.constantFrom('.', ','),
  thousands: fc.boolean(),
  format: fc.constantFrom(...DATE_FORMATS),
  quoted: fc.boolean(),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  sep: fc.boolean(),
  locale: fc.constantFrom('pt-BR', 'en-US'),
});
const row: fc.Arbitrary<Row> = fc.record({
  day: fc
    .date({ min: new Date('1970-01-01'), max: new Date('2068-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  shop: fc.constantFrom('a', 'São João', 'x, y', 'p; q', 'r|s', 'a "b"', 'two\nlines', '1.234'),
  amount: fc.integer({ min: -1e11, max: 1e11 }),
  items: fc.integer({ min: -2e9, max: 2e9 }),
});
/** These prove day from month, and the decimal separator: it has four digits behind it. */
const proof: Row = { day: '2031-12-25', shop: 'a', amount: 12_345, items: 1 };

function written({ day, shop, amount, items }: Row, dialect: Dialect): string[] {
  const group = dialect.decimal === '.' ? ',' : '.';
  const grouped = (digits: string) =>
    dialect.thousands ? digits.replaceAll(/\B(?=(\d{3})+$)/g, group) : digits;
  const sign = amount < 0 ? '-' : '';
  const digits = String(Math.abs(amount)).padStart(5, '0');
  const whole = grouped(digits.slice(0, -4));
  const count = `${items < 0 ? '-' : ''}${grouped(String(Math.abs(items)))}`;
  const [year = '', month = '', date = ''] = day.split('-');
  const text = dialect.format
    .replace('YYYY', year)
    .replace('YY', year.slice(2))
    .replace('MM', month)
    .replace('DD', date);
  return [text, shop, `${sign}${whole}${dialect.decimal}${digits.slice(-4)}`, count];
}

it('whatever the dialect, values that prove it come back as they were', () => {
  fc.assert(
    fc.property(dialect, fc.array(row), fc.nat(), (form, others, place) => {
      const rows = others.toSpliced(place % (others.length + 1), 0, proof);
      const quote = (text: string) =>
        form.quoted || text.includes(form.delimiter) || /["\n]/.test(text)
          ? `"${text.replaceAll('"', '""')}"`
          : text;
      const lines = [Object.keys(DATASET.columns), ...rows.map((each) => written(each, form))];
      const table = lines.map((fields) => fields.map(quote).join(form.delimiter)).join(form.lineEnd);
      const sample = form.sep ? `sep=${form.delimiter}${form.lineEnd}${table}` : table;

      const found = detectFileFormat(sample, DATASET, { name: 'x.csv', locale: form.locale });
      expect(found.delimiter).toBe(form.delimiter);
      const validate = rowValidator(found.dataset, found.header);
      const records = sampleRecords(sample, found.delimiter).slice(found.skipRecords + 1);
      const values = records.map((record) => {
        const validation = validate(record);
        return validation.ok ? validation.row.values : validation.rejections;
      });
      expect(values).toEqual(
        rows.map(({ day, shop, amount, items }) => {
          const digits = String(Math.abs(amount)).padStart(5, '0');
          const plain = `${amount < 0 ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`;
          return { day, shop, amount: plain, items: String(items) };
        }),
      );
      const isUsual = form.decimal === '.' && !form.thousands && form.format === 'YYYY-MM-DD';
      if (isUsual && (form.delimiter === ',' || form.sep)) expect(found.dataset).toBe(DATASET);
    }),
    { numRuns: 400 },
  );
});
