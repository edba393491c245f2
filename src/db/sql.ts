/**
 * SQL text with its parameters. The `sql` tag turns every interpolated value into a parameter; names go
 * through `identifier`, pieces of SQL are other `Sql` values. Nothing else can reach the text.
 */
import pg from 'pg';

export class Sql {
  readonly strings: readonly string[];
  readonly values: readonly unknown[];

  constructor(strings: readonly string[], values: readonly unknown[]) {
    this.strings = strings;
    this.values = values;
  }

  /** The text with $1, $2, … and the values for them. */
  compile(): { text: string; values: unknown[] } {
    const values: unknown[] = [];
    return { text: this.render(values), values };
  }

  private render(values: unknown[]): string {
    let text = this.strings[0] ?? '';
    this.values.forEach((value, index) => {
      if (value instanceof Sql) text += value.render(values);
      else text += `$${values.push(value)}`;
      text += this.strings[index + 1] ?? '';
    });
    return text;
  }
}

export function sql(strings: TemplateStringsArray, ...values: readonly unknown[]): Sql {
  return new Sql(strings, values);
}

/** A quoted name, or a qualified one: `identifier('bi', 'kpi_daily')` → `"bi"."kpi_daily"`. */
export function identifier(...parts: readonly string[]): Sql {
  return new Sql([parts.map((part) => pg.escapeIdentifier(part)).join('.')], []);
}

/** A quoted text constant, for the few places where SQL takes no parameter (COMMENT, DEFAULT). */
export function literal(value: string): Sql {
  return new Sql([pg.escapeLiteral(value)], []);
}

/** The pieces one after another with `separator` between them. */
export function join(pieces: readonly Sql[], separator: ', ' | ' and ' | ' ' | '\n' = ', '): Sql {
  if (pieces.length === 0) return new Sql([''], []);
  return new Sql(['', ...Array<string>(pieces.length - 1).fill(separator), ''], pieces);
}

/** The text with its values as quoted constants: for people who read it or paste it elsewhere, never to be run here. */
export function inlineText(statement: Sql): string {
  return statement.strings.reduce((text, piece, index) => {
    const value = statement.values[index - 1];
    return `${text}${value instanceof Sql ? inlineText(value) : constant(value)}${piece}`;
  });
}

function constant(value: unknown): string {
  return typeof value === 'number' ? String(value) : pg.escapeLiteral(String(value));
}
