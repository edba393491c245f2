/** How a file differs from the definition of its dataset: all of it, where a load stops at what it cannot take. */
import type { Column, Dataset, Locale } from '../datasets/definition.ts';
import { guessColumn, type ColumnGuess } from '../inference/guess-column.ts';
import { habitsOf } from '../inference/habits-of.ts';
import { columnSchema, type FieldSchema } from '../columns/column-schema.ts';
import { decideColumns } from './decide-columns.ts';
import { withDecisions } from './decided-column.ts';
import { findDelimiter } from './find-delimiter.ts';
import { headerMisquoted, noHeader } from './header-errors.ts';
import { locateColumns } from './match-header.ts';
import { readRecords, type CsvRecord } from './read-records.ts';
import { readText } from './read-text.ts';
import { sampleRecords } from './sample-records.ts';
import type { Source } from './source.ts';
import { takeSample } from './take-sample.ts';

const NAMED_EXAMPLES = 5;
/** Different values of one dimension that are kept; a dimension with more is a measure or a mistake. */
const MOST_VALUES = 100_000;

interface Example {
  readonly line: number;
  readonly value: string;
}

export interface Sighting {
  count: number;
  readonly examples: Example[];
}

export interface FileDrift {
  readonly rows: number;
  /** Header as the file has it → the type its values would need, and some of them. */
  readonly newColumns: ReadonlyMap<string, Sighting & { readonly column: Column }>;
  readonly vanished: readonly string[];
  /** Column → rule → the values that break it. */
  readonly broken: ReadonlyMap<string, ReadonlyMap<string, Sighting>>;
  /** Rows with another number of fields than the header. */
  readonly misshapen: Sighting;
  /** Dimension → its values, as the table would hold them. */
  readonly values: ReadonlyMap<string, ReadonlyMap<string, Sighting>>;
}

interface KnownColumn {
  readonly name: string;
  readonly position: number;
  readonly nullable: boolean;
  readonly schema: FieldSchema;
}

/**
 * @param locale decides what the values of a new column leave open
 * @throws SourceError when the file cannot be read, has no header, or a column twice
 */
export async function readFileDrift(source: Source, dataset: Dataset, locale: Locale): Promise<FileDrift> {
  const text = readText(source);
  const { pieces, whole } = await takeSample(text);
  const sample = pieces.join('');
  const { delimiter, skipRecords } = findDelimiter(sample, dataset, { name: source.name });
  const [header, ...shown] = sampleRecords(sample, delimiter, { whole }).slice(skipRecords);
  if (header === undefined) throw noHeader(source.name, dataset, sample);
  if (header.misquoted) throw headerMisquoted(source.name, header.line);
  const given = { locale, delimiter };
  const { missing, ...match } = locateColumns(header, dataset, source.name);
  const { positions, width } = match;
  // Written in another form than usual is no drift: a load finds that out by itself.
  const decided = withDecisions(dataset, decideColumns(dataset, match, shown, given));
  const known = knownColumns(decided, positions);
  const found = new Set(positions.values());
  const extra = header.fields.flatMap((field, position) =>
    found.has(position)
      ? []
      : [{ header: field.trim(), position, guess: guessColumn(field, given), sighting: sighting() }],
  );
  const broken = new Map<string, Map<string, Sighting>>();
  const values = new Map(Object.keys(dataset.dimensions).map((name) => [name, new Map<string, Sighting>()]));
  const misshapen = sighting();
  let rows = -skipRecords - 1;
  for await (const record of readRecords(behind(sample, text), source.name, delimiter)) {
    rows += 1;
    if (rows <= 0) continue;
    const { line, fields } = record;
    if (fields.length !== width) {
      note(misshapen, line, `${fields.length} fields instead of ${width}`);
      continue;
    }
    for (const column of known) seeKnown(column, record, broken, values.get(column.name));
    for (const { position, guess, sighting: seen } of extra)
      seeNew(guess, seen, line, fields[position] ?? '');
  }
  const habits = habitsOf(
    extra.map(({ guess }) => guess.values),
    given,
    Object.values(dataset.columns),
  );
  const newColumns = new Map(
    extra.map(({ header: name, guess, sighting: seen }) => [name, { ...seen, column: guess.result(habits) }]),
  );
  return { rows: Math.max(rows, 0), newColumns, vanished: missing, broken, misshapen, values };
}

async function* behind(sample: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield sample;
  yield* rest;
}

function knownColumns(dataset: Dataset, positions: ReadonlyMap<string, number>): KnownColumn[] {
  return Object.entries(dataset.columns).flatMap(([name, column]) => {
    const position = positions.get(name);
    if (position === undefined) return [];
    const schema = columnSchema(column, dataset.timeZone);
    return [{ name, position, nullable: column.nullable === true, schema }];
  });
}

function seeKnown(
  { name, position, nullable, schema }: KnownColumn,
  { line, fields }: CsvRecord,
  broken: Map<string, Map<string, Sighting>>,
  values: Map<string, Sighting> | undefined,
): void {
  const raw = fields[position] ?? '';
  if (nullable && raw.trim() === '') return;
  const parsed = schema.safeParse(raw);
  if (parsed.success) {
    if (values && (values.has(parsed.data) || values.size < MOST_VALUES))
      note(entry(values, parsed.data, sighting), line, parsed.data);
    return;
  }
  const rules = entry(broken, name, () => new Map<string, Sighting>());
  for (const issue of parsed.error.issues) note(entry(rules, issue.message, sighting), line, raw);
}

function seeNew(guess: ColumnGuess, seen: Sighting, line: number, raw: string): void {
  const value = raw.trim();
  if (value === '') return;
  guess.see(value);
  note(seen, line, value);
}

function sighting(): Sighting {
  return { count: 0, examples: [] };
}

function note(seen: Sighting, line: number, value: string): void {
  seen.count += 1;
  if (seen.examples.length < NAMED_EXAMPLES && !seen.examples.some((example) => example.value === value))
    seen.examples.push({ line, value });
}

function entry<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const created = create();
  map.set(key, created);
  return created;
}
