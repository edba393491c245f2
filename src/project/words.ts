/** Pieces of the kpi.yaml schema whose errors name what was written and the nearest word that would do. */
import * as z from 'zod';
import { didYouMean } from '../did-you-mean.ts';

/** An object with these keys and no others. */
export function record<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return undefined;
      // One line for each; they are told apart where errors get their places.
      return issue.keys
        .map(
          (key) =>
            `"${oneLine(key)}" is no word here${didYouMean(key, known) || `; known: ${known.join(', ')}`}`,
        )
        .join('\n');
    },
  });
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

/** One of a closed set of words. */
export function word<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, {
    error: ({ input }) =>
      typeof input === 'string'
        ? `"${input}" is not one of ${words.join(', ')}${didYouMean(input, words)}`
        : `must be one of ${words.join(', ')}`,
  });
}

/** Reports a name that is not among the known ones. */
export function requireKnown(
  context: z.RefinementCtx,
  path: readonly (string | number)[],
  name: string,
  known: readonly string[],
  what: string,
): void {
  if (known.includes(name)) return;
  context.addIssue({
    code: 'custom',
    path: [...path],
    message: `"${name}" is no ${what}${didYouMean(name, known) || `; known: ${[...new Set(known)].join(', ') || 'none'}`}`,
  });
}
