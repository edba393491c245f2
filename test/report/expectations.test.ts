import { describe, expect, it } from 'vitest';
import { addDays, toDay, type BusinessDay } from '../../src/analysis/calendar.ts';
import type { Judgement } from '../../src/analysis/signal/judgement.ts';
import type { JudgedHistory } from '../../src/report/alerts/judged-history.ts';
import { withExpectations } from '../../src/report/expectations.ts';
import type { MetricLine } from '../../src/report/model.ts';

const DAY = toDay('2025-03-31');
const BEFORE = addDays(DAY, -1);
const USUAL: Judgement = {
  series: 0,
  state: 'judged',
  value: 100,
  expected: 101.23456789,
  scale: 2,
  lower: 98.7654321,
  upper: 104,
  score: -0.6,
  pValue: 0.5,
  vanished: false,
};
const LOW: Partial<Judgement> = { pValue: 0.05 };
const HIGH: Partial<Judgement> = { pValue: 0.001, value: 120 };
const HOLIDAY: Partial<Judgement> = { state: 'holiday' };
const LEARNING: Partial<Judgement> = { state: 'learning', pValue: 1 };
const UNKNOWN: Partial<Judgement> = { state: 'unknown', pValue: 1, value: NaN };

const LINE: MetricLine = {
  metric: 'tpv',
  value: '100',
  comparisons: [{ kind: 'D-1', day: BEFORE, baseline: '1', delta: '99', percent: 9900, missing: null }],
};
const WHOLE = {
  metric: 'tpv',
  segment: [],
  parent: null,
  kind: 'amount',
  values: new Float64Array(0),
} as const;

/** The line of a metric whose day and day before were judged so; undefined where the day lies outside. */
function expectationOf(today: Partial<Judgement> | undefined, before?: Partial<Judgement>, line = LINE) {
  const judgements = new Map<BusinessDay, Partial<Judgement> | undefined>([
    [DAY, today],
    [BEFORE, before],
  ]);
  const history: JudgedHistory = {
    timeline: { from: BEFORE, length: 2 },
    completeness: new Map(),
    series: [{ ...WHOLE, metric: 'transactions' }, WHOLE],
    calendar: (day) => ({ kinds: [], holiday: { key: day, name: `feast of ${day}`, off: true } }),
    isKnown: () => true,
    on: (day) => {
      const judgement = judgements.get(day);
      return (
        judgement && [
          { ...USUAL, ...LOW },
          { ...USUAL, ...judgement },
        ]
      );
    },
  };
  return withExpectations([line], history, DAY)[0]?.expectation;
}

const usual = { kind: 'usual' };
const low = { kind: 'unusual', direction: 'down' };
const high = { kind: 'unusual', direction: 'up' };
const holiday = { kind: 'holiday', name: `feast of ${DAY}` };
const unknown = { kind: 'unknown' };
const lowBefore = { kind: 'baseline-unusual', direction: 'down' };
const highBefore = { kind: 'baseline-unusual', direction: 'up' };
const holidayBefore = { kind: 'baseline-holiday', name: `feast of ${BEFORE}` };

it.each([
  // What the day is, what the day before was, and what is said of both.
  ['usual', {}, {}, usual, usual],
  ['usual', {}, LOW, usual, lowBefore],
  ['usual', {}, HIGH, usual, highBefore],
  ['usual', {}, HOLIDAY, usual, holidayBefore],
  ['usual', {}, LEARNING, usual, unknown],
  ['usual', {}, UNKNOWN, usual, unknown],
  ['usual', {}, undefined, usual, unknown],
  ['low', LOW, {}, low, low],
  ['low', LOW, HIGH, low, low],
  ['high', HIGH, HOLIDAY, high, high],
  ['high', HIGH, undefined, high, high],
  ['a holiday', HOLIDAY, {}, holiday, holiday],
  ['a holiday', HOLIDAY, HOLIDAY, holiday, holiday],
  ['a holiday', HOLIDAY, LOW, holiday, lowBefore],
  ['a holiday', HOLIDAY, undefined, holiday, holiday],
  ['low for a holiday', { ...HOLIDAY, ...LOW }, {}, low, low],
  ['usual', {}, { ...HOLIDAY, ...HIGH }, usual, highBefore],
] as const)('a day that is %s: %j after %j', (_, today, before, verdict, change) => {
  expect(expectationOf(today, before)).toMatchObject({ state: 'judged', verdict, comparisons: [change] });
});

it('gives the expectation in six significant digits', () => {
  expect(expectationOf({})).toMatchObject({ expected: 101.235, lower: 98.7654, upper: 104 });
});

describe('there is none', () => {
  it('but that it is learning, while the day is not judged', () => {
    expect(expectationOf(LEARNING, {})).toEqual({ state: 'learning' });
  });

  it('of a day that is not known, or lies outside of the history', () => {
    expect(expectationOf(UNKNOWN, {})).toBeUndefined();
    expect(expectationOf(undefined, {})).toBeUndefined();
  });

  it('of a metric without a value on the day, or without a history', () => {
    expect(expectationOf({}, {}, { ...LINE, value: null })).toBeUndefined();
    expect(expectationOf({}, {}, { ...LINE, metric: 'other' })).toBeUndefined();
  });
});

it('a judged holiday without a name is a day like any other', () => {
  const history: JudgedHistory = {
    timeline: { from: BEFORE, length: 2 },
    completeness: new Map(),
    series: [WHOLE],
    calendar: () => ({ kinds: [] }),
    isKnown: () => true,
    on: () => [{ ...USUAL, ...HOLIDAY }],
  };
  expect(withExpectations([LINE], history, DAY)[0]?.expectation).toMatchObject({ verdict: usual });
});
