import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { PACKS } from '../../src/packs/packs.ts';
import { parseGenerateOptions, type GenerateFlags } from '../../src/commands/generate-options.ts';

describe('options', () => {
  it('are deterministic by default', () => {
    expect(parseGenerateOptions('payments', {})).toEqual({
      pack: PACKS[0],
      seed: 1,
      start: '2025-01-01',
      days: 90,
      out: '-',
      quiet: false,
      anomalies: null,
      json: false,
    });
  });

  it.each<[GenerateFlags, string, number]>([
    [{ start: '2025-02-01', days: '3' }, '2025-02-01', 3],
    [{ end: '2025-03-31', days: '31' }, '2025-03-01', 31],
    [{ start: '2024-02-01', end: '2024-02-29' }, '2024-02-01', 29],
    [{ end: '2025-03-31' }, '2025-01-01', 90],
    [{ start: '1900-01-01', days: '100000' }, '1900-01-01', 100_000],
  ])('%j is a period', (flags, start, days) => {
    expect(parseGenerateOptions('payments', flags)).toMatchObject({ start, days });
  });

  it.each<[GenerateFlags, string]>([
    [{ days: '0' }, '--days "0" is not a whole number from 1 to 100000'],
    [{ days: '100001' }, '--days "100001" is not'],
    [{ days: '1e3' }, '--days "1e3" is not'],
    [{ days: ' 5' }, '--days " 5" is not'],
    [{ days: '-1' }, '--days "-1" is not'],
    [{ seed: 'x' }, '--seed "x" is not a whole number from -9007199254740991 to 9007199254740991'],
    [{ seed: '1.5' }, '--seed "1.5" is not'],
    [{ seed: '9007199254740992' }, '--seed "9007199254740992" is not'],
    [{ seed: '' }, '--seed "" is not'],
    [{ start: '2025-02-30' }, '--start "2025-02-30" is not a day of the calendar'],
    [{ end: '31/03/2025' }, '--end "31/03/2025" is not a day of the calendar'],
    [{ start: '2025-01-02', end: '2025-01-01' }, '--end 2025-01-01 is before --start 2025-01-02'],
    [{ start: '2025-01-01', end: '2025-01-02', days: '2' }, 'two of them decide the third'],
    [{ start: '1899-12-31' }, 'days must lie between 1900-01-01 and 2199-12-31'],
    [{ start: '2199-12-31', days: '2' }, 'days must lie between'],
    [{ start: '9999-12-31', days: '2' }, 'days must lie between'],
    [{ end: '0001-01-01' }, 'days must lie between'],
    [{ start: '1900-01-01', end: '2199-12-31' }, 'at most 100000'],
    [{ out: '' }, '--out is empty'],
    [{ json: true }, '--json prints a summary on standard output'],
  ])('%j is refused', (flags, message) => {
    expect(() => parseGenerateOptions('payments', flags)).toThrow(UsageError);
    expect(() => parseGenerateOptions('payments', flags)).toThrow(message);
  });

  it.each(['paymnts', '', 'toString', '__proto__'])(
    '%j is no pack; the error names those that are',
    (pack) => {
      expect(() => parseGenerateOptions(pack, {})).toThrow(UsageError);
      expect(() => parseGenerateOptions(pack, {})).toThrow(
        `cannot generate ${JSON.stringify(pack)}: it is not one of payments`,
      );
    },
  );

  it('take every safe integer as a seed, and -0 as 0', () => {
    const seed = (text: string) => parseGenerateOptions('payments', { seed: text }).seed;
    expect([seed('-5'), seed('007'), seed('9007199254740991')]).toEqual([-5, 7, Number.MAX_SAFE_INTEGER]);
    expect(Object.is(seed('-0'), 0)).toBe(true);
  });
});
