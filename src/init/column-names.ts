/** Headers, whatever they hold → names that are safe and pleasant in SQL, YAML and on the command line. */
import { snakeCase } from '../inference/snake-case.ts';
import { normaliseHeader } from '../ingest/match-header.ts';

/** System columns of PostgreSQL, the column that staging adds, and a name that every JavaScript object has. */
const RESERVED = new Set(['tableoid', 'xmin', 'cmin', 'xmax', 'cmax', 'ctid', 'kpi_is_new', 'constructor']);

/**
 * One name per header, in order; undefined for a header that no column can be matched by: a blank one, and each of
 * several that are the same but for case, spaces and underscores.
 */
export function columnNames(headers: readonly string[]): (string | undefined)[] {
  const forms = headers.map(normaliseHeader);
  const uses = new Map<string, number>();
  for (const form of forms) uses.set(form, (uses.get(form) ?? 0) + 1);
  const taken = new Set<string>();
  return headers.map((header, position) => {
    const form = forms[position] ?? '';
    if (form === '' || uses.get(form) !== 1) return undefined;
    const name = freeName(snakeCase(header), position, (candidate) => {
      const other = normaliseHeader(candidate);
      return !RESERVED.has(candidate) && !taken.has(other) && (other === form || !uses.has(other));
    });
    taken.add(normaliseHeader(name));
    return name;
  });
}

function freeName(wanted: string, position: number, isFree: (name: string) => boolean): string {
  const base = /^[a-z]/.test(wanted) ? wanted : wanted === '' ? `column_${position + 1}` : `column_${wanted}`;
  return uniqueName(base, isFree);
}

/** The name itself, or the first of `name_2`, `name_3`, … that is free. */
export function uniqueName(base: string, isFree: (name: string) => boolean): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? base : `${base}_${number}`;
    if (isFree(name)) return name;
  }
}

/** `../Vendas 2024.csv.gz` → `vendas_2024`: a dataset's name, and that of its table. */
export function datasetNameOf(file: string): string {
  const base = file
    .replace(/^.*[/\\]/, '')
    .replace(/\.(gz|zst)$/i, '')
    .replace(/\.[^.]*$/, '');
  const name = snakeCase(base).slice(0, 40).replace(/_+$/, '');
  return /^[a-z]/.test(name) ? name : name === '' ? 'dataset' : `dataset_${name}`;
}
