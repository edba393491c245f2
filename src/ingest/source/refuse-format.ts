import { SourceError } from '../../errors.ts';
import type { FileFormat } from './file-format.ts';
import { shellWord } from './shell-word.ts';
import { STANDARD_INPUT } from './standard-input.ts';

interface Refusal {
  readonly what: string;
  readonly hint: (name: string) => string;
}

const SAVE_AS_CSV = () => 'open it and save the sheet as "CSV UTF-8 (comma delimited)"';

const REFUSALS: Readonly<Record<Exclude<FileFormat, 'text'>, Refusal>> = {
  workbook: { what: 'a spreadsheet', hint: SAVE_AS_CSV },
  'old workbook': { what: 'an old Excel workbook (.xls)', hint: SAVE_AS_CSV },
  zip: {
    what: 'a ZIP archive',
    hint: (name) => (name === STANDARD_INPUT ? readWith('funzip', name) : readWith('unzip -p', name)),
  },
  tar: { what: 'a tar archive', hint: (name) => readWith('tar -xOf', name, '-') },
  '7z': { what: 'a 7-Zip archive', hint: (name) => readWith('7z x -so', name, '-si') },
  bzip2: { what: 'compressed with bzip2', hint: (name) => readWith('bzip2 -dc', name) },
  xz: { what: 'compressed with xz', hint: (name) => readWith('xz -dc', name) },
  lz4: { what: 'compressed with lz4', hint: (name) => readWith('lz4 -dc', name) },
  zstd: { what: 'compressed with zstd', hint: (name) => readWith('zstd -dc', name) },
  gzip: { what: 'compressed with gzip', hint: (name) => readWith('gzip -dc', name) },
  parquet: { what: 'a Parquet file', hint: () => 'export it as CSV' },
  pdf: { what: 'a PDF document', hint: () => 'export the table that is printed in it as CSV' },
  'web page': {
    what: 'a web page',
    hint: () => 'open it in a browser: it may ask to sign in; then download the CSV again',
  },
  xml: {
    what: 'an XML document',
    hint: () => 'look at it: it may tell an error; then export the table as CSV',
  },
  json: { what: 'JSON', hint: () => 'look at it: it may tell an error; then export the table as CSV' },
};

/** The error for a file that holds something else than text. */
export function formatError(name: string, format: Exclude<FileFormat, 'text'>): SourceError {
  const { what, hint } = REFUSALS[format];
  return new SourceError(`${name} is ${what}, not CSV text`, { hint: hint(name) });
}

/** The error for a compressed file whose content is something else than text. */
export function innerFormatError(name: string, format: Exclude<FileFormat, 'text'>): SourceError {
  const { what, hint } = REFUSALS[format];
  return new SourceError(`${name}: what is compressed in it is ${what}, not CSV text`, {
    // tar looks through the compression; the other tools would have to be run on what comes out.
    hint: format === 'tar' ? hint(name) : 'decompress it, then see what is inside',
  });
}

/** "`zstd -dc x.csv.zst | kpi ingest -`": the way around for what another tool can read. */
export function readWith(command: string, name: string, argumentForStdin = ''): string {
  const source =
    name === STANDARD_INPUT
      ? `… | ${`${command} ${argumentForStdin}`.trim()}`
      : `${command} ${shellWord(name)}`;
  return `\`${source} | kpi ingest -\` reads what is inside`;
}
