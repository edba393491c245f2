import type { Annotation } from '../analysis/alerts/annotation.ts';
import type { Dataset } from '../datasets/definition.ts';
import type { Reader } from '../db/database.ts';
import { sql } from '../db/sql.ts';

/** An annotation with when it was made. */
export interface AnnotationEntry extends Annotation {
  readonly createdAt: Date;
}

/**
 * What was said about incidents and days of a dataset, in the order in which it was said. Of segments by other
 * dimensions than those watched now nothing can be told: they are left out.
 */
export function fetchAnnotations(
  reader: Reader,
  dataset: Dataset,
  dimensions: readonly string[],
): Promise<AnnotationEntry[]> {
  return reader.query<AnnotationEntry>(
    sql`select id, kind, incident, metric, segment, first_day as "from", last_day as "to", note,
               created_at as "createdAt"
        from etl.annotation
        where dataset = ${dataset.name}
          and dimensions[1:cardinality(segment)] = (${[...dimensions]}::text[])[1:cardinality(segment)]
        order by id`,
  );
}
