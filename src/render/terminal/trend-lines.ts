/** The main metric as a sparkline, with a date below every Monday and the extremes beside it. */
import { weekday } from '../../analysis/calendar.ts';
import { formatDayOfYear } from '../format-day.ts';
import { GAP, sparkline } from '../sparkline.ts';
import { sectionTitle, type Page } from './page.ts';

export function trendLines(page: Page): string[] {
  const { report, phrases, paint } = page;
  const { points } = report.trend;
  const [highest, lowest] = phrases.trendExtremes();
  if (highest === undefined || lowest === undefined) return [];
  const line = sparkline(points.map(({ value }) => (value === null ? null : Number(value))));
  const axis = mondays(page);
  const width = Math.max(line.length, axis.length);
  const legend = line.includes(GAP) ? paint('dim', `  ${GAP} ${phrases.words.dayWithoutData}`) : '';
  return [
    sectionTitle(page, phrases.trendTitle()) + legend,
    `${line.padEnd(width)}  ${paint('dim', highest)}`,
    paint('dim', `${axis.padEnd(width)}  ${lowest}`),
  ];
}

/** Seven columns a week leave room for `31/03` and `Mar 31`. */
function mondays({ report }: Page): string {
  let axis = '';
  report.trend.points.forEach(({ day }, index) => {
    if (weekday(day) === 1) axis = axis.padEnd(index) + formatDayOfYear(day, report.locale);
  });
  return axis;
}
