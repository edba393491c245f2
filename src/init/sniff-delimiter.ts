import { DELIMITERS, type Delimiter } from '../datasets/definition.ts';
import { SourceError } from '../errors.ts';
import { readRecords } from '../ingest/read-records.ts';
import { readText } from '../ingest/read-text.ts';
import { sepLine } from '../ingest/sep-line.ts';
import type { Source } from '../ingest/source.ts';

const NAMES: Readonly<Record<Delimiter, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
};
const RECORDS = 200;
const BEGINNING = 1000;

interface Shape {
  readonly delimiter: Delimiter;
  /** Fields of the header. */
  readonly width: number;
  readonly records: number;
  /** Records with as many fields as the header. */
  readonly even: number;
}

export interface SniffedDelimiter {
  readonly delimiter: Delimiter;
  readonly reason: string;
  /** Records before the header: a line such as `sep=;`. */
  readonly skipRecords: number;
}

/** What the file says itself, else the character that gives the most records as wide as the header; the wider one when two do. */
export async function sniffDelimiter(source: Source): Promise<SniffedDelimiter> {
  const said = sepLine(await beginningOf(source), source.name);
  if (said !== undefined)
    return { delimiter: said, reason: `split by ${NAMES[said]}, as its first line says`, skipRecords: 1 };
  const shapes: Shape[] = [];
  for (const delimiter of DELIMITERS) {
    const shape = await shapeWith(source, delimiter);
    if (shape !== undefined && shape.width > 1) shapes.push(shape);
  }
  const [best] = shapes.sort((a, b) => b.even / b.records - a.even / a.records || b.width - a.width);
  if (best === undefined) return { delimiter: ',', reason: 'the file has one column', skipRecords: 0 };
  const { delimiter, width, records, even } = best;
  const share = even === records ? `all of the first ${records}` : `${even} of the first ${records}`;
  return {
    delimiter,
    reason: `split by ${NAMES[delimiter]}, ${share} lines have ${width} fields`,
    skipRecords: 0,
  };
}

/** Enough to hold a first line that says something. */
async function beginningOf(source: Source): Promise<string> {
  let text = '';
  try {
    for await (const chunk of readText(source)) {
      text += chunk;
      if (text.length >= BEGINNING) break;
    }
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
  }
  return text;
}

/** Undefined when the quoting makes no sense with it. What is wrong with the file itself is told by its reader. */
async function shapeWith(source: Source, delimiter: Delimiter): Promise<Shape | undefined> {
  let [width, records, even] = [0, 0, 0];
  try {
    for await (const { fields } of readRecords(readText(source), source.name, delimiter)) {
      if (records === 0) width = fields.length;
      records += 1;
      if (fields.length === width) even += 1;
      if (records === RECORDS) break;
    }
  } catch (error) {
    if (error instanceof SourceError) return undefined;
    throw error;
  }
  return records === 0 ? undefined : { delimiter, width, records, even };
}
