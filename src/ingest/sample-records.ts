import { CsvError } from 'csv-parse';
import { parse, type Options } from 'csv-parse/sync';
import type { Delimiter } from '../datasets/definition.ts';
import { countLineBreaks, CSV, type CsvRecord } from './read-records.ts';

/**
 * The first records of a file, as `readRecords` gives them. The sample may end anywhere: a record whose quotes make
 * no sense ends the list, and whoever reads the file says what is wrong with it.
 * @param most records to look at
 */
export function sampleRecords(sample: string, delimiter: Delimiter, most?: number): CsvRecord[] {
  return sample.includes('"')
    ? parsedRecords(sample, delimiter, most)
    : splitRecords(sample, delimiter, most);
}

/** Without quotes, what csv-parse finds is what splitting finds, in a third of the time (40 for 130 ms a MiB, 2026-11). */
function splitRecords(sample: string, delimiter: Delimiter, most: number | undefined): CsvRecord[] {
  return sample.split(/\r\n|\n|\r/, most).flatMap((text, index) => {
    const fields = text.split(delimiter);
    return isBlank(fields) ? [] : [{ line: index + 1, fields }];
  });
}

function parsedRecords(sample: string, delimiter: Delimiter, most: number | undefined): CsvRecord[] {
  const records: CsvRecord[] = [];
  let linesOfRecords = 0;
  const options: Options<CsvRecord, string[]> = {
    ...CSV,
    delimiter,
    ...(most === undefined ? {} : { to: most }),
    on_record: (fields, { empty_lines: emptyLines }) => {
      const line = linesOfRecords + emptyLines + 1;
      linesOfRecords += 1 + countLineBreaks(fields);
      if (!isBlank(fields)) records.push({ line, fields });
      return null;
    },
  };
  try {
    // The types know a record of another shape only together with `columns`.
    parse(sample, options as unknown as Options);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
  return records;
}

function isBlank(fields: readonly string[]): boolean {
  return fields.every((field) => field.trim() === '');
}
