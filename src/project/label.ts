import * as z from 'zod';
import type { Label } from '../datasets/definition.ts';
import { record } from './words.ts';

/** One text for every language, or one each. */
export const labelSchema = z.union(
  [z.string().min(1), record({ 'pt-BR': z.string().min(1), 'en-US': z.string().min(1) })],
  { error: 'must be a text, or one each for pt-BR and en-US' },
);

export type LabelText = z.output<typeof labelSchema>;

/** Where nothing is written, the name itself in words: `order_count` → Order count. */
export function labelOf(text: LabelText | undefined, name: string): Label {
  if (text !== undefined && typeof text !== 'string') return text;
  const words = name.replaceAll(/[_-]+/g, ' ').trim();
  const label = text ?? words.charAt(0).toUpperCase() + words.slice(1);
  return { 'pt-BR': label, 'en-US': label };
}
