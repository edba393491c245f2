import type { Dataset, Locale } from '../datasets/definition.ts';
import type { Pack } from '../packs/pack.ts';
import { PACKS } from '../packs/packs.ts';
import { ConfigError, UsageError } from '../errors.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { DefinitionError } from './definition-error.ts';

/** What a project works with: the datasets of its kpi.yaml and of the packs named there. */
export interface Project {
  /** Absolute path of kpi.yaml; undefined where there is none. */
  readonly file: string | undefined;
  readonly locale: Locale | undefined;
  readonly timeZone: string | undefined;
  readonly currency: string | undefined;
  readonly packs: readonly Pack[];
  /** Names in the order of the file, those of packs last. The first is the default. */
  readonly datasetNames: readonly string[];
  /** Those whose table kpi creates where it does not exist; their definitions may be wrong. */
  readonly datasetsToCreate: readonly string[];
  /**
   * The dataset of this name, or the default one.
   * Rejects with a UsageError naming the known ones, or as `check` and `definition` do.
   */
  readonly dataset: (name?: string) => Promise<Dataset>;
  /**
   * The same while other parts of kpi.yaml may be wrong: for what tells about definitions.
   * Rejects with a WrongDefinition of the dataset's own errors.
   */
  readonly definition: (name: string) => Promise<Dataset>;
  /** Errors of kpi.yaml outside of its datasets. */
  readonly fileErrors: () => Promise<readonly DefinitionError[]>;
  /** Where there are any: rejects with a WrongDefinition of every error of kpi.yaml, those of its datasets too. */
  readonly check: () => Promise<void>;
}

/** The project of a folder without kpi.yaml: the first pack, ready to use. */
export function defaultProject(): Project {
  return projectOf({ packs: [PACKS[0]], definitions: new Map() });
}

export interface ProjectParts {
  readonly file?: string;
  readonly locale?: Locale | undefined;
  readonly timeZone?: string | undefined;
  readonly currency?: string | undefined;
  readonly packs: readonly Pack[];
  /** Name → a function that reads and checks the definition when it is needed. */
  readonly definitions: ReadonlyMap<string, () => Promise<Dataset>>;
  /** Those of the definitions that ask for their table. */
  readonly toCreate?: readonly string[];
  /** Default: the file is right. */
  readonly fileErrors?: Project['fileErrors'];
  readonly check?: Project['check'];
}

export function projectOf(parts: ProjectParts): Project {
  const { packs, definitions } = parts;
  const all = new Map([
    ...definitions,
    ...packs.map((pack) => [pack.dataset.name, () => Promise.resolve(pack.dataset)] as const),
  ]);
  const datasetNames = [...all.keys()];
  const { check = async () => undefined, fileErrors = async () => [] } = parts;
  const definition = async (name: string): Promise<Dataset> => {
    const read = all.get(name);
    if (read !== undefined) return read();
    throw new UsageError(`there is no dataset ${JSON.stringify(name)}${didYouMean(name, datasetNames)}`, {
      hint: `known: ${datasetNames.join(', ')}`,
    });
  };
  return {
    file: parts.file,
    locale: parts.locale,
    timeZone: parts.timeZone,
    currency: parts.currency,
    packs,
    datasetNames,
    datasetsToCreate: [
      ...(parts.toCreate ?? []),
      ...packs.flatMap(({ dataset }: Pack) => (dataset.table.create === true ? [dataset.name] : [])),
    ],
    dataset: async (name = datasetNames[0]) => {
      await check();
      if (name === undefined) throw noDatasets(parts.file);
      return definition(name);
    },
    definition,
    fileErrors,
    check,
  };
}

function noDatasets(file: string | undefined): ConfigError {
  return new ConfigError(`${file ?? 'kpi.yaml'} names no dataset`, {
    hint: 'run `kpi init <file.csv>`, or add a pack: packs: [payments]',
  });
}
