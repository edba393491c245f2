/** What a file is by its first bytes, whatever its name says. */
export type FileFormat = 'text' | 'gzip' | 'zstd' | RefusedFormat;

/** Formats that are named in an error instead of read as broken text. */
export type RefusedFormat =
  | 'workbook'
  | 'old workbook'
  | 'zip'
  | 'tar'
  | '7z'
  | 'bzip2'
  | 'xz'
  | 'lz4'
  | 'parquet'
  | 'pdf'
  | 'web page'
  | 'xml'
  | 'json';

/** As many bytes as tell every format apart. */
export const HEAD_BYTES = 512;

const LOCAL_ENTRY_NAME = 30;

/** Format → first bytes, `.` for any half byte, and where they stand. */
const MAGIC: readonly (readonly [FileFormat, RegExp, number?])[] = [
  ['gzip', /^1f8b/],
  // The second is a frame to be skipped, with which pzstd begins.
  ['zstd', /^28b52ffd|^5.2a4d18/],
  // Not the letters PK alone: they may begin a header.
  ['zip', /^504b(0304|0506|0708)/],
  ['old workbook', /^d0cf11e0a1b11ae1/],
  ['bzip2', /^425a683.314159265359/],
  ['xz', /^fd377a585a00/],
  ['lz4', /^04224d18/],
  ['7z', /^377abcaf271c/],
  ['parquet', /^50415231/],
  ['tar', /^7573746172/, 257],
  ['pdf', /^255044462d/],
];

/** Text that is no table, by how it begins. No header does: brackets and quotes together name no column. */
const MARKUP: readonly (readonly [RefusedFormat, RegExp])[] = [
  ['web page', /^\s*<(!doctype\s+html|html)\b/i],
  ['xml', /^\s*<\?xml\s/],
  ['json', /^\s*(\{\s*"[^"]*"\s*:|\[\s*[[{]\s*")/],
];

/** @param head the first `HEAD_BYTES` of the file, or all of it */
export function fileFormat(head: Buffer): FileFormat {
  const found = MAGIC.find(([, magic, at = 0]) => magic.test(head.toString('hex', at, at + 12)));
  if (found === undefined) return markup(head) ?? 'text';
  return found[0] === 'zip' && isWorkbook(head) ? 'workbook' : found[0];
}

function markup(head: Buffer): RefusedFormat | undefined {
  const text = head.toString('utf8').replace(/^\ufeff/, '');
  return MARKUP.find(([, beginning]) => beginning.test(text))?.[0];
}

/** Office and OpenDocument files are ZIP archives; the name of the first entry gives them away. */
function isWorkbook(head: Buffer): boolean {
  const entry = head.toString('latin1', LOCAL_ENTRY_NAME);
  return /^(\[Content_Types\]\.xml|_rels\/|docProps\/|xl\/|mimetypeapplication\/vnd\.oasis)/.test(entry);
}
