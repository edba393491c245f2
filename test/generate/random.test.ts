import { describe, expect, it } from 'vitest';
import { drawCount } from '../../src/generate/draw-count.ts';
import { randomStream, type Random } from '../../src/generate/random.ts';
import { Wander } from '../../src/generate/wander.ts';
import { mean } from '../packs/payments/read-rows.ts';

const variance = (values: readonly number[]) => {
  const centre = mean(values);
  return mean(values.map((value) => (value - centre) ** 2));
};
const take = <T>(count: number, draw: () => T) => Array.from({ length: count }, draw);

describe('random numbers', () => {
  it('are the same for ever', () => {
    const random = randomStream(42, 1, 20_000);
    expect(take(4, () => random.next())).toEqual([287_437_749, 655_829_332, 36_652_061, 3_460_901_364]);
    expect(random.normal()).toBe(-0.5427515620604064);
  });

  it('differ by seed, purpose and index, far apart and next to each other', () => {
    const first = (seed: number, purpose: number, index: number) => randomStream(seed, purpose, index).next();
    const keys = [-(2 ** 53) + 1, -(2 ** 32), -1, 0, 1, 2, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 53 - 1];
    const values = keys.flatMap((seed) =>
      [1, 2, 3].flatMap((purpose) => [-1, 0, 1, 20_089].map((index) => first(seed, purpose, index))),
    );
    expect(new Set(values).size).toBe(values.length);
  });

  it('have no correlation between the first numbers of neighbouring days', () => {
    const firsts = take(20_000, () => 0).map((_, index) => randomStream(7, 2, index).uniform() - 0.5);
    const products = firsts.slice(1).map((value, index) => value * (firsts[index] ?? 0));
    expect(Math.abs(mean(products)) * 12).toBeLessThan(4 / Math.sqrt(20_000));
  });

  it('are uniform and normal', () => {
    const random = randomStream(1, 1, 1);
    const uniforms = take(100_000, () => random.uniform());
    expect(mean(uniforms)).toBeCloseTo(0.5, 2);
    expect(variance(uniforms)).toBeCloseTo(1 / 12, 2);
    const normals = take(100_000, () => random.normal());
    expect(mean(normals)).toBeCloseTo(0, 1);
    expect(variance(normals)).toBeCloseTo(1, 1);
    const share = (limit: number) =>
      normals.filter((value) => Math.abs(value) > limit).length / normals.length;
    expect(share(1.959964)).toBeCloseTo(0.05, 2);
    expect(share(3)).toBeLessThan(0.004);
  });
});

describe('drawCount', () => {
  const draw = (random: Random, level: number) => drawCount(level, random.uniform(), random.normal());

  it.each([0.05, 0.7, 3, 12, 29.9, 30.1, 250])('has mean and variance %d', (level) => {
    const random = randomStream(1, 9, Math.floor(level * 100));
    const counts = take(40_000, () => draw(random, level));
    expect(Math.abs(mean(counts) - level)).toBeLessThan(5 * Math.sqrt(level / counts.length));
    expect(variance(counts) / level).toBeGreaterThan(0.95);
    expect(variance(counts) / level).toBeLessThan(1.05);
    expect(counts.every((count) => Number.isInteger(count) && count >= 0)).toBe(true);
  });

  it('ends at the edges', () => {
    expect(drawCount(0, 0.999, 0)).toBe(0);
    expect(drawCount(29.9, 1 - 2 ** -33, 0)).toBeLessThanOrEqual(100);
    expect(drawCount(31, 0.5, -9)).toBe(0);
  });
});

describe('Wander', () => {
  it('has unit variance every day, moves slowly, and knows no direction of time', () => {
    const wander = new Wander(3, 1, 20_000);
    const [monday, tuesday, later] = [0, 1, 30].map((day) => Array.from(wander.at(day)));
    const correlation = (a: readonly number[] = [], b: readonly number[] = []) =>
      mean(a.map((value, index) => value * (b[index] ?? 0)));
    expect(correlation(monday, monday)).toBeCloseTo(1, 1);
    expect(correlation(monday, tuesday)).toBeGreaterThan(0.95);
    expect(Math.abs(correlation(monday, later))).toBeLessThan(0.03);
    expect(Array.from(new Wander(3, 1, 20_000).at(1))).toEqual(tuesday);
    expect(Array.from(wander.at(-15))).toEqual(Array.from(new Wander(3, 1, 20_000).at(-15)));
  });
});
