/**
 * What the fast lane accepts of one field: bytes that are provably what the column's schema accepts, with the same
 * value. A rule may refuse what is right (the slow lane will take it), never accept what is wrong.
 */
export interface FieldRule {
  /** Whether bytes[from, to) are a right value; quotes around it are not part of it. */
  accepts(bytes: Uint8Array, from: number, to: number): boolean;
  /**
   * Writes the accepted value as PostgreSQL reads it and returns where it ends. Undefined: as the file has it.
   * Never longer than 5/4 of the field and its delimiter.
   */
  readonly write?: (bytes: Uint8Array, from: number, to: number, out: Uint8Array, at: number) => number;
}
