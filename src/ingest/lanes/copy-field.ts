/** The text format of COPY, for rows that are written by the slow lane. A value is never empty: that is null. */
import type { RowForm } from './fast-lane.ts';

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** @param values in the order of the COPY statement's columns */
export function copyLine(
  values: readonly (string | null)[],
  form: Pick<RowForm, 'delimiter' | 'lineEnd'>,
): string {
  const delimiter = String.fromCharCode(form.delimiter);
  const fields = values.map((value) => (value === null ? '' : escape(value, delimiter)));
  return fields.join(delimiter) + form.lineEnd;
}

function escape(value: string, delimiter: string): string {
  if (!/[\\\n\r\t]/.test(value) && !value.includes(delimiter)) return value;
  return value.replaceAll(/[\s\S]/g, (sign) => {
    if (sign in ESCAPES) return ESCAPES[sign] ?? sign;
    return sign === '\\' || sign === delimiter ? `\\${sign}` : sign;
  });
}
