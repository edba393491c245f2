import type { Words } from './word-list.ts';

export const enUS: Words = {
  weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  weekdaysShort: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  monthsShort: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  magnitudes: ['K', 'M', 'B', 'T'],
  magnitudeGap: '',
  percentSign: '%',
  percentagePoints: '\u00a0pp',

  metric: 'Metric',
  value: 'Value',
  comparison: 'Comparison',
  comparisons: 'Comparisons',
  day: 'Day',
  baseline: 'Baseline',
  delta: 'Difference',
  percent: 'Change',
  share: 'Share',
  segment: 'Segment',
  summary: 'Summary',
  definitions: 'Definitions',
  emptyValue: '(empty)',
  noSegments: 'No segment with data.',
  moreSegments: (count, one) => (one ? `${count} more segment` : `${count} more segments`),

  missing: {
    'no-data': 'no data on that day',
    'before-history': 'before the first day loaded',
    'incomplete-day': 'the day is incomplete',
    'zero-baseline': 'the baseline is zero',
    'zero-denominator': 'the denominator is zero',
  },
  missingShort: {
    'no-data': 'no data',
    'before-history': 'no history',
    'incomplete-day': 'partial',
    'zero-baseline': 'zero base',
    'zero-denominator': 'zero div.',
  },
  missingDay: ({ requested, used, since }) =>
    since === null
      ? `The data of ${requested} has not arrived. This report shows ${used}, the last day with data.`
      : `The data from ${since} to ${requested} has not arrived. This report shows ${used}, the last day with data.`,
  dayWithoutRows: (requested, used) =>
    `No data on ${requested}, and none was due. This report shows ${used}, the last day with data.`,
  noData: (day) => `NO DATA OF ${day}`,
  noDataSince: (day) => `NO DATA SINCE ${day}`,
  partial: 'PARTIAL',
  incompleteDay: (findings) =>
    `The day is incomplete${findings === '' ? '' : `: ${findings}`}. Alerts are muted, and values and comparisons are those of what arrived.`,
  foundRows: (found, usual) => `${found} rows, usually ${usual}`,
  foundSegments: (found, usual) => `${found} segments, usually ${usual}`,
  lacking: (names, more) => `missing: ${names}${more === null ? '' : ` and ${more} more`}`,
  foundLastRow: (found, usual) => `last row at ${found}, usually ${usual}`,
  incompleteBaselines: (days) => `Compared with incomplete days: ${days}.`,
  filteredRows: (count, one) =>
    one
      ? `${count} row of the day is left out of every metric by the filter of the dataset.`
      : `${count} rows of the day are left out of every metric by the filter of the dataset.`,
  countedThings: {
    rows: (count, one) => (one ? `${count} row` : `${count} rows`),
    values: (count, one) => (one ? `${count} value` : `${count} values`),
    days: (count, one) => (one ? `${count} day` : `${count} days`),
    'days-late': (count, one) => (one ? `${count} day late` : `${count} days late`),
  },
  dataTest: ({ name, count, undone }) =>
    undone
      ? `The last load was undone by the data test ${name} (${count})`
      : `The last load did not pass the data test ${name} (${count})`,

  trend: (days) => `last ${days} days`,
  lowest: 'min',
  highest: 'max',
  dayWithoutData: 'day without data',

  alerts: 'Alerts',
  alertCount: (count, one) => (one ? `${count} alert` : `${count} alerts`),
  noAlerts: 'No alerts',
  mutedAlerts: 'Alerts muted',
  mutedBecause: 'The day is incomplete; no segment was judged.',
  expected: 'Expected',
  offExpected: 'Off by',
  rule: 'Rule',
  ruleText: ({ days, condition, direction, metrics, by }) =>
    `${direction} of ${metrics}${by === '' ? '' : `, by ${by}`}: alert when ${condition}, against the mean and standard deviation of the ${days} days before.`,
  direction: { down: 'drops', up: 'rises', both: 'drops and rises' },
  evaluated: (count, one) => (one ? `${count} combination evaluated` : `${count} combinations evaluated`),
  unwatched: (count, one) =>
    one
      ? `${count} smaller segment is not watched by itself.`
      : `${count} smaller segments are not watched by themselves.`,
  withoutHistory: (count) => `${count} without enough history`,
  restatements: 'Restated days',
  restatementsNote:
    'Figures of earlier days that later loads have changed: reports made before show the old ones.',
  before: 'Before',
  after: 'After',
  moreRestated: (count, one) => (one ? `${count} more restated figure` : `${count} more restated figures`),

  why: 'Why',
  contribution: 'Contribution',
  whyNote:
    'Contributions add up to the exact difference. They say in which segments it arose, not what brought it about.',
  asExpected: 'As expected: within its band, and no segment is an alert.',
  leftOutDimensions: (dimensions) => `Not looked at, for having too many values: ${dimensions}.`,
  explainedBest: (dimensions) => `Best explained by ${dimensions}.`,
  evenlySpread: (metric) => `No dimension stands out: the shares of ${metric} hardly changed.`,
  others: (count) => `others (${count})`,
  presence: { new: 'new', vanished: 'gone' },
  cameAndWent: {
    new: (count, amount) => `new: ${count} (${amount})`,
    vanished: (count, amount) => `gone: ${count} (${amount})`,
  },
  volume: 'Volume',
  mixOf: (dimension) => `Mix of ${dimension}`,
  withinOf: (dimension) => `Within ${dimension}`,
  rateAndMix: 'Rate and mix',
  newOrGone: 'New or gone',
  rateChange: ({ metric, delta, within, mix, newOrGone, dimension }) =>
    `${metric} ${delta}: ${within} within ${dimension}, ${mix} of mix${newOrGone === null ? '' : `, ${newOrGone} of new or gone`}.`,
  simpson: {
    'every-segment': ({ metric, dimension, direction }) =>
      direction === 'up'
        ? `Simpson's paradox: ${metric} rose as a whole and in no value of ${dimension}; the rise is in the mix.`
        : `Simpson's paradox: ${metric} fell as a whole and in no value of ${dimension}; the fall is in the mix.`,
    together: ({ metric, dimension, direction }) =>
      direction === 'up'
        ? `Mix against rates, as in Simpson's paradox: ${metric} rose as a whole, but fell within ${dimension}; the rise is in the mix.`
        : `Mix against rates, as in Simpson's paradox: ${metric} fell as a whole, but rose within ${dimension}; the fall is in the mix.`,
  },

  outlook: 'Outlook',
  outlookMonth: (month, elapsed, days) => `${month}, day ${elapsed} of ${days}`,
  monthToDate: 'Month to date',
  monthEnd: 'Month end',
  forecast: 'Forecast',
  interval: '80% interval',
  target: 'Target',
  ofTarget: '% of target',
  nextDays: 'next 7 days',
  nextWeeks: 'next 8 weeks',
  outlookLearning: (days) => `Learning: forecasts need ${days} days with data.`,
  outlookPartial: 'Month to date is not whole.',
  outlookMissing: (count, one) =>
    one
      ? `${count} day of the month has no data: the projection takes what is usual on its weekday.`
      : `${count} days of the month have no data: the projection takes what is usual on their weekdays.`,
  outlookNote:
    'Intervals come from the errors of past forecasts of the same reach, and should hold 8 of 10 outcomes.',
  targetReached: ({ metric, percent, position }) => {
    if (position === null) return `${metric}: ${percent} of the target so far.`;
    const where = { above: 'above', inside: 'inside', below: 'below' }[position];
    return `${metric}: projected ${percent} of the target; the target lies ${where} the 80% interval.`;
  },
  targetsAbove: (names) => `The target lies above the 80% interval: ${names}.`,
  moreTargets: (count, one) =>
    one ? `${count} more segment has a target.` : `${count} more segments have targets.`,

  and: 'and',

  continued: 'continued',
  replacedCharacters: (placeholder) =>
    `${placeholder} marks a character that the font of this PDF lacks; the Markdown and JSON reports hold the original text.`,
};
