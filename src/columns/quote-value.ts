const LONGEST_VALUE = 60;

/** A value of a file for a message, shortened; as a JSON string, so that control characters cannot reach the terminal. */
export function quoteValue(value: string): string {
  return JSON.stringify(value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value);
}
