import type { Dataset } from '../datasets/definition.ts';
import type { Reader } from '../db/database.ts';
import type { FileDrift, Sighting } from '../ingest/file-drift.ts';
import type { TableShape } from '../query/table-columns.ts';
import { fetchUnseenValues } from '../query/unseen-values.ts';
import { sqlType } from '../schema/sql-type.ts';

export const POLICIES = ['evolve', 'freeze', 'discard'] as const;
export type Policy = (typeof POLICIES)[number];

export interface DriftFinding {
  readonly kind:
    | 'new-column'
    | 'vanished-column'
    /** Values that the definition does not read any more. */
    | 'type-change'
    /** Rows that do not fit the header. */
    | 'row-width'
    /** Outside the values that the definition allows: a load refuses the row. */
    | 'value-not-allowed'
    /** In no row of the table so far. */
    | 'new-value';
  readonly column: string | null;
  /** Rows of the file. */
  readonly count: number;
  readonly detail: string;
  readonly examples: Sighting['examples'];
}

/** In the order of kinds above, and within one in that of the definition. */
export async function findDrift(
  reader: Reader,
  dataset: Dataset,
  table: TableShape | undefined,
  drift: FileDrift,
): Promise<DriftFinding[]> {
  const inTable = new Set(table?.columns.map(({ name }) => name));
  return [
    ...[...drift.newColumns].map(([header, { column, count, examples }]): DriftFinding => {
      const known = inTable.has(header) ? ', in the table already' : '';
      const detail = `reads as ${sqlType(column)}${known}`;
      return { kind: 'new-column', column: header, count, detail, examples };
    }),
    ...drift.vanished.map((column): DriftFinding => {
      return {
        kind: 'vanished-column',
        column,
        count: drift.rows,
        detail: 'not in the header',
        examples: [],
      };
    }),
    ...[...drift.broken].flatMap(([column, rules]) =>
      [...rules].map(([rule, { count, examples }]): DriftFinding => {
        return { kind: 'type-change', column, count, detail: rule, examples };
      }),
    ),
    ...(drift.misshapen.count === 0
      ? []
      : [
          {
            kind: 'row-width',
            column: null,
            detail: 'not as wide as the header',
            ...drift.misshapen,
          } as const,
        ]),
    ...(await valueFindings(reader, dataset, drift)),
  ];
}

async function valueFindings(reader: Reader, dataset: Dataset, drift: FileDrift): Promise<DriftFinding[]> {
  const findings: DriftFinding[] = [];
  for (const [dimension, values] of drift.values) {
    const allowed = dataset.dimensions[dimension]?.values;
    const names = [...values.keys()].sort();
    const refused = allowed === undefined ? [] : names.filter((name) => !allowed.includes(name));
    const accepted = names.filter((name) => !refused.includes(name));
    // In an empty table everything is new, which says nothing.
    const unseen = (await fetchUnseenValues(reader, dataset, dimension, accepted)) ?? [];
    if (refused.length > 0) findings.push(valuesFinding('value-not-allowed', dimension, refused, values));
    if (unseen.length > 0) findings.push(valuesFinding('new-value', dimension, unseen, values));
  }
  return findings.sort((a, b) => (a.kind === b.kind ? 0 : a.kind === 'value-not-allowed' ? -1 : 1));
}

function valuesFinding(
  kind: 'value-not-allowed' | 'new-value',
  column: string,
  names: readonly string[],
  values: ReadonlyMap<string, Sighting>,
): DriftFinding {
  const count = names.reduce((sum, name) => sum + (values.get(name)?.count ?? 0), 0);
  const examples = names.slice(0, 5).flatMap((name) => values.get(name)?.examples.slice(0, 1) ?? []);
  const different = `${names.length} different value${names.length === 1 ? '' : 's'}`;
  const detail =
    kind === 'new-value'
      ? `${different}, in no row so far`
      : `${different} that the definition does not allow`;
  return { kind, column, count, detail, examples };
}

const ACCEPTED: Readonly<Record<Policy, readonly DriftFinding['kind'][]>> = {
  freeze: [],
  // What a load does today: it leaves extra columns out and takes new values in.
  discard: ['new-column', 'new-value'],
  evolve: ['new-column', 'new-value', 'value-not-allowed'],
};

/** The findings that the policy does not let pass. */
export function refusedBy(policy: Policy, findings: readonly DriftFinding[]): DriftFinding[] {
  return findings.filter(({ kind }) => !ACCEPTED[policy].includes(kind));
}
