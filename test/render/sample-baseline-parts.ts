/** What the reports by the baseline rule are put together from. */
import { addDays } from '../../src/analysis/calendar.ts';
import type { Locale } from '../../src/datasets/definition.ts';
import type {
  BaselineAlert,
  BaselineSection,
  ConfirmedAlert,
  Expectation,
  IncidentLine,
  MetricLine,
  Report,
} from '../../src/report/model.ts';
import { DAY, LABELS } from './sample-parts.ts';

type Judged = Extract<Expectation, { state: 'judged' }>;

export function calmSection(locale: Locale): BaselineSection {
  const words = LABELS[locale];
  return {
    method: 'baseline',
    rule: {
      method: 'baseline',
      metrics: ['tpv', 'average_ticket'],
      by: ['entity', 'product', 'payment_method'],
      direction: 'both',
      falseDiscoveryRate: 0.1,
      minimumChange: 0.05,
      minimumImpact: 0.01,
    },
    labels: [words.entity, words.product, words.method],
    muted: false,
    evaluated: 58,
    withoutHistory: 2,
    confirmed: [],
    known: [],
    watch: [],
    recovered: [],
  };
}

export const NAMES = {
  'pt-BR': {
    campaign: 'Semana do consumidor',
    outage: 'Queda da adquirente',
    holiday: 'Terça-feira de Carnaval',
    maintenance: 'manutenção programada do adquirente, volta na sexta',
  },
  'en-US': {
    campaign: 'Consumer week',
    outage: 'Acquirer outage',
    holiday: 'Shrove Tuesday',
    maintenance: 'planned maintenance of the acquirer, back on Friday',
  },
} as const;

export function withExpectations(
  { headline }: Report,
  expectations: Readonly<Record<string, Expectation>>,
): MetricLine[] {
  return headline.map((line) => {
    const expectation = expectations[line.metric];
    return expectation === undefined ? line : { ...line, expectation };
  });
}

/** @param comparisons as the verdict of the day where it leaves none out */
export function judged(
  [expected, lower, upper]: readonly [number, number, number],
  verdict: Judged['verdict'],
  ...comparisons: Judged['comparisons'][number][]
): Judged {
  const told = comparisons.length > 0 ? comparisons : [verdict, verdict, verdict];
  return { state: 'judged', expected, lower, upper, verdict, comparisons: told };
}

export function alert(
  metric: string,
  segment: readonly string[],
  value: number,
  expected: number,
  rest: Partial<BaselineAlert> = {},
): BaselineAlert {
  return {
    metric,
    segment,
    direction: value < expected ? 'down' : 'up',
    kind: 'deviation',
    value,
    expected,
    lower: expected * 0.9,
    upper: expected * 1.1,
    score: value < expected ? -5.21 : 4.87,
    pValue: 0.00012,
    share: 0.11,
    ...rest,
  };
}

export function confirmed(rest: Partial<ConfirmedAlert>): ConfirmedAlert {
  const incident: IncidentLine = { id: '0a1b2c3', status: 'new', since: DAY, length: 1 };
  return {
    ...alert('tpv', [], 243116497.17, 274551000, { lower: 260110000, upper: 289230000, share: 0.114494 }),
    incident,
    parts: [],
    folded: 0,
    ...rest,
  };
}

export function known(
  index: number,
  annotation: BaselineSection['known'][number]['annotation'],
): BaselineSection['known'][number] {
  const since = addDays(DAY, -index);
  return {
    ...confirmed({
      ...alert('tpv', ['PJ', 'tap', 'debit'].slice(0, (index % 3) + 1), 2000000 * index, 3100000 * index),
      incident: { id: `00000k${index}`, status: 'continuing', since, length: index + 1 },
    }),
    annotation,
  };
}
