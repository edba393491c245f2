import type { Column, Dataset } from '../datasets/definition.ts';

/** A column whose written form was decided for the file at hand. */
export interface DecidedColumn<C extends Column = Column> {
  readonly column: C;
  /** One sentence for the user, where the form is not the usual one, or is a guess. */
  readonly note?: string;
  /** No value of the sample shows the form: it is that of other columns, and told for all of them at once. */
  readonly follows?: true;
}

/** A column whose form the definition leaves open. */
export interface OpenColumn<C extends Column> {
  readonly name: string;
  readonly column: C;
  /** Those of the sample that differ and can be read, trimmed. */
  readonly values: readonly string[];
}

/** Columns whose form the definition leaves open, by name. */
export type Decisions = ReadonlyMap<string, DecidedColumn>;

/** The dataset with what was decided in place of what was left open. */
export function withDecisions(dataset: Dataset, decisions: Decisions): Dataset {
  const changed = [...decisions].filter(([name, { column }]) => column !== dataset.columns[name]);
  if (changed.length === 0) return dataset;
  const columns = Object.fromEntries(changed.map(([name, { column }]) => [name, column]));
  return { ...dataset, columns: { ...dataset.columns, ...columns } };
}

export function notesOf(decisions: Decisions): string[] {
  const followers = [...decisions].filter(([, { follows }]) => follows === true).map(([name]) => name);
  return [
    ...[...decisions.values()].flatMap(({ note }) => note ?? []),
    ...(followers.length === 0
      ? []
      : [
          `${followers.join(', ')}: the first rows do not show how values are written; later ones are read like ` +
            'those of other columns; declare their forms to settle it',
        ]),
  ];
}
