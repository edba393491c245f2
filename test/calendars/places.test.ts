import { describe, expect, it } from 'vitest';
import { loadPlaces, type ProjectPlace } from '../../src/calendars/places.ts';

const { guess, isKnown } = await loadPlaces();
const BRAZIL: ProjectPlace = { timeZone: 'America/Sao_Paulo', locale: 'pt-BR', currency: 'BRL' };

describe('the country of a project', () => {
  it.each([
    ['America/Sao_Paulo', 'BR'],
    ['America/Manaus', 'BR'],
    ['Europe/Lisbon', 'PT'],
    ['America/New_York', 'US'],
    ['Asia/Tokyo', 'JP'],
  ])('is that of the time zone %s', (timeZone, country) => {
    const found = { country, reason: `the country of the time zone ${timeZone}` };
    expect(guess({ ...BRAZIL, timeZone })).toEqual(found);
    expect(guess({ timeZone, locale: 'en-US', currency: 'EUR' }), 'the language says little').toEqual(found);
  });

  it('is told by the currency where several share the time zone, and not at all without', () => {
    const zurich = { timeZone: 'Europe/Zurich', locale: 'en-US' } as const;
    expect(guess({ ...zurich, currency: 'CHF' })?.country).toBe('CH');
    expect(guess({ ...zurich, currency: 'EUR' })).toBeUndefined();
  });

  it('is that of currency and language where the time zone has none, if they agree', () => {
    expect(guess({ ...BRAZIL, timeZone: 'UTC' })).toEqual({
      country: 'BR',
      reason: 'the country of BRL and pt-BR',
    });
    expect(guess({ timeZone: 'UTC', locale: 'en-US', currency: 'BRL' })).toBeUndefined();
    expect(guess({ timeZone: 'UTC', locale: 'en-US', currency: 'XOF' })).toBeUndefined();
  });

  it('is one that a dataset may name', () => {
    for (const place of ['BR', 'BR-SP', 'US', 'JP']) expect(isKnown(place), place).toBe(true);
    for (const place of ['', 'XX', 'br', 'BR-XX', 'JP-13', 'none']) expect(isKnown(place), place).toBe(false);
  });
});
