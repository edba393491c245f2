import type { LoadFileEntry } from '../query/load-run-details.ts';

/** What a load keeps about each of its files, so that it can be recognised and its rejected rows read again. */
export interface LoadedFile extends LoadFileEntry {
  /** Hash of the definition and the options that the file was read with. */
  readonly rules: string;
}
