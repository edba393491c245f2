/** The name of the source that is no file. */
export const STANDARD_INPUT = '(standard input)';
