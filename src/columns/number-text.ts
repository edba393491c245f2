export type Separator = '.' | ',';

/** How a file writes numbers. */
export interface NumberForm {
  readonly decimal: Separator;
  /** The other separator may stand between thousands. */
  readonly thousands: boolean;
}

/** Of a decimal point and a decimal comma, plain and with separated thousands. A zero in front leads no thousands. */
const PLAIN = { '.': /^[+-]?\d+(\.\d+)?$/, ',': /^[+-]?\d+(,\d+)?$/ } as const;
const GROUPED = {
  '.': /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/,
  ',': /^[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?$/,
} as const;

/** A number as the file writes it → digits with a point; undefined when it is none. */
export function plainNumber(text: string, decimal: Separator, thousands: boolean): string | undefined {
  const grouped = thousands && GROUPED[decimal].test(text);
  if (!grouped && !PLAIN[decimal].test(text)) return undefined;
  const digits = grouped ? text.replaceAll(otherThan(decimal), '') : text;
  return decimal === '.' ? digits : digits.replace(',', '.');
}

/** The separator that stands between thousands where this one is the decimal separator, and the reverse. */
export function otherThan(separator: Separator): Separator {
  return separator === '.' ? ',' : '.';
}
