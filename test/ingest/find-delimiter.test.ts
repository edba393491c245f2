import { describe, expect, it } from 'vitest';
import { SourceError } from '../../src/errors.ts';
import { findDelimiter } from '../../src/ingest/find-delimiter.ts';
import { datasetOf } from '../support/dataset-of.ts';

const DATASET = datasetOf({
  day: { type: 'date', aliases: ['data'] },
  shop: { type: 'text' },
  amount: { type: 'numeric', precision: 10, scale: 2 },
});
const find = (sample: string, options = {}, dataset = DATASET) =>
  findDelimiter(sample, dataset, { name: 'x.csv', ...options });
const declared = (delimiter: ',' | ';' | '\t' | '|') => ({ ...DATASET, input: { delimiter } });

describe('the delimiter of a file', () => {
  it.each([
    [',', 'day,shop,amount\n'],
    [';', 'day;shop;amount\n'],
    ['\t', 'day\tshop\tamount\n'],
    ['|', 'day|shop|amount\n'],
    [';', '"day";"shop";"amount"\n'],
    [';', '\n\n;;\n ; \ndata;Shop;AMOUNT\n2025-01-01;a,b,c,d,e;1\n'],
    [';', '"shop, name, city";day;shop;amount\n'],
    [',', 'day,shop,"a;b;c",amount\n'],
    [';', 'day;shop;sum\n1;2;3\n'],
    [';', 'a;b;c\n'],
    [',', 'day\n'],
    [',', ''],
  ])('is %j in %j', (delimiter, sample) => {
    expect(find(sample)).toMatchObject({ delimiter, skipRecords: 0 });
  });

  it('is the declared one where the header fits it', () => {
    expect(find('day;shop;amount\n', {}, declared(';'))).toEqual({ delimiter: ';', skipRecords: 0 });
    expect(find('day;shop;amount\n', {}, declared('|'))).toMatchObject({ delimiter: ';' });
    expect(find('day,shop,amount\n', {}, declared(';'))).toMatchObject({ delimiter: ',' });
  });

  it('is the one that is given, whatever else speaks', () => {
    expect(find('day;shop;amount\n', { delimiter: '|' })).toEqual({ delimiter: '|', skipRecords: 0 });
    expect(find('sep=;\nday;shop;amount\n', { delimiter: '|' })).toEqual({ delimiter: '|', skipRecords: 1 });
  });

  it('is found by the headers that the map names', () => {
    const map = new Map([
      ['d', 'day'],
      ['s', 'shop'],
      ['a', 'amount'],
    ]);
    expect(find('d|s|a\n', { map })).toMatchObject({ delimiter: '|' });
  });

  it('is told where it is not the usual one', () => {
    expect(find('day,shop,amount\n').note).toBeUndefined();
    expect(find('day\tshop\tsum\n').note).toBe(
      'the fields are split by tabs, with which the header names 2 of 3 columns; ' +
        'declare input: { delimiter: "\\t" } for the dataset to settle it',
    );
  });

  it.each([
    ['sep=;\nday;shop', ';'],
    ['sep=;\r\nday;shop', ';'],
    ['"sep=;"\nday;shop', ';'],
    ['SEP=,\nday,shop', ','],
    ['\n\nsep=|\nday|shop', '|'],
    ['sep=\t\nday\tshop', '\t'],
    ['sep=\\t\nday\tshop', '\t'],
    ['\uFEFFsep=;\nday;shop', ';'],
    ['sep=;;;\nday;shop', ';'],
    ['sep=;', ';'],
  ])('is said by the line in front of %j', (sample, delimiter) => {
    expect(find(sample)).toEqual({ delimiter, skipRecords: 1 });
  });

  it.each(['sep=:\nday:shop', 'sep=\nday;shop', 'sep=;,\nday;shop'])('is refused in %j', (sample) => {
    expect(() => find(sample)).toThrow(SourceError);
    expect(() => find(sample)).toThrow(/^x\.csv: the line "sep=.*" names no delimiter that kpi reads$/);
  });

  it('is not said by a header that looks alike', () => {
    expect(find('separator,sep\n')).toMatchObject({ skipRecords: 0 });
  });
});
