/** Values as PostgreSQL gives them back: what two texts have in common that it reads as one value. */
import { Big } from 'big.js';
import type { Column } from '../../../../src/datasets/definition.ts';

/**
 * @param text what COPY was given for a column of this type
 * @param timeZone that of the session
 * @returns what PostgreSQL shows for it; of a moment, the clock on the wall with its offset or zone
 */
export function normalValue(column: Column, text: string, timeZone: string): string {
  switch (column.type) {
    case 'integer':
      return String(BigInt(text.replace(/^\+/, '')));
    case 'numeric': {
      const shown = Big(text.replace(/^\+/, '')).toFixed(column.scale, Big.roundHalfUp);
      return /^-[0.]*$/.test(shown) ? shown.slice(1) : shown;
    }
    case 'timestamptz':
      return normalMoment(text, timeZone);
    case 'boolean':
      return String(['t', 'true'].includes(text));
    case 'date':
    case 'text':
    case 'json':
      return text;
  }
}

const MOMENT =
  /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?)? ?(?:(Z)|([+-]\d\d):?(\d\d)?|([A-Z][\w/]*))?$/;

function normalMoment(text: string, timeZone: string): string {
  const parts = MOMENT.exec(text);
  if (parts === null) throw new Error(`no moment: ${JSON.stringify(text)}`);
  const [, day, clock = '00:00', seconds = '00', fraction = '', zulu, hours, minutes = '00', zone] = parts;
  const offset = zulu === undefined ? hours && `${hours}:${minutes}` : '+00:00';
  return `${day} ${clock}:${seconds}.${fraction.padEnd(6, '0')} ${offset ?? zone ?? timeZone}`;
}
