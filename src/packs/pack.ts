import type { Dataset } from '../datasets/definition.ts';
import type { Generator } from '../generate/generator.ts';

/**
 * A business on the engine: what its data mean, and how to make some. Its tables and views are the SQL files in
 * `sql/packs/<name>/`.
 */
export interface Pack {
  readonly name: string;
  readonly dataset: Dataset;
  /** Loaded when data are generated: a generator may bring tables of its own. */
  readonly loadGenerator: () => Promise<Generator>;
}
