/** The countries and states whose holidays are known, and which of them a project is in. */
import type Holidays from 'date-holidays';
import type { Locale } from '../datasets/definition.ts';

export interface ProjectPlace {
  /** IANA */
  readonly timeZone: string;
  readonly locale: Locale;
  /** ISO 4217 */
  readonly currency: string;
}

/** A country, ISO 3166, with what it was told by. */
export interface GuessedCountry {
  readonly country: string;
  readonly reason: string;
}

export interface Places {
  /** Of a country `BR`, or with a state `BR-SP`. */
  readonly isKnown: (place: string) => boolean;
  /** Undefined where nothing tells, or several countries share the time zone. */
  readonly guess: (project: ProjectPlace) => GuessedCountry | undefined;
}

/** Loads `date-holidays`. */
export async function loadPlaces(): Promise<Places> {
  const { default: Table } = await import('date-holidays');
  const known = new Table();
  const countries = Object.keys(known.getCountries());
  const zonesOf = (country: string): readonly string[] => new Table(country).getTimezones();
  return {
    isKnown: (place) => isKnownPlace(known, place),
    guess: ({ timeZone, locale, currency }) => {
      // An ISO 4217 code begins with that of its country; EUR and XOF begin with none.
      const [ofCurrency, ofLocale] = [currency.slice(0, 2), locale.slice(3)];
      const inZone = (country: string) => zonesOf(country).includes(timeZone);
      const reason = `the country of the time zone ${timeZone}`;
      const near = [ofCurrency, ofLocale].filter((country) => countries.includes(country)).find(inZone);
      if (near !== undefined) return { country: near, reason };
      // Each country takes some 2 ms (2026-11), so those that are likely come first.
      const [only, ...others] = countries.filter(inZone);
      if (only !== undefined) return others.length === 0 ? { country: only, reason } : undefined;
      if (ofCurrency !== ofLocale || !countries.includes(ofLocale)) return undefined;
      return { country: ofLocale, reason: `the country of ${currency} and ${locale}` };
    },
  };
}

export function isKnownPlace(holidays: Holidays, place: string): boolean {
  const [country = '', ...state] = place.split('-');
  // `date-holidays` answers undefined for a country without states, whatever its types say.
  const states = (holidays.getStates(country) as Record<string, string> | undefined) ?? {};
  return country in holidays.getCountries() && (state.length === 0 || state.join('-') in states);
}
