/** What a command gets from the edge of the process: everything it may touch besides its own options. */
import type { Config } from './config/config.ts';
import type { Database } from './db/database.ts';
import type { Project } from './project/project.ts';

export interface Output {
  write(text: string): void;
  /** Resolves when what was written has gone out: for output too large to keep in memory. */
  drained(): Promise<void>;
  readonly isTTY: boolean;
  readonly columns: number;
  readonly colour: boolean;
}

export interface Io {
  /** The product: reports, tables, JSON. */
  readonly stdout: Output;
  /** The story: progress, notices, errors. */
  readonly stderr: Output;
  readonly stdin: AsyncIterable<Uint8Array>;
}

export interface Context {
  readonly io: Io;
  readonly config: Config;
  readonly project: Project;
  /** Milliseconds since 1970-01-01 UTC. The only source of "now". */
  readonly clock: () => number;
  /** Aborted on SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  /** The working directory, absolute: what relative paths of the user start from. */
  readonly cwd: string;
  /** The tool's own version, e.g. "0.1.0". */
  readonly version: string;
  /** The folder that holds `sql/` and `package.json`. */
  readonly packageRoot: string;
  /** Of Node, e.g. "20.19.0". */
  readonly nodeVersion: string;
  /**
   * Opens the database (starting the embedded server where no DATABASE_URL is set), runs `work`, and closes
   * it again whatever happens. The embedded database is brought to the current schema first.
   * @throws DatabaseError when it cannot be reached, or lacks migrations and `schema` is not `any`
   */
  readonly useDatabase: <T>(work: (db: Database) => Promise<T>, options?: UseDatabaseOptions) => Promise<T>;
}

export interface UseDatabaseOptions {
  /** `any`: do not ask for the migrations. */
  readonly schema?: 'current' | 'any';
  /** Do not tell that the embedded server is created or has moved to another port. */
  readonly quiet?: boolean;
  /** There will be transactions beside others, as those of the books of a load: connect for them at once. */
  readonly beside?: boolean;
}
