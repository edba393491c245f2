/** The real file, replayed day by day from its ninth week on with what was known then: which alerts would have been told. */
import { discoveryLimit } from '../../src/analysis/alerts/benjamini-hochberg.ts';
import { findAlerts } from '../../src/analysis/alerts/find-alerts.ts';
import { DEFAULT_POLICY } from '../../src/analysis/alerts/policy.ts';
import { weekday, type BusinessDay } from '../../src/analysis/calendar.ts';
import { dayAt } from '../../src/analysis/signal/series.ts';
import { judgeAll } from './calibration.ts';
import type { BenchData } from './datasets.ts';
import { WARM_UP } from '../../src/analysis/backtest/recall.ts';

const RATE = 0.1;
const WEEKEND = 6;

export interface Replayed {
  readonly day: BusinessDay;
  readonly holiday: string;
  /** Series × metrics that may be called discoveries, before floors and parents that explain their children. */
  readonly discoveries: number;
  readonly confirmed: readonly string[];
  readonly watch: number;
}

export function replay(data: BenchData): Replayed[] {
  const policy = {
    ...DEFAULT_POLICY,
    metrics: [...new Set(data.series.map(({ metric }) => metric))],
    direction: 'both',
    proportions: new Set<string>(),
  } as const;
  return judgeAll(data).map((judgements, at) => {
    const day = WARM_UP + at;
    const limit = discoveryLimit(
      judgements.filter(({ state }) => state === 'judged' || state === 'holiday').map(({ pValue }) => pValue),
      RATE,
    );
    const { confirmed, watch } = findAlerts(data.series, judgements, day, policy);
    return {
      day: dayAt(data.timeline, day),
      holiday: data.calendar(dayAt(data.timeline, day)).holiday?.name ?? '',
      discoveries: judgements.filter(({ pValue }) => pValue <= limit).length,
      confirmed: confirmed.map(({ deviation: { series, direction } }) =>
        [series.metric, series.segment.join(' / ') || 'all', direction].join(' '),
      ),
      watch: watch.length,
    };
  });
}

/** Alerts per week that holds no holiday, at most; and the share of all on Saturday and Sunday. */
export function summary(days: readonly Replayed[]): {
  readonly mostInWeek: number;
  readonly onWeekend: number;
} {
  const weeks = new Map<number, { alerts: number; ordinary: boolean }>();
  days.forEach(({ holiday, confirmed }, at) => {
    // The file's ninth week begins on a Wednesday; weeks of the calendar begin on Monday.
    const week = Math.floor((at + weekday(days[0]?.day as BusinessDay) - 1) / 7);
    const known = weeks.get(week) ?? { alerts: 0, ordinary: true };
    weeks.set(week, {
      alerts: known.alerts + confirmed.length,
      ordinary: known.ordinary && holiday === '',
    });
  });
  const ordinary = [...weeks.values()].filter((week) => week.ordinary).map(({ alerts }) => alerts);
  const all = days.flatMap(({ day, confirmed }) => confirmed.map(() => weekday(day)));
  return {
    mostInWeek: Math.max(0, ...ordinary),
    onWeekend: all.length === 0 ? 0 : all.filter((day) => day >= WEEKEND).length / all.length,
  };
}
