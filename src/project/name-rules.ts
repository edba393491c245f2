/** Names that PostgreSQL or the engine cannot carry are refused here, and not by a server in the middle of a load. */
import type * as z from 'zod';
import type { Dataset } from '../datasets/definition.ts';

/** What PostgreSQL keeps of a name; the rest it would cut off in silence. */
const LONGEST_NAME_BYTES = 63;
/** `kpi_is_new` is a column of the load itself; the others are no keys of a JavaScript object, or no column of a table. */
const RESERVED = ['kpi_is_new', '__proto__', 'ctid', 'xmin', 'xmax', 'cmin', 'cmax', 'tableoid'];

export function checkNames(dataset: Dataset, context: z.RefinementCtx): void {
  const { table, columns } = dataset;
  const place = table.kind === 'view' ? 'view' : 'table';
  for (const part of [table.schema, table.name]) report([place], problemOf(part));
  for (const name of Object.keys(columns)) {
    const reserved = RESERVED.includes(name) ? 'is a name that kpi or PostgreSQL needs itself' : undefined;
    report(['columns', name], problemOf(name) ?? reserved);
  }

  function report(path: string[], problem: string | undefined): void {
    if (problem === undefined) return;
    context.addIssue({ code: 'custom', path, message: `${JSON.stringify(path.at(-1))} ${problem}` });
  }
}

function problemOf(name: string): string | undefined {
  if (name.includes('\0')) return 'holds a NUL character, which no name in PostgreSQL may';
  const bytes = new TextEncoder().encode(name).length;
  return bytes > LONGEST_NAME_BYTES
    ? `has a name of ${bytes} bytes; PostgreSQL keeps ${LONGEST_NAME_BYTES}`
    : undefined;
}
