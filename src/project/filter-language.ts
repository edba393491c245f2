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

const CONDITION =
  /^\s*(?:"(?<quoted>(?:[^"]|"")+)"|(?<plain>[\p{L}_][\p{L}\p{N}_]*))\s*(?:(?<test>is\s+null|is\s+not\s+null)|(?<set>not\s+in|in)\s*\((?<list>.*)\)|(?<operator><=|>=|<>|!=|=|<|>)\s*(?<value>.+?))\s*$/iu;

/** Undefined when the text is no condition. */
export function parseFilter(text: string): FilterCondition | undefined {
  const groups = CONDITION.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const column = groups['quoted']?.replaceAll('""', '"') ?? groups['plain'] ?? '';
  if (groups['test'] !== undefined) {
    return { column, operator: /not/i.test(groups['test']) ? 'is not null' : 'is null' };
  }
  if (groups['set'] !== undefined) {
    const values = splitList(groups['list'] ?? '')?.map(parseValue);
    if (values === undefined || values.some((value) => value === undefined)) return undefined;
    const known = values.filter((value) => value !== undefined);
    return { column, operator: /not/i.test(groups['set']) ? 'not in' : 'in', values: known };
  }
  const value = parseValue(groups['value'] ?? '');
  const operator = groups['operator'] === '!=' ? '<>' : groups['operator'];
  return value === undefined ? undefined : { column, operator: operator as '=', value };
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

/** A number, a quoted text, or a bare word. */
function parseValue(text: string): number | string | undefined {
  const trimmed = text.trim();
  if (/^[+-]?\d+(\.\d+)?$/.test(trimmed)) return Number(trimmed);
  const quoted = /^'((?:[^']|'')*)'$/.exec(trimmed)?.[1];
  if (quoted !== undefined) return quoted.replaceAll("''", "'");
  return /^[\p{L}\p{N}_-]+$/u.test(trimmed) ? trimmed : undefined;
}

/** Splits at commas outside quotes; undefined for an empty list or an open quote. */
function splitList(text: string): string[] | undefined {
  const items = text.match(/(?:'(?:[^']|'')*'|[^',])+/g);
  return items !== null && items.join(',') === text.trim().replace(/\s*$/, '')
    ? items
    : items === null
      ? undefined
      : text.split("'").length % 2 === 1
        ? items
        : undefined;
}
