import { DatabaseError, KpiError } from '../errors.ts';

interface Advice {
  readonly rule: string;
  readonly hint: string;
}

const CHECK_URL = 'check DATABASE_URL, then run `kpi doctor`';

/** Also in a commit, of which then only the server knows the outcome. */
const CONNECTION_CUT: Advice = {
  rule: 'the connection was cut',
  hint: 'run the command again; what was not committed is not written',
};

/** PostgreSQL error codes (https://www.postgresql.org/docs/current/errcodes-appendix.html) and system ones. */
const ADVICE: Readonly<Record<string, Advice>> = {
  ECONNREFUSED: {
    rule: 'nothing answers there',
    hint: 'start the server or check host and port in DATABASE_URL',
  },
  ENOTFOUND: { rule: 'the host name is unknown', hint: CHECK_URL },
  EAI_AGAIN: { rule: 'the host name cannot be looked up', hint: CHECK_URL },
  ETIMEDOUT: { rule: 'the server did not answer in time', hint: CHECK_URL },
  ECONNRESET: CONNECTION_CUT,
  EPIPE: CONNECTION_CUT,
  '28P01': { rule: 'the password is wrong', hint: CHECK_URL },
  '28000': { rule: 'the user may not log in', hint: CHECK_URL },
  '3D000': {
    rule: 'the database does not exist',
    hint: 'create it with `createdb`, or correct DATABASE_URL',
  },
  '3F000': { rule: 'a schema is missing', hint: 'run `kpi db migrate`' },
  '40001': {
    rule: 'another session changed the same rows at the same time',
    hint: 'run the command again; nothing was written',
  },
  '40P01': {
    rule: 'this and another session waited for each other',
    hint: 'run the command again; nothing was written',
  },
  '42P01': { rule: 'a table or view is missing', hint: 'run `kpi db migrate`' },
  '42703': { rule: 'a column is missing', hint: 'run `kpi db migrate`' },
  '42501': { rule: 'the user lacks a privilege', hint: 'grant it, or use another user in DATABASE_URL' },
  '2BP01': {
    rule: 'another object depends on a view of ours',
    hint: 'drop or change that object, then run `kpi db migrate`',
  },
  '25006': { rule: 'the server is read-only', hint: 'use the primary server in DATABASE_URL' },
  '53100': {
    rule: 'the disk is full',
    hint: 'free space on the server, then run the command again; nothing was written',
  },
  '53300': { rule: 'the server takes no more connections', hint: 'close some, then run the command again' },
  '55P03': {
    rule: 'a lock was not released in time',
    hint: 'see who holds it in pg_stat_activity, then try again',
  },
  '57014': { rule: 'the statement was cancelled', hint: 'run the command again; nothing was written' },
  '57P01': {
    rule: 'the server was shut down',
    hint: 'run the command again when it is back; nothing was written',
  },
  '57P02': { rule: 'the server crashed', hint: 'run the command again when it is back; nothing was written' },
  '57P03': { rule: 'the server is starting or stopping', hint: 'try again in a few seconds' },
};

const CONNECTION_LOST: Advice = { ...CONNECTION_CUT, rule: 'the connection was lost' };

/**
 * Turns an error of the database or of the connection to it into one line that names the place and the next
 * step. Every other error, ours or a bug, is returned as it is.
 */
export function toDatabaseError(error: unknown, place: string): unknown {
  const cause = firstOf(error);
  if (error instanceof KpiError || !(cause instanceof Error)) return error;
  const code = codeOf(cause);
  const lost = /Connection terminated|timeout exceeded when trying to connect/.test(cause.message);
  if (code === '' && !lost) return error;
  const advice = ADVICE[code] ?? (lost ? CONNECTION_LOST : undefined);
  const text = cause.message.split('\n')[0] || code;
  return new DatabaseError(advice ? `${place}: ${advice.rule} (${text})` : `${place}: ${text}`, {
    hint: advice?.hint ?? 'run `kpi doctor`',
    cause: error,
  });
}

/** The SQLSTATE or system code of a database error, also when it is wrapped; '' when it has none. */
export function codeOf(error: unknown): string {
  if (error instanceof KpiError && error.cause !== undefined) return codeOf(firstOf(error.cause));
  const code: unknown =
    typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

/** Node reports a failed connection to a name with several addresses as an AggregateError. */
function firstOf(error: unknown): unknown {
  return error instanceof AggregateError && error.errors.length > 0 ? (error.errors[0] as unknown) : error;
}
