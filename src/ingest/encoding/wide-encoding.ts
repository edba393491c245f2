/** Encodings that every text editor can write and that are not ASCII with more: known by mark or by their NUL bytes. */
export type WideEncoding = 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be';

export const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** In this order: the mark of UTF-32LE begins with that of UTF-16LE. */
const MARKS: readonly (readonly [WideEncoding, Buffer])[] = [
  ['utf-32le', Buffer.from([0xff, 0xfe, 0x00, 0x00])],
  ['utf-32be', Buffer.from([0x00, 0x00, 0xfe, 0xff])],
  ['utf-16le', Buffer.from([0xff, 0xfe])],
  ['utf-16be', Buffer.from([0xfe, 0xff])],
];

/** Of the 16-bit units, so many have a NUL for one byte: all digits, separators and Latin letters do. */
const LEAST_NUL_SHARE = 0.3;
/** And the other byte is NUL this much more rarely. */
const MOST_OTHER_SHARE = 0.1;

export function startsWith(head: Buffer, mark: Buffer): boolean {
  return head.subarray(0, mark.length).equals(mark);
}

/** The encoding whose byte order mark stands at the start. */
export function markedEncoding(head: Buffer): WideEncoding | undefined {
  return MARKS.find(([, mark]) => startsWith(head, mark))?.[0];
}

/** UTF-16 without a mark, by which byte of its units is NUL. A file with a NUL here and there is not UTF-16. */
export function unmarkedEncoding(head: Buffer): WideEncoding | undefined {
  const units = Math.floor(head.length / 2);
  if (units < 2) return undefined;
  const nuls = [0, 0] as [number, number];
  for (let at = head.indexOf(0); at !== -1 && at < units * 2; at = head.indexOf(0, at + 1)) {
    nuls[at % 2 === 0 ? 0 : 1] += 1;
  }
  const [first, second] = nuls;
  const most = Math.max(first, second);
  if (most < units * LEAST_NUL_SHARE || Math.min(first, second) > most * MOST_OTHER_SHARE) return undefined;
  return first > second ? 'utf-16be' : 'utf-16le';
}
