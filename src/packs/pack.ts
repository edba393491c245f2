import type { Dashboard } from '../datasets/dashboard.ts';
import type { Dataset } from '../datasets/definition.ts';
import type { Generator } from '../generate/generator.ts';

/**
 * A business on the engine: what its data mean, what people look at every morning, and how to make some data. Its
 * tables and views are the SQL files in `sql/packs/<name>/`.
 */
export interface Pack {
  readonly name: string;
  readonly dataset: Dataset;
  /** Loaded when they are shown: a report needs none. */
  readonly loadDashboards: () => Promise<readonly Dashboard[]>;
  /** Loaded when data are generated: a generator may bring tables of its own. */
  readonly loadGenerator: () => Promise<Generator>;
}
