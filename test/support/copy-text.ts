/** COPY's text format read back, as PostgreSQL's documentation of COPY has it ("File Formats: Text Format"). */

const LETTERS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

export interface CopyForm {
  /** The byte. */
  readonly delimiter: number;
  readonly lineEnd: string;
}

/**
 * Rows of values with the options `null ''`.
 * @throws Error for what COPY refuses too: a last line without end, another line end than that of the first line, a
 *   literal CR or LF within a value
 */
export function decodeCopyText(bytes: Buffer, { delimiter, lineEnd }: CopyForm): (string | null)[][] {
  const text = bytes.toString('utf8');
  if (text === '') return [];
  if (!text.endsWith(lineEnd)) throw new Error('the last line has no end');
  const separator = String.fromCharCode(delimiter);
  const lines = text.slice(0, -lineEnd.length).split(lineEnd);
  return lines.map((line) => {
    if (/[\r\n]/.test(line)) throw new Error(`a line break that is none: ${JSON.stringify(line)}`);
    if (line === '\\.') throw new Error('the end of the data stands in its middle');
    return splitFields(line, separator).map((field) => (field === '' ? null : unescape(field)));
  });
}

/** A backslash takes the separator behind it for a value. */
function splitFields(line: string, separator: string): string[] {
  const fields: string[] = [];
  let start = 0;
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === '\\') at += 1;
    else if (line[at] === separator) {
      fields.push(line.slice(start, at));
      start = at + 1;
    }
  }
  return [...fields, line.slice(start)];
}

/** Backslash and letter, up to three octal digits, x and up to two hexadecimal ones; else the sign itself. */
function unescape(field: string): string {
  return field.replaceAll(
    /\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|([\s\S]))/g,
    (_, octal?: string, hex?: string, sign?: string) => {
      if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8) & 0xff);
      if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
      return LETTERS[sign ?? ''] ?? sign ?? '';
    },
  );
}
