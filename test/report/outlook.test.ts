import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, toDay } from '../../src/analysis/calendar.ts';
import { PLAIN_CALENDAR, type DayCalendar } from '../../src/analysis/signal/series.ts';
import type { OutlookFacts } from '../../src/report/outlook-facts.ts';
import { outlookKindOf } from '../../src/report/outlook-kind.ts';
import { outlookSectionOf } from '../../src/report/outlook.ts';
import { weekly } from '../analysis/forecast/series.ts';
import { kiosk } from '../support/kiosk.ts';

/** A Monday. */
const FROM = toDay('2025-01-06');
const DAY = toDay('2025-03-20');
const LENGTH = daysBetween(FROM, DAY) + 1;
const CUPS = weekly(LENGTH, 0.2);

const facts = (overrides: Partial<OutlookFacts> = {}): OutlookFacts => ({
  from: FROM,
  history: new Map([['cups', [CUPS]]]),
  monthToDate: new Map([['cups', '2100.00']]),
  targets: new Map(),
  ...overrides,
});
const sectionOf = (
  overrides: Partial<OutlookFacts> = {},
  {
    day = DAY,
    calendar = PLAIN_CALENDAR,
    partialDays = new Set<string>(),
    excludedDays = new Set<string>(),
    dataset = kiosk,
  } = {},
) =>
  outlookSectionOf(
    dataset,
    { day, outlook: facts(overrides) },
    { calendar, partialDays: partialDays as Set<typeof DAY>, excludedDays: excludedDays as Set<typeof DAY> },
  ).outlook;
const cups = (section: ReturnType<typeof sectionOf>) =>
  section?.metrics.find(({ metric }) => metric === 'cups');

it('has the month, seven days and eight weeks from the day after on', () => {
  const section = sectionOf();
  expect(section).toMatchObject({
    state: 'told',
    metric: 'cups',
    month: {
      from: '2025-03-01',
      to: '2025-03-31',
      elapsed: 20,
      remaining: 11,
      missing: 0,
      partial: false,
    },
  });
  expect(section?.days.map(({ day }) => day)).toEqual(
    Array.from({ length: 7 }, (_, index) => addDays(DAY, index + 1)),
  );
  expect(section?.weeks.map(({ from, to }) => [from, to]).at(-1)).toEqual(['2025-05-09', '2025-05-15']);
  expect(cups(section)?.toDate).toBe('2100.00');
});

it.each([
  ['2025-02-28', '2025-02-28', 0],
  ['2024-02-28', '2024-02-29', 1],
  ['2025-12-01', '2025-12-31', 30],
  ['2025-04-30', '2025-04-30', 0],
])('the month of %s ends on %s', (text, to, remaining) => {
  const day = toDay(text);
  const section = sectionOf({ from: addDays(day, 1 - LENGTH) }, { day });
  expect(section?.month).toMatchObject({ to, remaining });
});

describe('a target', () => {
  const against = (value: string) => cups(sectionOf({ targets: new Map([['cups', value]]) }))?.target;
  const projected = cups(sectionOf())?.projected;

  it('above, inside and below the interval', () => {
    const upper = projected?.upper ?? NaN;
    expect(against(String(upper + 1))?.position).toBe('above');
    expect(against(String(upper - 1))?.position).toBe('inside');
    expect(against('5')?.position).toBe('below');
  });

  it('is told in percent of itself, exact as it was written', () => {
    const { value, percent } = against('6000.00') ?? {};
    expect(value).toBe('6000.00');
    expect(percent).toBeCloseTo(((projected?.value ?? NaN) / 6000) * 100, 2);
    expect(against('0')?.percent).toBeNull();
  });

  it('while nothing is forecast, against month to date', () => {
    const short = { from: addDays(DAY, -20), history: new Map([['cups', [CUPS.slice(0, 21)]]]) };
    const section = sectionOf({ ...short, targets: new Map([['cups', '4200']]) });
    expect(section).toMatchObject({ state: 'learning', days: [], weeks: [] });
    expect(cups(section)).toMatchObject({ projected: null, target: { percent: 50, position: null } });
  });
});

