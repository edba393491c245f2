import { choose, type Choices } from './choices.ts';
import { MOST_METRICS, MOST_WITH_WEAK } from './metrics.ts';
import type { Profile } from './profile.ts';
import { guessRole, noDimension, type Role, type RoleGuess } from './roles.ts';
import type { TimeGuess } from './time-column.ts';

const MOST_DIMENSIONS = 12;

/**
 * What each column is for: as guessed one by one, no more of a kind than people can use, and as the user chose.
 * @throws UsageError when a choice names no column, or one that cannot be what was chosen
 */
export function assignRoles(
  profiles: readonly Profile[],
  time: TimeGuess,
  choices: Choices,
): Map<Profile, RoleGuess> {
  const roles = new Map<Profile, RoleGuess>();
  for (const profile of profiles) roles.set(profile, guessRole(profile));
  roles.set(time.profile, { role: 'time', reason: time.reason });
  limit(roles, 'dimension', MOST_DIMENSIONS, `${MOST_DIMENSIONS} dimensions are enough to begin with`);
  const strong = [...roles.values()].filter(({ role, weak }) => role === 'measure' && weak !== true).length;
  const most = Math.max(MOST_WITH_WEAK, Math.min(MOST_METRICS, strong));
  limit(roles, 'measure', most, `${most} measures are enough to begin with; add it if it matters`);
  override(profiles, roles, 'dimension', choices.dimensions, noDimension);
  override(profiles, roles, 'measure', choices.measures, ({ column: { type } }) =>
    type === 'integer' || type === 'numeric' ? undefined : `it is ${type}, not a number`,
  );
  return roles;
}

/** Keeps the first `most` of a role, those that are only a number after those that a word speaks for. */
function limit(roles: Map<Profile, RoleGuess>, role: Role, most: number, reason: string): void {
  const all = [...roles].filter(([, guess]) => guess.role === role);
  const kept = [
    ...all.filter(([, { weak }]) => weak !== true),
    ...all.filter(([, { weak }]) => weak === true),
  ];
  for (const [profile] of kept.slice(most)) roles.set(profile, { role: 'plain', reason });
}

function override(
  profiles: readonly Profile[],
  roles: Map<Profile, RoleGuess>,
  role: Role,
  names: readonly string[] | undefined,
  obstacle: (profile: Profile) => string | undefined,
): void {
  if (names === undefined) return;
  const chosen = names.map((name) => choose(profiles, name, role, obstacle));
  for (const [profile, guess] of roles) {
    if (guess.role === role) roles.set(profile, { role: 'plain', reason: `not chosen as ${role}` });
  }
  for (const profile of chosen) {
    if (roles.get(profile)?.role !== 'time') roles.set(profile, { role, reason: 'chosen by you' });
  }
}
