/** Writes what people say about incidents and days. */
import type { Annotation } from '../analysis/alerts/annotation.ts';
import type { Dataset } from '../datasets/definition.ts';
import type { Database } from '../db/database.ts';
import { sql } from '../db/sql.ts';

/** @returns the number of the annotation, by which it can be taken back */
export async function annotate(
  db: Database,
  dataset: Dataset,
  dimensions: readonly string[],
  annotation: Omit<Annotation, 'id'>,
): Promise<string> {
  const { kind, incident, metric, segment, from, to, note } = annotation;
  return db.transaction(async (tx) => {
    const [row] = await tx.query<{ id: string }>(
      sql`insert into etl.annotation (dataset, kind, incident, metric, dimensions, segment, first_day, last_day, note)
          values (${dataset.name}, ${kind}, ${incident}, ${metric}, ${[...dimensions]}::text[],
                  ${[...segment]}::text[], ${from}, ${to}, ${note})
          returning id`,
    );
    if (row === undefined) throw new Error('the annotation got no number');
    return row.id;
  });
}

/** False where there is no such annotation of the dataset. */
export async function takeBack(db: Database, dataset: Dataset, id: string): Promise<boolean> {
  const count = await db.transaction((tx) =>
    tx.execute(sql`delete from etl.annotation where dataset = ${dataset.name} and id = ${id}`),
  );
  return count > 0;
}
