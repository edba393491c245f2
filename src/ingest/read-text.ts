import { decodeUtf8 } from './decode.ts';
import { toUtf8, type Utf8Options } from './encoding/to-utf8.ts';
import type { Source } from './source.ts';

/**
 * The text of a source, whatever its compression and encoding.
 * @throws SourceError when it cannot be read, or names the line of a byte that makes no character
 */
export function readText(source: Source, options: Utf8Options = {}): AsyncGenerator<string> {
  return decodeUtf8(toUtf8(source.open(), source.name, options), source.name);
}
