/** What was to be expected, and what to make of a change, in the language of the report. */
import { weekday } from '../analysis/calendar.ts';
import type { ChangeVerdict, DayVerdict, MetricLine, Report } from '../report/model.ts';
import type { Phrases } from './phrases.ts';
import { visibleText } from './visible-text.ts';
import { ALERT_WORDS, type AlertWords } from './words/alert-words.ts';

export interface VerdictTexts {
  /** `expected R$ 231,2 mi (215,0 to 247,9): usual for a Monday`; empty where nothing is said. */
  readonly day: (line: MetricLine) => string;
  /** Of one of a line's comparisons, by its position; empty where nothing is said. */
  readonly change: (line: MetricLine, index: number) => string;
  /** `D-1: baseline was unusually low`: those of a line's changes that are not as the day itself; where there is no column. */
  readonly others: (line: MetricLine) => string;
  /** Whether any change has a verdict. */
  readonly any: boolean;
}

export function verdictTexts(report: Report, phrases: Phrases): VerdictTexts {
  const words = ALERT_WORDS[report.locale];
  const today = weekday(report.day);

  function day({ metric: name, expectation }: MetricLine): string {
    if (expectation === undefined) return '';
    if (expectation.state === 'learning') return words.learning;
    const { expected, lower, upper, verdict } = expectation;
    const metric = phrases.metric(name);
    const [value = '', low = '', high = ''] = phrases.format.magnitudes([expected, lower, upper], metric, 2);
    return `${words.expected(value, low, high)}: ${verdictText(verdict, words, today)}`;
  }

  function change({ expectation }: MetricLine, index: number): string {
    const verdict = expectation?.state === 'judged' ? expectation.comparisons[index] : undefined;
    return verdict === undefined ? '' : verdictText(verdict, words, today);
  }

  function others(line: MetricLine): string {
    const { expectation, comparisons } = line;
    if (expectation?.state !== 'judged') return '';
    const own = verdictText(expectation.verdict, words, today);
    const told = comparisons.flatMap(({ kind, baseline }, index) => {
      const text = change(line, index);
      return baseline === null || text === own || text === '' ? [] : [`${kind}: ${text}`];
    });
    return told.join('; ');
  }

  return {
    day,
    change,
    others,
    any: report.headline.some(({ expectation }) => expectation?.state === 'judged'),
  };
}

function verdictText(verdict: DayVerdict | ChangeVerdict, words: AlertWords, today: number): string {
  switch (verdict.kind) {
    case 'usual':
      return words.usual(today);
    case 'unusual':
      return words.unusual[verdict.direction];
    case 'holiday':
      return words.holiday(visibleText(verdict.name));
    case 'baseline-unusual':
      return words.baselineUnusual[verdict.direction];
    case 'baseline-holiday':
      return words.baselineHoliday(visibleText(verdict.name));
    case 'unknown':
      return words.baselineUnknown;
  }
}
