import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exp, ln } from '../../src/generate/exact-math.ts';

describe('exact math', () => {
  it('exp is e^x to 15 digits', () => {
    fc.assert(
      fc.property(fc.double({ min: -80, max: 80, noNaN: true }), (x) => {
        expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(5e-15);
      }),
      { seed: 1, numRuns: 2000 },
    );
    expect([exp(0), exp(-1000), exp(1000)]).toEqual([1, exp(-88), exp(88)]);
  });

  it('ln undoes exp', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (x) => {
        expect(Math.abs(ln(x) - Math.log(x))).toBeLessThan(2e-15 * Math.max(1, Math.abs(Math.log(x))));
      }),
      { seed: 1, numRuns: 2000 },
    );
    expect(ln(1)).toBe(0);
  });

  it('no generator uses a function whose last bits differ between engines', () => {
    const source = join(import.meta.dirname, '../../src');
    const files = ['generate', 'packs'].flatMap((folder) =>
      readdirSync(join(source, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => join(folder, name)),
    );
    const found = files.flatMap((name) => {
      const code = readFileSync(join(source, name), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
      const calls =
        code.match(/Math\.(?!(?:floor|max|min|sqrt|imul)\b)\w+|\*\*|localeCompare|Date\.now/g) ?? [];
      return calls.map((call) => `${name}: ${call}`);
    });
    expect(files.length).toBeGreaterThan(10);
    expect(found).toEqual([]);
  });
});
