import { describe, expect, it } from 'vitest';
import { isTimeZone } from '../../src/datasets/time-zone.ts';

describe('isTimeZone', () => {
  it.each(['America/Sao_Paulo', 'UTC', 'Europe/Berlin', 'america/bahia'])('knows %s', (name) => {
    expect(isTimeZone(name)).toBe(true);
  });

  it.each(['Brasília', '', 'CET', 'eet', 'MET', 'WET'])('refuses %j', (name) => {
    expect(isTimeZone(name)).toBe(false);
  });
});
