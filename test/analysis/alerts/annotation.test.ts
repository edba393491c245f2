import { describe, expect, it } from 'vitest';
import {
  annotationOf,
  eventsOn,
  withExclusions,
  type Annotation,
} from '../../../src/analysis/alerts/annotation.ts';
import type { Incident } from '../../../src/analysis/alerts/incidents.ts';
import { addDays, toDay } from '../../../src/analysis/calendar.ts';
import { seriesOf } from './deviations.ts';

const FIRST = toDay('2025-03-01');
const incident = (overrides: Partial<Incident> = {}): Incident => ({
  id: 'abc',
  metric: 'sales',
  segment: ['a', 'x'],
  direction: 'down',
  since: FIRST,
  lastDay: addDays(FIRST, 2),
  days: 3,
  worst: 0.3,
  status: 'continuing',
  ...overrides,
});
const said = (overrides: Partial<Annotation> = {}): Annotation => ({
  id: '1',
  kind: 'ack',
  incident: 'abc',
  metric: 'sales',
  segment: ['a', 'x'],
  from: FIRST,
  to: FIRST,
  note: '',
  ...overrides,
});

describe('annotationOf', () => {
  it('is the last that was said', () => {
    const [first, last] = [said(), said({ id: '2', kind: 'false' })];
    expect(annotationOf(incident(), [first, last])).toBe(last);
    expect(annotationOf(incident(), [])).toBeUndefined();
  });

  it('stays with an incident that goes on, narrows or spreads, and leaves a later one alone', () => {
    expect(annotationOf(incident({ lastDay: addDays(FIRST, 40) }), [said()])).toBeDefined();
    expect(annotationOf(incident({ segment: ['a'] }), [said()])).toBeDefined();
    expect(annotationOf(incident({ segment: ['a', 'x', 'z'] }), [said()])).toBeDefined();
    const later = incident({ id: 'other', since: addDays(FIRST, 10), lastDay: addDays(FIRST, 10) });
    expect(annotationOf(later, [said()])).toBeUndefined();
  });

  it('is about its metric and segment only', () => {
    expect(annotationOf(incident({ metric: 'orders' }), [said()])).toBeUndefined();
    expect(annotationOf(incident({ id: 'other', segment: ['b'] }), [said()])).toBeUndefined();
    expect(annotationOf(incident({ id: 'other', segment: ['a'] }), [said()])).toBeUndefined();
    expect(annotationOf(incident({ metric: 'orders' }), [said({ metric: null, segment: [] })])).toBeDefined();
  });

  it('ends with the last day of a snooze or an event', () => {
    const until = (count: number) => [said({ kind: 'snooze', to: addDays(FIRST, count) })];
    expect(annotationOf(incident(), until(2))).toBeDefined();
    expect(annotationOf(incident(), until(1))).toBeUndefined();
    const event = said({ kind: 'event', incident: null, metric: null, segment: [], to: addDays(FIRST, 2) });
    expect(annotationOf(incident(), [event])).toBeDefined();
    expect(annotationOf(incident({ lastDay: addDays(FIRST, 3) }), [event])).toBeUndefined();
  });
});

it('eventsOn: events that hold a day', () => {
  const event = said({ kind: 'event', to: addDays(FIRST, 2) });
  expect(eventsOn([event, said()], [addDays(FIRST, 2)])).toEqual([event]);
  expect(eventsOn([event], [addDays(FIRST, 3), addDays(FIRST, -1)])).toEqual([]);
});

describe('withExclusions', () => {
  const timeline = { from: FIRST, length: 5 };
  const series = seriesOf('sales', [[], ['a'], ['b'], ['a', 'x']]);
  const marked = (...annotations: Annotation[]) =>
    withExclusions(timeline, series, annotations).map(({ excluded }) =>
      excluded ? [...excluded].join('') : '',
    );

  it('marks the days of right alerts and events within their segment', () => {
    const label = said({ kind: 'true', segment: ['a'], from: addDays(FIRST, 1), to: addDays(FIRST, 2) });
    expect(marked(label)).toEqual(['', '01100', '', '01100']);
    expect(marked(said({ kind: 'event', segment: [] }))).toEqual(['10000', '10000', '10000', '10000']);
  });

  it('cuts what lies outside of the timeline, and leaves the rest alone', () => {
    const wide = said({ kind: 'event', segment: ['b'], from: addDays(FIRST, -9), to: addDays(FIRST, 99) });
    expect(marked(wide)).toEqual(['', '', '11111', '']);
    expect(marked(said({ kind: 'event', from: addDays(FIRST, 9), to: addDays(FIRST, 9) }))).toEqual([
      '',
      '',
      '',
      '',
    ]);
    expect(marked(said(), said({ kind: 'false' }), said({ kind: 'snooze' }))).toEqual(['', '', '', '']);
    expect(withExclusions(timeline, series, [])).toBe(series);
  });
});
