/** The line of the main metric. */
import type { Report } from '../../report/model.ts';
import { formatDayOfYear, formatWeekday } from '../format-day.ts';
import type { Phrases } from '../phrases.ts';
import type { Flow } from './flow.ts';
import { place, wrap, type Lettering } from './lettering.ts';
import { lineChartMarks } from './line-chart.ts';
import { CONTENT_WIDTH, PAGE, TYPE } from './theme.ts';

const TITLE_HEIGHT = 24;
const CHART_HEIGHT = 150;
const RIGHT = PAGE.width - PAGE.right;

export function setTrend(
  flow: Flow,
  { trend, locale }: Report,
  phrases: Phrases,
  lettering: Lettering,
): void {
  const points = trend.points.map(({ day, value }) => ({
    day,
    value: value === null ? null : Number(value),
  }));
  if (points.every(({ value }) => value === null)) return;
  const metric = phrases.metric(trend.metric);
  const { magnitudes } = phrases.format;
  const chart = {
    points,
    writeTicks: (values: readonly number[]) => magnitudes(values, metric),
    writeValue: (value: number) => magnitudes([value], metric, 1)[0] ?? '',
    writeDay: (day: (typeof points)[number]['day']) =>
      `${formatWeekday(day, locale)} ${formatDayOfYear(day, locale)}`,
  };

  const extremes = phrases.trendExtremes().join(' · ');
  const titleWidth = CONTENT_WIDTH - lettering.width(extremes, TYPE.small) - 16;
  const [title = ''] = wrap(lettering, phrases.trendTitle(), TYPE.heading, titleWidth, 1);

  flow.keepTogether(TITLE_HEIGHT + CHART_HEIGHT);
  flow.section(phrases.trendTitle());
  flow.place(TITLE_HEIGHT + CHART_HEIGHT, (top) => [
    place(lettering, title, TYPE.heading, { x: PAGE.left, baseline: top + 14 }),
    place(lettering, extremes, TYPE.small, { x: RIGHT, baseline: top + 14, align: 'right' }),
    ...lineChartMarks(
      chart,
      { x: PAGE.left, y: top + TITLE_HEIGHT, width: CONTENT_WIDTH, height: CHART_HEIGHT },
      lettering,
    ),
  ]);
  flow.space(18);
}
