import type { Profile } from './profile.ts';
import { hint } from '../inference/vocabulary.ts';

export interface KeyGuess {
  /** Null: rows have no name. */
  readonly key: readonly string[] | null;
  readonly reason: string;
  /** The key names a single thing, so that every row is one. */
  readonly oneRowOneThing: boolean;
}

/** PostgreSQL allows 32 columns in an index. */
const MOST_COLUMNS = 32;
/** A combination of dimensions must come again on other days, or it is unique only because there are so many. */
const TIMES_SEEN = 2;
const FEW_DAYS = 5;

export function guessKey(time: Profile, dimensions: readonly Profile[], all: readonly Profile[]): KeyGuess {
  const rows = time.values.length;
  const key = [time, ...dimensions];
  const names = key.map(({ name }) => name);
  const byTime = time.hasClock === true ? 'two events may share a moment' : chance(time, dimensions);
  const unique = names.length <= MOST_COLUMNS && countCombinations(key) === rows;
  if (unique && byTime === undefined) {
    const reason =
      dimensions.length === 0 ? 'one row per day' : 'no two rows share the day and all dimensions';
    return { key: names, reason, oneRowOneThing: false };
  }
  const why = unique ? (byTime ?? '') : `several rows share ${names.join(', ')}`;
  const ids = all.filter((profile) => isUniqueId(profile) && !key.includes(profile));
  const id = ids.find(({ name }) => name === 'id') ?? ids[0];
  if (id !== undefined)
    return { key: [id.name], reason: `${id.name} is different in every row; ${why}`, oneRowOneThing: true };
  return {
    key: null,
    reason: `${why}, and no id is unique: rows are events, and a file is the whole truth about each of its days`,
    oneRowOneThing: true,
  };
}

/** How many different combinations of values the rows have. */
export function countCombinations(columns: readonly Profile[]): number {
  const rows = columns[0]?.values.length ?? 0;
  const seen = new Set<string>();
  for (let row = 0; row < rows; row += 1) {
    seen.add(JSON.stringify(columns.map(({ canonical }) => canonical[row])));
  }
  return seen.size;
}

function chance(time: Profile, dimensions: readonly Profile[]): string | undefined {
  if (dimensions.length === 0 || time.distinct < FEW_DAYS) return undefined;
  const combinations = countCombinations(dimensions);
  return time.values.length / combinations >= TIMES_SEEN
    ? undefined
    : `rows are unique by day and dimensions only because there are ${combinations} combinations of ${dimensions.length} dimensions`;
}

function isUniqueId({ column, name, values, distinct, blanks }: Profile): boolean {
  if (blanks > 0 || distinct !== values.length) return false;
  if (column.type !== 'text' && column.type !== 'integer') return false;
  return hint(name, 'rowId') !== undefined;
}
