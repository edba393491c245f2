import type { Command } from 'commander';
import type { Context } from '../context.ts';

/**
 * What each command file exports as `register`: adds the verb with its arguments, options and examples to the
 * program. The action parses its options (`parse…Options`, throws UsageError) and calls `run…(options, context)`.
 */
export type Register = (program: Command, context: Context) => void;
