/**
 * The language of filters in kpi.yaml: `column operator value`, one condition a line. It is read into a
 * FilterCondition, never pasted into SQL.
 *
 *   amount > 0
 *   status in (paid, shipped)
 *   "Order State" <> 'cancelled'
 *   cancelled_at is null
 */
import type { FilterCondition } from '../datasets/definition.ts';

type Comparison = Extract<FilterCondition, { readonly value: unknown }>['operator'];

interface Token {
  readonly kind: 'name' | 'text' | 'number' | 'word' | 'operator' | 'mark';
  readonly text: string;
}

/** "quoted name", 'quoted text', number, bare word, comparison, bracket or comma. */
const TOKEN =
  /\s*(?:"((?:[^"]|"")+)"|'((?:[^']|'')*)'|([+-]?\d+(?:\.\d+)?)(?![\p{L}\p{N}_])|([\p{L}_][\p{L}\p{N}_-]*)|(<=|>=|<>|!=|=|<|>)|([(),]))/uy;

/** Undefined when the text is no condition. */
export function parseFilter(text: string): FilterCondition | undefined {
  const [column, ...rest] = tokenize(text) ?? [];
  if (column === undefined || (column.kind !== 'name' && column.kind !== 'word')) return undefined;
  const words = rest.map((token) => (token.kind === 'word' ? token.text.toLowerCase() : undefined));
  if (words[0] === 'is') return nullTest(column.text, words.slice(1));
  if (words[0] === 'in') return membership(column.text, 'in', rest.slice(1));
  if (words[0] === 'not' && words[1] === 'in') return membership(column.text, 'not in', rest.slice(2));
  const [operator, operand] = rest;
  const value = valueOf(operand);
  if (operator?.kind !== 'operator' || value === undefined || rest.length !== 2) return undefined;
  const comparison = operator.text === '!=' ? '<>' : (operator.text as Comparison);
  return { column: column.text, operator: comparison, value };
}

function nullTest(column: string, words: readonly (string | undefined)[]): FilterCondition | undefined {
  const test = words.join(' ');
  if (test === 'null') return { column, operator: 'is null' };
  return test === 'not null' ? { column, operator: 'is not null' } : undefined;
}

/** `(` value `,` value … `)` */
function membership(
  column: string,
  operator: 'in' | 'not in',
  tokens: readonly Token[],
): FilterCondition | undefined {
  const marks = tokens.filter((_, index) => index % 2 === 0).map(({ kind, text }) => kind === 'mark' && text);
  const values = tokens.filter((_, index) => index % 2 === 1).map(valueOf);
  const wellFormed =
    marks.length === values.length + 1 &&
    marks.every((mark, index) => mark === (index === 0 ? '(' : index === values.length ? ')' : ','));
  const known = values.filter((value) => value !== undefined);
  if (!wellFormed || known.length === 0 || known.length < values.length) return undefined;
  return { column, operator, values: known };
}

function valueOf(token: Token | undefined): number | string | undefined {
  if (token?.kind === 'number') return Number(token.text);
  return token?.kind === 'text' || token?.kind === 'word' ? token.text : undefined;
}

function tokenize(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const match = TOKEN.exec(text);
    if (match === null) return undefined;
    const [, name, quoted, number, word, operator, mark = ''] = match;
    if (name !== undefined) tokens.push({ kind: 'name', text: name.replaceAll('""', '"') });
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replaceAll("''", "'") });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else if (operator !== undefined) tokens.push({ kind: 'operator', text: operator });
    else tokens.push({ kind: 'mark', text: mark });
  }
  return tokens;
}

/** The text of a condition, so that it reads back as the same one. */
export function formatFilter(filter: FilterCondition): string {
  const column = /^[\p{L}_][\p{L}\p{N}_]*$/u.test(filter.column)
    ? filter.column
    : `"${filter.column.replaceAll('"', '""')}"`;
  if ('values' in filter)
    return `${column} ${filter.operator} (${filter.values.map(formatValue).join(', ')})`;
  return 'value' in filter
    ? `${column} ${filter.operator} ${formatValue(filter.value)}`
    : `${column} ${filter.operator}`;
}

function formatValue(value: number | string): string {
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;
}
