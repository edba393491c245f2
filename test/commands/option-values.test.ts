import { describe, expect, it } from 'vitest';
import { parseMap } from '../../src/commands/option-values.ts';
import { UsageError } from '../../src/errors.ts';

describe('--map', () => {
  it('reads pairs', () => {
    expect([...parseMap(['dia=date', ' Valor (R$) = amount ', 'a=b=c', 'dia=date'])]).toEqual([
      ['dia', 'date'],
      ['Valor (R$)', 'amount'],
      ['a=b', 'c'],
    ]);
    expect(parseMap([]).size).toBe(0);
  });

  it.each(['dia', '=date', 'dia=', '=', ''])('refuses %j', (entry) => {
    expect(() => parseMap([entry])).toThrow(UsageError);
    expect(() => parseMap([entry])).toThrow(`--map ${JSON.stringify(entry)} is not theirs=ours`);
  });

  it('refuses a header that is said to be two columns', () => {
    expect(() => parseMap(['dia=date', 'dia=day'])).toThrow('--map says of "dia" that it is date and day');
  });
});
