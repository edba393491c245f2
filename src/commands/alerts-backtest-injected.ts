import { INJECTIONS } from '../analysis/backtest/injections.ts';
import type { Dataset, Locale } from '../datasets/definition.ts';
import type { Cell, TextTable } from '../render/terminal/text-table.ts';
import type { InjectedAnomalies, InjectedGroup, MethodRecall } from '../report/backtest/backtest-model.ts';

const LEVELS = { leaves: 'segments', sums: 'total and groups', whole: 'total' } as const;

export interface TitledTable {
  readonly title: string;
  readonly table: TextTable;
}

/** One table for each metric and level: injections down, methods across, each at every threshold. */
export function injectedTables(
  { groups }: InjectedAnomalies,
  dataset: Dataset,
  locale: Locale,
): TitledTable[] {
  return groups.map((group) => {
    const metric = dataset.metrics[group.metric]?.label[locale] ?? group.metric;
    return { title: `${metric}, ${LEVELS[group.level]}`, table: tableOf(group) };
  });
}

function tableOf({ methods }: InjectedGroup): TextTable {
  const across = (cells: (method: MethodRecall) => readonly string[]): Cell[] =>
    methods.flatMap((method) => cells(method).map((text) => ({ text })));
  const share = (caught: number | null) => (caught === null ? '—' : `${Math.round(100 * caught)}%`);
  return {
    columns: [
      { header: 'false alerts per 100', align: 'left' },
      ...methods.flatMap(({ method, thresholds }) =>
        thresholds.map(
          ({ falsePer100 }) => ({ header: `${method} ${falsePer100}`, align: 'right' }) as const,
        ),
      ),
    ],
    rows: [
      ...INJECTIONS.map(({ id, name }) => [
        { text: name },
        ...across(({ caught }) => caught.find(({ injection }) => injection === id)?.caught.map(share) ?? []),
      ]),
      [
        { text: 'score above', style: 'dim' },
        ...across(({ thresholds }) => thresholds.map(({ score }) => score?.toFixed(2) ?? '—')),
      ],
      [
        { text: 'untouched', style: 'dim' },
        ...across(({ thresholds, untouched }) =>
          thresholds.map((_, at) => (at === 0 ? untouched.toLocaleString('en-US') : '')),
        ),
      ],
    ],
  };
}
