import { DELIMITERS, type Dataset, type Delimiter } from '../datasets/definition.ts';
import { countColumns, type HeaderOptions } from './match-header.ts';
import { sampleRecords } from './sample-records.ts';
import { sepLine } from './sep-line.ts';

export interface FoundDelimiter {
  readonly delimiter: Delimiter;
  /** Records before the header: a line such as `sep=;`. */
  readonly skipRecords: number;
  /** Said to the user, where it was neither given nor the usual one. */
  readonly note?: string;
}

/** Records that are looked at for the header. */
const FIRST_RECORDS = 100;
const NAMES: Readonly<Record<Delimiter, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
};

interface Candidate {
  readonly delimiter: Delimiter;
  readonly columns: number;
  readonly width: number;
}

/**
 * The delimiter that is given, or said by the file itself, or declared and good for the header, or the one with which
 * the header names the most columns. Where none names any, the one that gives the most fields, to tell them.
 * @throws SourceError when the file says one that cannot be
 */
export function findDelimiter(
  sample: string,
  dataset: Dataset,
  { name, delimiter: given, map }: HeaderOptions & { name: string; delimiter?: Delimiter | undefined },
): FoundDelimiter {
  const said = sepLine(sample, name);
  const skipRecords = said === undefined ? 0 : 1;
  const decided = given ?? said;
  if (decided !== undefined) return { delimiter: decided, skipRecords };
  const usual = dataset.input?.delimiter ?? ',';
  const all = Object.keys(dataset.columns).length;
  const others = DELIMITERS.filter((delimiter) => delimiter !== usual);
  const candidates: Candidate[] = [];
  for (const delimiter of [usual, ...others]) {
    const fields = sampleRecords(sample, delimiter, { most: FIRST_RECORDS })[0]?.fields ?? [];
    const columns = countColumns(fields, dataset, map);
    // One that splits nothing is no better than another one.
    candidates.push({ delimiter, columns, width: Math.max(fields.length, 1) });
    if (columns === all) break;
  }
  const named = Math.max(...candidates.map(({ columns }) => columns));
  // The sort is stable: the usual one wins a draw.
  const [best] = candidates.sort((a, b) => (named === 0 ? b.width - a.width : b.columns - a.columns));
  if (best === undefined || best.delimiter === usual) return { delimiter: usual, skipRecords };
  const { delimiter, columns } = best;
  const note =
    `the fields are split by ${NAMES[delimiter]}, with which the header names ${columns} of ${all} columns; ` +
    `declare input: { delimiter: ${JSON.stringify(delimiter)} } for the dataset to settle it`;
  return { delimiter, skipRecords, note };
}
