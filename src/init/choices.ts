import { UsageError } from '../errors.ts';
import { normaliseHeader } from '../ingest/match-header.ts';
import { didYouMean } from '../did-you-mean.ts';
import { countCombinations, type KeyGuess } from './key.ts';
import type { Profile } from './profile.ts';

/** What the user decided; everything else is inferred. Columns by name or by header. */
export interface Choices {
  readonly name?: string;
  readonly time?: string;
  /** Null: rows have no key. */
  readonly key?: readonly string[] | null;
  readonly measures?: readonly string[];
  readonly dimensions?: readonly string[];
  /** Country or state, as ISO 3166. Null: none. */
  readonly holidays?: string | null;
}

/**
 * The column of this name or header.
 * @param obstacle says why a column cannot be what was chosen
 * @throws UsageError
 */
export function choose(
  profiles: readonly Profile[],
  name: string,
  what: string,
  obstacle: (profile: Profile) => string | undefined,
): Profile {
  const wanted = normaliseHeader(name);
  const found = profiles.find((profile) =>
    [profile.name, profile.header].some((known) => normaliseHeader(known) === wanted),
  );
  if (found === undefined) {
    const names = profiles.map((profile) => profile.name);
    throw new UsageError(`there is no column ${JSON.stringify(name)}${didYouMean(name, names)}`, {
      hint: `columns: ${names.join(', ')}`,
    });
  }
  const reason = obstacle(found);
  if (reason === undefined) return found;
  throw new UsageError(`${found.name} cannot be a ${what}: ${reason}`);
}

/** @throws UsageError when the columns do not tell the rows of the sample apart */
export function checkKey(profiles: readonly Profile[], names: readonly string[] | null): KeyGuess {
  const reason = 'chosen by you';
  if (names === null) return { key: null, reason, oneRowOneThing: true };
  const columns = names.map((name) =>
    choose(profiles, name, 'key', ({ blanks }) =>
      blanks === 0 ? undefined : `it is blank in ${blanks} row(s)`,
    ),
  );
  const key = columns.map(({ name }) => name);
  const rows = columns[0]?.values.length ?? 0;
  const distinct = countCombinations(columns);
  if (distinct === rows) return { key, reason, oneRowOneThing: key.length === 1 };
  throw new UsageError(
    `${key.join(', ')} cannot be the key: ${rows - distinct} of ${rows} rows repeat another`,
  );
}