describe('what is not known', () => {
  it('days of the month without data make it partial', () => {
    const values = Float64Array.from(CUPS);
    values.fill(NaN, LENGTH - 5, LENGTH - 2);
    const section = sectionOf({ history: new Map([['cups', [values]]]) });
    expect(section?.month).toMatchObject({ missing: 3, partial: true });
    expect(cups(section)?.projected?.value).toBeCloseTo(cups(sectionOf())?.projected?.value ?? NaN, -3);
  });

  it('an incomplete day makes it partial and teaches nothing', () => {
    const values = Float64Array.from(CUPS);
    values[LENGTH - 1] = 1;
    const incomplete = sectionOf(
      { history: new Map([['cups', [values]]]) },
      { partialDays: new Set<string>([DAY]) },
    );
    values[LENGTH - 1] = NaN;
    const missing = sectionOf({ history: new Map([['cups', [values]]]) });
    expect(incomplete?.month.partial).toBe(true);
    expect(incomplete?.days).toEqual(missing?.days);
  });

  it('a known event of an earlier month teaches nothing, and one of this month counts', () => {
    const [earlier, recent] = [addDays(DAY, -25), addDays(DAY, -5)];
    const values = Float64Array.from(CUPS);
    for (const day of [earlier, recent]) values[LENGTH - 1 + daysBetween(DAY, day)] = 9000;
    const history = new Map([['cups', [values]]]);
    const excluding = sectionOf({ history }, { excludedDays: new Set<string>([earlier, recent]) });
    const unknown = Float64Array.from(values);
    unknown[LENGTH - 1 + daysBetween(DAY, earlier)] = NaN;
    expect(excluding).toEqual(sectionOf({ history: new Map([['cups', [unknown]]]) }));
    expect(excluding?.month).toMatchObject({ missing: 0, partial: false });
  });

  it('a month that began before the data is partial, and no day of it is missing', () => {
    const from = toDay('2025-03-06');
    const day = toDay('2025-04-30');
    const values = weekly(daysBetween(from, day) + 1, 0.2);
    const inMarch = toDay('2025-03-31');
    const cut = values.slice(0, daysBetween(from, inMarch) + 1);
    expect(sectionOf({ from, history: new Map([['cups', [cut]]]) }, { day: inMarch })?.month).toMatchObject({
      missing: 0,
      partial: true,
    });
    expect(sectionOf({ from, history: new Map([['cups', [values]]]) }, { day })?.month.partial).toBe(false);
  });
});

it('names the holidays ahead and expects them to be quiet', () => {
  const holiday = addDays(DAY, 4);
  const calendar: DayCalendar = (day) =>
    day === holiday ? { holiday: { key: 'x', name: 'Feast', off: true }, kinds: [] } : { kinds: [] };
  const plain = sectionOf()?.days[3];
  const feast = sectionOf({}, { calendar })?.days[3];
  expect(plain?.holiday).toBeNull();
  expect(feast).toMatchObject({ day: holiday, holiday: 'Feast' });
  expect(feast?.value).toBeLessThan((plain?.value ?? NaN) / 2);
});

it('has at most six significant digits', () => {
  const section = sectionOf();
  const all = [...(section?.days ?? []), ...(section?.weeks ?? [])].flatMap(({ value, lower, upper }) => [
    value,
    lower,
    upper,
  ]);
  for (const value of all) expect(Number(value.toPrecision(6))).toBe(value);
});

it('is left out where there are no facts', () => {
  expect(
    outlookSectionOf(
      kiosk,
      { day: DAY },
      { calendar: PLAIN_CALENDAR, partialDays: new Set(), excludedDays: new Set() },
    ),
  ).toEqual({});
});

it.each([
  ['cups', 'sum'],
  ['takings', 'sum'],
  ['in_stock', 'stock'],
  ['price', 'ratio'],
  ['stock_per_cup', 'level'],
  ['share_of_stock', 'level'],
  ['median_price', 'level'],
])('%s is over days a %s', (metric, kind) => {
  expect(outlookKindOf(kiosk, metric)).toBe(kind);
});

it('on its last day a month ends where it is, with every digit', () => {
  const day = toDay('2025-03-31');
  const section = sectionOf(
    {
      from: addDays(day, 1 - LENGTH),
      monthToDate: new Map([['cups', '130.2047938']]),
      segments: [
        {
          target: { metric: 'cups', by: ['drink'], segment: ['tea'], value: '100' },
          history: [CUPS],
          toDate: '70.1234567',
        },
      ],
    },
    { day },
  );
  const end = (value: number) => ({ value, lower: value, upper: value });
  expect(cups(section)?.projected).toEqual(end(130.2047938));
  expect(section?.segments?.items[0]?.projected).toEqual(end(70.1234567));
});
