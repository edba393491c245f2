/** What the words after `kpi generate` mean. */
import { addDays, daysBetween, toDay, type BusinessDay } from '../analysis/calendar.ts';
import { UsageError } from '../errors.ts';
import type { GeneratorOptions } from '../generate/generator.ts';
import type { Pack } from '../packs/pack.ts';
import { PACKS } from '../packs/packs.ts';
import { dayOf } from './option-values.ts';

export interface GenerateFlags {
  readonly days?: string;
  readonly seed?: string;
  readonly start?: string;
  readonly end?: string;
  readonly out?: string;
  readonly anomalies?: string;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

export interface GenerateOptions extends GeneratorOptions {
  readonly pack: Pack;
  /** As the user wrote it; `-` is standard output. */
  readonly out: string;
  /** The file for the truth about anomalies, as the user wrote it; null for data without any. */
  readonly anomalies: string | null;
  readonly quiet: boolean;
  readonly json: boolean;
}

export const DEFAULTS = { days: 90, seed: 1, start: '2025-01-01', out: '-' } as const;

export function packNames(): string[] {
  return PACKS.map(({ name }) => name);
}

const MAX_DAYS = 100_000;
/** The years for which holidays, growth and column widths have been checked. */
const FIRST_DAY = toDay('1900-01-01');
const LAST_DAY = toDay('2199-12-31');

/** @throws UsageError naming the option, its value and the rule */
export function parseGenerateOptions(name: string, flags: GenerateFlags): GenerateOptions {
  const pack = PACKS.find((candidate) => candidate.name === name);
  if (pack === undefined) {
    throw new UsageError(
      `cannot generate ${JSON.stringify(name)}: it is not one of ${packNames().join(', ')}`,
    );
  }
  const out = flags.out ?? DEFAULTS.out;
  if (out === '') throw new UsageError('--out is empty', { hint: 'name a file, or - for standard output' });
  if (flags.json && out === '-') {
    throw new UsageError('--json prints a summary on standard output, where the rows go already', {
      hint: 'name a file with --out',
    });
  }
  return {
    pack,
    anomalies: flags.anomalies === undefined ? null : truthFile(flags.anomalies, out),
    ...period(flags),
    seed: flags.seed === undefined ? DEFAULTS.seed : seed(flags.seed),
    out,
    quiet: flags.quiet ?? false,
    json: flags.json ?? false,
  };
}

function truthFile(file: string, out: string): string {
  if (file !== '' && file !== '-' && file !== out) return file;
  const rule = file === '' ? 'is empty' : 'is where the rows go';
  throw new UsageError(`--anomalies ${rule}`, { hint: 'name a file of its own, e.g. truth.csv' });
}

/** Two of --start, --end and --days decide the period; the default stands in for what is missing. */
function period(flags: GenerateFlags): { start: BusinessDay; days: number } {
  const end = flags.end === undefined ? undefined : dayOf('--end', flags.end);
  if (flags.start !== undefined && end !== undefined) {
    if (flags.days !== undefined) {
      throw new UsageError('--start, --end and --days are given, but two of them decide the third');
    }
    const start = dayOf('--start', flags.start);
    if (end < start) throw new UsageError(`--end ${end} is before --start ${start}`);
    return inRange(start, daysBetween(start, end) + 1);
  }
  const days = flags.days === undefined ? DEFAULTS.days : dayCount(flags.days);
  if (end !== undefined) return inRange(addDays(end, 1 - days), days);
  return inRange(dayOf('--start', flags.start ?? DEFAULTS.start), days);
}

function inRange(start: BusinessDay, days: number): { start: BusinessDay; days: number } {
  const end = addDays(start, days - 1);
  if (days > MAX_DAYS)
    throw new UsageError(`${start} to ${end} are ${days} days; at most ${MAX_DAYS} are possible`);
  // Compared by distance: as text, a year after 9999 (+10000) would come before 1900.
  if (daysBetween(FIRST_DAY, start) < 0 || daysBetween(end, LAST_DAY) < 0) {
    throw new UsageError(`${start} to ${end}: days must lie between ${FIRST_DAY} and ${LAST_DAY}`);
  }
  return { start, days };
}

function dayCount(text: string): number {
  const days = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (days >= 1 && days <= MAX_DAYS) return days;
  throw new UsageError(`--days ${JSON.stringify(text)} is not a whole number from 1 to ${MAX_DAYS}`);
}

function seed(text: string): number {
  const value = /^-?\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  // -0 would print as "-0" and name the same data as 0.
  if (Number.isSafeInteger(value)) return value === 0 ? 0 : value;
  throw new UsageError(
    `--seed ${JSON.stringify(text)} is not a whole number from ${Number.MIN_SAFE_INTEGER} to ${Number.MAX_SAFE_INTEGER}`,
  );
}
