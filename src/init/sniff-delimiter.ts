import { DELIMITERS, type Delimiter } from '../datasets/definition.ts';
import { SourceError } from '../errors.ts';
import { readRecords } from '../ingest/read-records.ts';
import { readText } from '../ingest/read-text.ts';
import type { Source } from '../ingest/source.ts';

const NAMES: Readonly<Record<Delimiter, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
};
const RECORDS = 200;

interface Shape {
  readonly delimiter: Delimiter;
  /** Fields of the header. */
  readonly width: number;
  readonly records: number;
  /** Records with as many fields as the header. */
  readonly even: number;
}

/** The character that gives the most records as wide as the header; the wider one when two do. */
export async function sniffDelimiter(source: Source): Promise<{ delimiter: Delimiter; reason: string }> {
  const shapes: Shape[] = [];
  for (const delimiter of DELIMITERS) {
    const shape = await shapeWith(source, delimiter);
    if (shape !== undefined && shape.width > 1) shapes.push(shape);
  }
  const [best] = shapes.sort((a, b) => b.even / b.records - a.even / a.records || b.width - a.width);
  if (best === undefined) return { delimiter: ',', reason: 'the file has one column' };
  const { delimiter, width, records, even } = best;
  const share = even === records ? `all of the first ${records}` : `${even} of the first ${records}`;
  return { delimiter, reason: `split by ${NAMES[delimiter]}, ${share} lines have ${width} fields` };
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
