import { otherThan } from '../../columns/number-text.ts';
import type { Column, Dataset, IntegerColumn, NumericColumn } from '../../datasets/definition.ts';
import { dateRule } from './date-rule.ts';
import type { FieldRule } from './field-rule.ts';
import { momentRule } from './moment-rule.ts';
import { numberRule } from './number-rule.ts';

/** Undefined where only the slow lane knows. */
export function fieldRule(dataset: Dataset, name: string): FieldRule | undefined {
  const column = dataset.columns[name];
  const rule = column && ruleOf(column, name === dataset.timeColumn);
  if (rule === undefined) return undefined;
  const values = dataset.dimensions[name]?.values;
  const narrowed = values === undefined ? rule : oneOf(rule, values, column);
  return narrowed && column?.nullable === true ? orEmpty(narrowed) : narrowed;
}

function ruleOf(column: Column, isTime: boolean): FieldRule | undefined {
  switch (column.type) {
    case 'text':
      return textRule(column.maxLength);
    case 'integer':
      return numberRule(wholeNumber(column));
    case 'numeric':
      return numberRule(column);
    case 'date':
      return dateRule(column.format ?? 'YYYY-MM-DD');
    case 'timestamptz':
      return momentRule(column.format ?? 'YYYY-MM-DD', isTime);
    case 'boolean':
      return booleanRule();
    case 'json':
      return undefined;
  }
}

/** Nine digits always fit four bytes. */
function wholeNumber({ thousands, minimum, maximum }: IntegerColumn): NumericColumn {
  const separators: Pick<NumericColumn, 'decimal' | 'thousands'> =
    thousands === undefined ? {} : { decimal: otherThan(thousands), thousands: true };
  return {
    type: 'numeric',
    precision: 9,
    scale: 0,
    ...separators,
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
  };
}

/** First bytes of the characters beyond ASCII that count as white space, which the slow lane trims. */
const MAY_BEGIN_WHITE_SPACE = new Set([0xc2, 0xe1, 0xe2, 0xe3, 0xef]);

/** Control characters and backslashes do not come here: they are the slow lane's. */
function textRule(maxLength = Infinity): FieldRule {
  return {
    accepts: (bytes, from, to) => {
      const first = bytes[from] ?? 0;
      const last = bytes[to - 1] ?? 0;
      if (to - from > maxLength || from === to || first <= 0x20 || last <= 0x20) return false;
      if (first >= 0x80 && MAY_BEGIN_WHITE_SPACE.has(first)) return false;
      return last < 0x80 || !MAY_BEGIN_WHITE_SPACE.has(leadOfLast(bytes, to));
    },
  };
}

/** The first byte of the character that ends before `to`. */
function leadOfLast(bytes: Uint8Array, to: number): number {
  let at = to - 1;
  while (((bytes[at] ?? 0) & 0xc0) === 0x80) at -= 1;
  return bytes[at] ?? 0;
}

const TRUE = new Set(['true', 't', 'yes', 'y', '1', 'sim', 's']);
const FALSE = new Set(['false', 'f', 'no', 'n', '0']);

function booleanRule(): FieldRule {
  const word = (bytes: Uint8Array, from: number, to: number) => (to - from > 5 ? '' : ascii(bytes, from, to));
  return {
    accepts: (bytes, from, to) => {
      const text = word(bytes, from, to);
      return TRUE.has(text) || FALSE.has(text);
    },
    write: (bytes, from, to, out, at) => {
      out[at] = TRUE.has(word(bytes, from, to)) ? 0x74 : 0x66;
      return at + 1;
    },
  };
}

/** Only for columns whose accepted bytes are their canonical text. */
function oneOf(
  rule: FieldRule,
  values: readonly string[],
  column: Column | undefined,
): FieldRule | undefined {
  if (column?.type !== 'text') return undefined;
  const known = new Set(values.map((value) => Buffer.from(value).toString('latin1')));
  return { accepts: (bytes, from, to) => rule.accepts(bytes, from, to) && known.has(ascii(bytes, from, to)) };
}

/** Nothing at all is null: COPY is told so. Spaces are the slow lane's. */
function orEmpty(rule: FieldRule): FieldRule {
  const { write } = rule;
  return {
    accepts: (bytes, from, to) => from === to || rule.accepts(bytes, from, to),
    ...(write && {
      write: (bytes, from, to, out, at) => (from === to ? at : write(bytes, from, to, out, at)),
    }),
  };
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at += 1) text += String.fromCharCode(bytes[at] ?? 0);
  return text;
}
