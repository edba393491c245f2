import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baselineRuleOf } from '../../../src/analysis/alerts/alert-rule.ts';
import type { Annotation } from '../../../src/analysis/alerts/annotation.ts';
import { addDays, eachDay, type BusinessDay } from '../../../src/analysis/calendar.ts';
import type { Arrivals } from '../../../src/analysis/completeness/arrivals.ts';
import { PLAIN_CALENDAR } from '../../../src/analysis/signal/series.ts';
import { payments } from '../../../src/packs/payments/dataset.ts';
import type { HistoryFacts } from '../../../src/report/alerts/history-facts.ts';
import { judgedHistory } from '../../../src/report/alerts/judged-history.ts';
import { replayBaseline } from '../../../src/report/backtest/replay-baseline.ts';
import { START, timelineOf, weekly } from '../../analysis/signal/histories.ts';

const DAYS = 100;
const FIRST = 70;
const at = (index: number) => addDays(START, index);
const SEGMENTS = ['pos', 'pix', 'link', 'tap'].map((product) => ['PJ', product, 'credit']);
/** Of `pix`. */
const DROP = { from: 85, to: 86 };

type Change = (value: number, day: number, segment: number) => number;

const drop: Change = (value, day, segment) =>
  segment === 1 && day >= DROP.from && day <= DROP.to ? value * 0.1 : value;

interface Told {
  readonly annotations?: readonly Annotation[];
  readonly missing?: readonly BusinessDay[];
}

function arrivalsOf(missing: readonly BusinessDay[]): Arrivals {
  const days = eachDay(START, at(DAYS - 1));
  return {
    timeline: timelineOf(DAYS),
    days: days
      .filter((day) => !missing.includes(day))
      .map((day) => ({ day, rows: SEGMENTS.length, volume: 1 })),
    combinations: SEGMENTS.map((segment) => ({
      segment,
      presence: days.map((day) => (missing.includes(day) ? '0' : '1')).join(''),
    })),
  };
}

function replay(change: Change, { annotations = [], missing = [] }: Told = {}) {
  const offsets = Array.from({ length: DAYS }, (_, day) => day);
  const segments = SEGMENTS.map((segment, index) => {
    const values = weekly({ days: DAYS, noise: 0.03, seed: index });
    return {
      segment,
      offsets,
      metrics: { tpv: [[...values].map((value, day) => change(value, day, index))] },
    };
  });
  const facts: HistoryFacts = {
    timeline: timelineOf(DAYS),
    arrivals: arrivalsOf(missing),
    metrics: [{ metric: 'tpv', wholeOnly: false, groupings: [segments] }],
  };
  const history = judgedHistory(payments, facts, annotations, PLAIN_CALENDAR);
  const span = { from: at(FIRST), to: at(DAYS - 1) };
  return replayBaseline(payments, baselineRuleOf(payments), { history, annotations }, span);
}

describe('a replay of the baseline', () => {
  it('never changes an earlier verdict for a later day', () => {
    const before = replay(drop);
    fc.assert(
      fc.property(
        fc.integer({ min: FIRST, max: DAYS - 1 }),
        fc.double({ min: 0, max: 9, noNaN: true }),
        (first, factor) => {
          const after = replay((value, day, segment) =>
            day >= first ? drop(value, day, segment) * factor : drop(value, day, segment),
          );
          expect(after.slice(0, first - FIRST)).toEqual(before.slice(0, first - FIRST));
        },
      ),
      { numRuns: 20 },
    );
  });

  it('tells a drop on its days, as one incident', () => {
    const told = replay(drop).flatMap(({ day, alerts }) => alerts.map((alert) => ({ day, ...alert })));
    expect(told.map(({ day, direction }) => [day, direction])).toEqual([
      [at(DROP.from), 'down'],
      [at(DROP.to), 'down'],
    ]);
    expect(new Set(told.map(({ incident }) => incident)).size).toBe(1);
  });

  it('says what people said', () => {
    const event: Annotation = {
      id: '1',
      kind: 'event',
      incident: null,
      metric: null,
      segment: [],
      from: at(DROP.from),
      to: at(DROP.to),
      note: 'Pix off',
    };
    const said = replay(drop, { annotations: [event] }).flatMap(({ alerts }) =>
      alerts.map((one) => one.said),
    );
    expect(said).toContain('event');
    expect(said).not.toContain(null);
  });

  it('leaves out days that did not arrive', () => {
    const missing = at(80);
    const days = replay(drop, { missing: [missing] }).map(({ day }) => day);
    expect(days).toHaveLength(DAYS - FIRST - 1);
    expect(days).not.toContain(missing);
  });
});
