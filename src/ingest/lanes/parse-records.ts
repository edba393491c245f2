import { parse } from 'csv-parse/sync';

/**
 * The fields of records whose extent is known, by csv-parse. Many at once: it takes longer to begin than to parse.
 * @param records sound ones, without their line ends
 * @throws CsvError where the quoting of one is broken
 */
export function parseRecords(records: readonly Buffer[], delimiter: string): string[][] {
  // An empty record would be passed over, and those behind it take its place.
  const full = records.filter((bytes) => bytes.length > 0);
  const rows: string[][] = parse(full.map((bytes) => bytes.toString('utf8')).join('\n'), {
    delimiter,
    relax_column_count: true,
    // A record of its own per line: line breaks within quotes are none.
    record_delimiter: '\n',
    skip_empty_lines: true,
  });
  if (rows.length !== full.length) {
    throw new Error(`${full.length} records were split and ${rows.length} were parsed`);
  }
  let next = 0;
  return records.map((bytes) => (bytes.length > 0 ? (rows[next++] ?? []) : []));
}
