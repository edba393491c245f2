/** What each column is for, by type, values and name. */
import type { Profile } from './profile.ts';
import { hint } from '../inference/vocabulary.ts';

/** `average` and `stock` become metrics of these kinds; `plain` columns are loaded and nothing more. */
export type Role = 'time' | 'dimension' | 'measure' | 'average' | 'stock' | 'plain';

export interface RoleGuess {
  readonly role: Role;
  readonly reason: string;
  /** Nothing but the type speaks for it. */
  readonly weak?: true;
  /** Counts things that may be in several segments at once. */
  readonly overlapping?: true;
}

/** A segment for every other row explains nothing. */
const TEXT_VALUES = { most: 500, share: 0.05, always: 12, rowsEach: 2 };
/** Names of single things are a dimension only where few of them come again and again. */
const NAME_VALUES = { most: 100, share: 0.05, always: 12, rowsEach: 10 };
const INTEGER_VALUES = { most: 12, share: 1, always: 0, rowsEach: 10 };

export function guessRole(profile: Profile): RoleGuess {
  switch (profile.column.type) {
    case 'boolean':
    case 'text':
      return asDimension(profile, isNameLike(profile) ? NAME_VALUES : TEXT_VALUES);
    case 'integer':
      return guessInteger(profile);
    case 'numeric':
      return guessNumber(profile);
    case 'date':
    case 'timestamptz':
      return plain('another time than that of the row');
    case 'json':
      return plain('JSON is loaded, not grouped or added up');
  }
}

/** Why a column cannot be a dimension; undefined when it can. */
export function noDimension({ column, blanks }: Profile): string | undefined {
  if (!['text', 'integer', 'boolean'].includes(column.type)) return `it is ${column.type}`;
  return blanks > 0 ? `it is blank in ${blanks} row(s), and a dimension may not be` : undefined;
}

function guessInteger(profile: Profile): RoleGuess {
  const { name } = profile;
  const part = hint(name, 'calendar');
  if (part !== undefined) return plain(`"${part}" is a part of a date`);
  const id = hint(name, 'identifier');
  if (id !== undefined) return asDimension(profile, NAME_VALUES, `"${id}" names things`);
  const named = guessByName(profile);
  if (named !== undefined) return named;
  if (countsUp(profile)) return plain('counts up row by row: an id');
  const dimension = asDimension(profile, INTEGER_VALUES);
  return dimension.role === 'dimension' ? dimension : weakMeasure();
}

function guessNumber(profile: Profile): RoleGuess {
  const id = hint(profile.name, 'identifier');
  if (id !== undefined) return plain(`"${id}" names things or places; it does not add up`);
  return guessByName(profile) ?? weakMeasure();
}

/** The kinds in order of how sure their words are. */
function guessByName({ name }: Profile): RoleGuess | undefined {
  const share = hint(name, 'share');
  if (share !== undefined) return plain(`"${share}": neither a sum nor a mean of it is right`);
  const level = hint(name, 'level');
  if (level !== undefined)
    return { role: 'stock', reason: `"${level}" is a level: adds up over dimensions, not over days` };
  const people = hint(name, 'people');
  if (people !== undefined && hint(name, 'arrivals') === undefined && hint(name, 'money') === undefined) {
    return { role: 'stock', reason: `"${people}" of one day may be those of another`, overlapping: true };
  }
  const total = hint(name, 'total');
  const average = hint(name, 'average');
  if (average !== undefined && total === undefined)
    return { role: 'average', reason: `"${average}" does not add up; its mean says something` };
  const word = total ?? hint(name, 'money') ?? hint(name, 'count') ?? hint(name, 'cost');
  return word === undefined ? undefined : { role: 'measure', reason: `"${word}" adds up` };
}

function asDimension(profile: Profile, limit: typeof TEXT_VALUES, not?: string): RoleGuess {
  const { distinct, values } = profile;
  const rows = values.length;
  const amount = `${distinct} different value(s) in ${rows} rows`;
  if (distinct < 2) return plain(distinct === 0 ? 'no value in the sample' : 'the same value in every row');
  const many = distinct > limit.most || distinct > Math.max(limit.always, rows * limit.share);
  if (many || rows / distinct < limit.rowsEach)
    return plain(not === undefined ? amount : `${not}: ${amount}`);
  const obstacle = noDimension(profile);
  return obstacle === undefined ? { role: 'dimension', reason: amount } : plain(`${amount}, but ${obstacle}`);
}

/** Long values are sentences, whatever the column is called. */
function isNameLike({ name, values }: Profile): boolean {
  const word = hint(name, 'identifier') ?? hint(name, 'personal');
  return word !== undefined || values.some(({ length }) => length > 100);
}

function countsUp({ values, distinct, blanks }: Profile): boolean {
  if (blanks > 0 || distinct !== values.length || values.length < 3) return false;
  return values.every((value, index) => index === 0 || Number(value) === Number(values[index - 1]) + 1);
}

function weakMeasure(): RoleGuess {
  return { role: 'measure', reason: 'a number, and its name says nothing against adding up', weak: true };
}

function plain(reason: string): RoleGuess {
  return { role: 'plain', reason };
}
