/** The one place where an error becomes an exit code. */
import { CommanderError } from 'commander';
import {
  AlertsRaised,
  ConfigError,
  DatabaseError,
  IncompleteDayError,
  InterruptedError,
  LockedError,
  SourceError,
  UsageError,
} from '../errors.ts';

/** Printed by `kpi --help` and in the README. */
export const EXIT_CODES: readonly { readonly code: number; readonly meaning: string }[] = [
  { code: 0, meaning: 'done' },
  { code: 1, meaning: 'failed for another reason, or a bug' },
  { code: 2, meaning: 'the command line or a setting is wrong' },
  { code: 3, meaning: 'the input data is wrong or missing; nothing was loaded' },
  { code: 4, meaning: 'the database cannot be used' },
  { code: 5, meaning: 'the report holds alerts (only with --fail-on-alert)' },
  { code: 6, meaning: 'the day reported is incomplete or missing (only with --require-complete)' },
  { code: 7, meaning: 'another run is still at work' },
  { code: 130, meaning: 'interrupted; rolled back' },
];

export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UsageError || error instanceof ConfigError) return 2;
  if (error instanceof SourceError) return 3;
  if (error instanceof DatabaseError) return 4;
  if (error instanceof AlertsRaised) return 5;
  if (error instanceof IncompleteDayError) return 6;
  if (error instanceof LockedError) return 7;
  if (error instanceof InterruptedError) return 130;
  return 1;
}
