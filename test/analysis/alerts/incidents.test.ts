import { describe, expect, it } from 'vitest';
import { incidentDays, lengthOf } from '../../../src/analysis/alerts/incidents.ts';
import { addDays, toDay } from '../../../src/analysis/calendar.ts';
import { deviation, seriesOf } from './deviations.ts';

const SEGMENTS = [[], ['a'], ['b'], ['a', 'x']];
const SERIES = seriesOf('sales', SEGMENTS);
const FIRST = toDay('2025-03-01');

/** Per day the impacts of segments by name; the days of an incident and its status as told on each. */
function follow(days: readonly (Readonly<Record<string, number>> | 'unknown')[]) {
  const known = days.flatMap((impacts, offset) => {
    if (impacts === 'unknown') return [];
    const confirmed = Object.entries(impacts).map(([name, impact]) => {
      const index = SERIES.findIndex(({ segment }) => segment.join('.') === name);
      const series = SERIES[index];
      if (series === undefined) throw new Error(name);
      return { deviation: deviation(series, index, impact), parts: [], folded: 0 };
    });
    return [{ day: addDays(FIRST, offset), confirmed }];
  });
  return incidentDays(known);
}
const told = (days: Parameters<typeof follow>[0]) =>
  follow(days).map(({ alerts, recovered }) => [
    ...alerts.map(({ incident }) => `${incident.segment.join('.')} ${incident.status} ${incident.days}`),
    ...recovered.map(({ segment }) => `${segment.join('.')} recovered`),
  ]);

describe('incidentDays', () => {
  it('makes one incident of days that follow each other', () => {
    expect(told([{ a: -300 }, { a: -310 }, { a: -290 }, {}, {}])).toEqual([
      ['a new 1'],
      ['a continuing 2'],
      ['a continuing 3'],
      ['a recovered'],
      [],
    ]);
  });

  it('keeps its name while it lasts', () => {
    const days = follow([{ a: -300 }, { a: -310 }, {}, {}, { a: -300 }]);
    const [first, second, , , later] = days.map(({ alerts }) => alerts[0]?.incident);
    expect(second?.id).toBe(first?.id);
    expect(first?.id).toMatch(/^[0-9a-z]{7}$/);
    expect(second).toMatchObject({ since: FIRST, lastDay: '2025-03-02' });
    expect(second && lengthOf(second)).toBe(2);
    expect(later?.id).not.toBe(first?.id);
  });

  it('lets one quiet day lie within, and days that are not known', () => {
    expect(told([{ a: -300 }, {}, { a: -300 }])).toEqual([['a new 1'], ['a recovered'], ['a continuing 2']]);
    expect(told([{ a: -300 }, 'unknown', 'unknown', { a: -300 }])).toEqual([['a new 1'], ['a continuing 2']]);
    expect(told([{ a: -300 }, {}, {}, { a: -300 }]).at(-1)).toEqual(['a new 1']);
  });

  it('says when it gets half as bad again', () => {
    expect(told([{ a: -300 }, { a: -500 }, { a: -500 }])).toEqual([
      ['a new 1'],
      ['a worse 2'],
      ['a continuing 3'],
    ]);
  });

  it('follows an incident that spreads or narrows, and not one on the other side', () => {
    expect(told([{ 'a.x': -300 }, { a: -300 }, { '': -300 }])).toEqual([
      ['a.x new 1'],
      ['a continuing 2'],
      [' continuing 3'],
    ]);
    expect(told([{ a: -300 }, { b: -300 }])[1]).toEqual(['b new 1', 'a recovered']);
    expect(told([{ a: -300 }, { a: 300 }])[1]).toEqual(['a new 1', 'a recovered']);
  });

  it('continues an incident once, where two alerts could', () => {
    expect(told([{ a: -300 }, { 'a.x': -300, a: -200 }])[1]).toEqual(['a.x continuing 2', 'a new 1']);
  });
});
