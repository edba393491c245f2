import { distance } from 'fastest-levenshtein';
import { UsageError } from '../../errors.ts';

const NEAREST_NAMES = 3;
/** iconv-lite has them, but what they turn bytes into is no text of a file. */
const NO_TEXT = new Set(['base64', 'hex', 'binary']);

/** As iconv-lite compares them: `ISO_8859-1:1987` and `iso88591` are one name. */
export function canonicalEncoding(name: string): string {
  return name.toLowerCase().replace(/:\d{4}$|[^0-9a-z]/g, '');
}

/** @throws UsageError with the nearest names when it is no encoding of iconv-lite */
export async function requireEncoding(name: string): Promise<void> {
  const { default: iconv } = await import('iconv-lite');
  const written = canonicalEncoding(name);
  if (iconv.encodingExists(name) && !NO_TEXT.has(written)) return;
  const known = Object.keys(iconv.encodings ?? {}).filter(
    (each) => !each.startsWith('_') && !NO_TEXT.has(each),
  );
  const nearest = known
    .map((each) => ({ each, far: distance(written, each) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, NEAREST_NAMES)
    .map(({ each }) => usualSpelling(each));
  throw new UsageError(
    `"${name}" is no encoding that kpi knows; the nearest names are ${nearest.join(', ')}`,
    {
      hint: 'most files are utf-8 or windows-1252; without an encoding the bytes decide',
    },
  );
}

/** windows1252 → windows-1252, iso88591 → iso-8859-1, utf16le → utf-16le */
function usualSpelling(name: string): string {
  return name
    .replace(/^(windows|utf)(?=\d)/, '$1-')
    .replace(/^iso8859(?=\d)/, 'iso-8859-')
    .replace(/^koi8(?=[a-z])/, 'koi8-')
    .replace(/^euc(?=[a-z]{2}$)/, 'euc-')
    .replace(/^shiftjis$/, 'shift_jis');
}
