/** PostgreSQL takes these for abbreviations with one offset all the year. */
const ABBREVIATIONS = new Set(['CET', 'EET', 'MET', 'WET']);

export const TIME_ZONE_RULE = 'must be an IANA time zone such as America/Sao_Paulo';

/** Whether JavaScript and PostgreSQL know the name, and mean the same by it. */
export function isTimeZone(name: string): boolean {
  if (ABBREVIATIONS.has(name.toUpperCase())) return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
