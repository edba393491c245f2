/** What is wrong in kpi.yaml, each with its place, and all of it at once. */
import type * as z from 'zod';
import { ConfigError } from '../errors.ts';

export interface DefinitionError {
  /** Place in kpi.yaml: `datasets.orders.metrics.revenue.measure`; '' for the file as a whole. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** What fits on a screen; who has more begins with these. */
const MOST_PRINTED = 20;

/** One or more errors of kpi.yaml. */
export class WrongDefinition extends ConfigError {
  readonly errors: readonly DefinitionError[];

  /**
   * @param file how to name it
   * @param elsewhere what `kpi dataset check` tells besides these errors
   */
  constructor(file: string, errors: readonly DefinitionError[], elsewhere?: string) {
    const lines = errors.slice(0, MOST_PRINTED).map((error) => lineOf(file, error));
    const more = errors.length - lines.length;
    const left = more > 0 ? 'all of them' : elsewhere;
    const check = left === undefined ? '' : `; \`kpi dataset check\` tells ${left}`;
    const one = errors.length === 1;
    const rest = more > 0 ? [`… and ${more} more`] : [];
    const list = [`${errors.length} errors in ${file}:`, ...[...lines, ...rest].map((line) => `  ${line}`)];
    super((one ? lines : list).join('\n'), { hint: `correct ${one ? 'it' : 'them'} there${check}` });
    this.errors = errors;
  }
}

/** `kpi.yaml:10:5: datasets.orders.time: …` */
export function lineOf(file: string, { line, column, path, message }: DefinitionError): string {
  return `${file}:${line}:${column}: ${path || 'the file'}: ${message}`;
}

/**
 * Issues of a schema with their places, in the order of the file.
 * @param prefix where the value that was checked stands in the file
 */
export async function locateErrors(
  issues: readonly z.core.$ZodIssue[],
  prefix: readonly string[],
  text: string,
): Promise<DefinitionError[]> {
  if (issues.length === 0) return [];
  // The parser that knows positions is slow to load and to run: only an error pays for it.
  const { positionsIn } = await import('./yaml-position.ts');
  const positionOf = positionsIn(text);
  const errors = issues
    .flatMap((issue) => simple(issue, prefix))
    .map(({ path, place, message }) => ({ path: path.join('.'), ...positionOf(place ?? path), message }));
  return inFileOrder(errors);
}

export function inFileOrder(errors: readonly DefinitionError[]): DefinitionError[] {
  return [...errors].sort((a, b) => a.line - b.line || a.column - b.column);
}

interface SimpleIssue {
  readonly path: readonly PropertyKey[];
  /** Where it stands, if not at the path. */
  readonly place?: readonly PropertyKey[];
  readonly message: string;
}

/** One thing that is wrong each, in words. */
function simple(issue: z.core.$ZodIssue, prefix: readonly PropertyKey[]): SimpleIssue[] {
  const path = [...prefix, ...issue.path];
  switch (issue.code) {
    case 'unrecognized_keys': {
      // `record` writes one line for each.
      const lines = issue.message.split('\n');
      return issue.keys.map((key, index) => ({ path, place: [...path, key], message: lines[index] ?? '' }));
    }
    case 'invalid_key':
      // Of a wrong key zod says only that it is wrong; the rule is one level down.
      return [{ path, message: issue.issues[0]?.message ?? issue.message }];
    case 'invalid_union': {
      // The form that was meant is the one whose kind of value was written.
      const meant = issue.errors.find((issues) => !issues.some((inner) => isOfOtherType(inner)));
      return meant === undefined
        ? [{ path, message: issue.message }]
        : meant.flatMap((inner) => simple(inner, path));
    }
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_type':
    case 'invalid_value':
    case 'not_multiple_of':
    case 'too_big':
    case 'too_small':
      return [{ path, message: plain(issue.message) }];
  }
}

function isOfOtherType({ code, path }: z.core.$ZodIssue): boolean {
  return path.length === 0 && (code === 'invalid_type' || code === 'invalid_value');
}

/** The words of zod about types, in ours. */
function plain(message: string): string {
  const [, expected = '', received] = /^Invalid input: expected (\w+), received (\w+)$/.exec(message) ?? [];
  if (received === undefined) return message;
  const wanted = TYPES[expected] ?? expected;
  return received === 'undefined'
    ? `is missing; it must be ${wanted}`
    : `must be ${wanted}, not ${TYPES[received] ?? received}`;
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping of words',
  record: 'a mapping of names',
  null: 'empty',
};
