import type { BusinessDay } from '../analysis/calendar.ts';
import type { Judgement } from '../analysis/signal/judgement.ts';
import { wholeOf, type JudgedHistory } from './alerts/judged-history.ts';
import type { ChangeVerdict, DayVerdict, Expectation } from './expectation-model.ts';
import type { MetricLine } from './model.ts';
import { rounded } from './rounded.ts';

/** Of an ordinary day, the probability to be called unusual. */
const UNUSUAL = 0.05;

/** The lines of the headline with what was to be expected of them. */
export function withExpectations(
  headline: readonly MetricLine[],
  history: JudgedHistory,
  day: BusinessDay,
): MetricLine[] {
  return headline.map((line) => {
    const whole = wholeOf(history, line.metric);
    const on = (other: BusinessDay) => (whole === undefined ? undefined : history.on(other)?.[whole]);
    const today = on(day);
    if (today === undefined || today.state === 'unknown' || line.value === null) return line;
    const verdict = verdictOf(history, day, today);
    if (verdict === undefined) return { ...line, expectation: { state: 'learning' } };
    const { expected, lower, upper } = today;
    const comparisons = line.comparisons.map(({ day: baseline }) => {
      const before = on(baseline);
      return changeVerdict(verdict, before && verdictOf(history, baseline, before));
    });
    const expectation: Expectation = {
      state: 'judged',
      expected: rounded(expected),
      lower: rounded(lower),
      upper: rounded(upper),
      verdict,
      comparisons,
    };
    return { ...line, expectation };
  });
}

/** Undefined where the day was not judged. */
function verdictOf(history: JudgedHistory, day: BusinessDay, judgement: Judgement): DayVerdict | undefined {
  const { state, pValue, value, expected } = judgement;
  if (state === 'learning' || state === 'unknown') return undefined;
  if (pValue <= UNUSUAL) return { kind: 'unusual', direction: value < expected ? 'down' : 'up' };
  const name = history.calendar(day).holiday?.name;
  return state === 'holiday' && name !== undefined ? { kind: 'holiday', name } : { kind: 'usual' };
}

function changeVerdict(today: DayVerdict, before: DayVerdict | undefined): ChangeVerdict {
  if (today.kind === 'unusual') return today;
  if (before?.kind === 'unusual') return { ...before, kind: 'baseline-unusual' };
  if (today.kind === 'holiday') return today;
  if (before?.kind === 'holiday') return { ...before, kind: 'baseline-holiday' };
  return before === undefined ? { kind: 'unknown' } : today;
}
