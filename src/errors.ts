/**
 * The errors a user can meet. Each says place, value and rule in `message` and the next step in `hint`;
 * `cli/exit.ts` maps the class to an exit code. Anything else that is thrown is a bug.
 */
export class KpiError extends Error {
  /** What the user can do about it, one sentence without a full stop. */
  readonly hint: string | undefined;

  constructor(message: string, options: { hint?: string | undefined; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.hint = options.hint;
  }
}

/** The command line asks for something that does not exist or cannot be read. Exit 2. */
export class UsageError extends KpiError {}

/** A setting in the environment, `.env` or a definition is wrong. Exit 2. */
export class ConfigError extends KpiError {}

/** The input data breaks a rule, or the input file cannot be read. Exit 3. */
export class SourceError extends KpiError {}

/** A file that was named is not there, or a folder or pattern brings none. Exit 3. */
export class NoInputError extends SourceError {}

/** The database cannot be reached, refuses, or is not migrated. Exit 4. */
export class DatabaseError extends KpiError {}

/** The report was written and holds alerts, and `--fail-on-alert` was given. Exit 5. */
export class AlertsRaised extends KpiError {}

/** The report was written of a day that is incomplete or missing, and `--require-complete` was given. Exit 6. */
export class IncompleteDayError extends KpiError {}

/** Another run holds the lock. Exit 7. */
export class LockedError extends KpiError {}

/** The user or the system asked the process to stop (SIGINT, SIGTERM). Exit 130. */
export class InterruptedError extends KpiError {}
