/** What a load keeps about each of its files, so that it can be recognised and its rejected rows read again. */
export interface LoadedFile {
  readonly name: string;
  /** As they lay on the disk or came from standard input, before decompression. */
  readonly bytes: number;
  /** Of those bytes; hexadecimal. */
  readonly sha256: string;
  /** Hash of the definition and the options that the file was read with. */
  readonly rules: string;
  readonly encoding: string;
  readonly delimiter: string;
  /** The header line as the file has it, or with the names that it was mapped to. */
  readonly header: string;
  /** Column → how the file writes it, where that was detected. */
  readonly formats: Readonly<Record<string, Readonly<Record<string, string | boolean>>>>;
  readonly rowsRead: number;
  readonly rowsRejected: number;
}
