import { PLAIN_CALENDAR } from '../../src/analysis/signal/series.ts';
import { describe, expect, it } from 'vitest';
import { toDay } from '../../src/analysis/calendar.ts';
import type { QuantitiesRow } from '../../src/query/quantities.ts';
import { build, D1, DAY, kiosk, M1, row, W1 } from './kiosk.ts';
import { whyOf } from '../../src/report/why.ts';
import type { ExpectedParts } from '../../src/report/expected-parts.ts';
import { buildReport } from '../../src/report/build-report.ts';
import { reportRequest } from '../support/report-request.ts';
import { FACTS } from './kiosk.ts';

/** Takings and cups of one drink or size on one day. */
const sold = (
  day: string,
  dimension: string,
  value: string,
  takings: string,
  cups: string,
): QuantitiesRow => ({
  day: toDay(day),
  dimension,
  value,
  quantities: [takings, cups],
});

/** 100.00 by 40 cups → 90.00 by 40 cups; W-1 120.00, M-1 80.00. */
const QUANTITIES = [
  sold(D1, 'drink', 'tea', '60.00', '20'),
  sold(D1, 'drink', 'coffee', '40.00', '20'),
  sold(DAY, 'drink', 'tea', '30.00', '10'),
  sold(DAY, 'drink', 'coffee', '60.00', '30'),
  sold(D1, 'size', '1', '50.00', '20'),
  sold(D1, 'size', '2', '50.00', '20'),
  sold(DAY, 'size', '1', '45.00', '20'),
  sold(DAY, 'size', '2', '45.00', '20'),
  sold(W1, 'drink', 'tea', '120.00', '40'),
  sold(W1, 'size', '1', '120.00', '40'),
  sold(M1, 'drink', 'tea', '20.00', '10'),
  sold(M1, 'drink', 'mate', '60.00', '30'),
  sold(M1, 'size', '1', '80.00', '40'),
];

describe('the explanation', () => {
  const { why } = build({ quantities: QUANTITIES }, { locale: 'en-US' });

  it('says how the main metric is composed, by the definition', () => {
    expect(why).toMatchObject({
      metric: 'takings',
      // The measure cups has no metric of its own.
      composition: { kind: 'product', rate: 'price', volume: null },
      leftOut: [],
    });
  });

  it('of the day before, by the drinks, which shifted, and not by the sizes, which did not', () => {
    expect(why?.explanations[0]).toEqual({
      against: { kind: 'D-1', day: D1 },
      delta: '-10.00',
      ranking: [
        {
          dimension: 'drink',
          label: 'Drink',
          elements: ['tea'],
          explained: 3,
          surprise: 0.019316,
          shift: 0.03616,
          sufficient: true,
        },
        {
          dimension: 'size',
          label: 'Size',
          elements: ['1', '2'],
          explained: 1,
          surprise: 0,
          shift: 0,
          sufficient: true,
        },
      ],
      even: false,
      dimensions: [
        {
          dimension: 'drink',
          label: 'Drink',
          top: [
            {
              name: 'tea',
              amount: '-30.00',
              share: 0.6,
              presence: 'both',
              parts: { volume: '0.00', mix: '-30.00', rate: '0.00' },
            },
            {
              name: 'coffee',
              amount: '20.00',
              share: 0.4,
              presence: 'both',
              parts: { volume: '0.00', mix: '20.00', rate: '0.00' },
            },
          ],
          others: null,
          appeared: { count: 0, amount: '0.00', share: 0 },
          vanished: { count: 0, amount: '0.00', share: 0 },
          factors: {
            kind: 'product',
            volume: '0.00',
            mix: '-10.00',
            rate: '0.00',
            unpaired: '0.00',
            rateChange: { delta: '-0.25', rate: '0.00', mix: '-0.25', unpaired: '0.00', simpson: null },
          },
        },
      ],
    });
  });

  it('of the others tells new and vanished apart', () => {
    const [, week, month] = why?.explanations ?? [];
    expect(week).toMatchObject({ delta: '-30.00', dimensions: [{ dimension: 'drink' }] });
    expect(week?.dimensions[0]?.appeared).toEqual({ count: 1, amount: '60.00', share: 0.4 });
    expect(month?.dimensions[0]).toMatchObject({
      top: [
        { name: 'coffee', amount: '60.00', presence: 'new', parts: null },
        { name: 'mate', amount: '-60.00', presence: 'vanished', parts: null },
        { name: 'tea', amount: '10.00', presence: 'both' },
      ],
      appeared: { count: 1, amount: '60.00' },
      vanished: { count: 1, amount: '-60.00' },
      factors: { unpaired: '0.00' },
    });
  });
});

describe('against what was expected', () => {
  const { headline } = build({}, { locale: 'en-US' });
  const why = (expected: Partial<ExpectedParts>, quantities = QUANTITIES) =>
    whyOf(
      kiosk,
      'en-US',
      headline,
      { day: DAY, quantities },
      {
        expected: '120.00',
        ordinary: false,
        dimensions: new Map([
          [
            'drink',
            new Map([
              ['tea', '70.00'],
              ['mate', '50.00'],
            ]),
          ],
        ]),
        ...expected,
      },
    ).why?.explanations ?? [];

  it('comes first, as a plain sum by the dimensions that have expectations, new and gone told apart', () => {
    const [first, second] = why({});
    expect(second?.against).toEqual({ kind: 'D-1', day: D1 });
    expect(first).toMatchObject({
      against: { kind: 'expected', expected: '120.00', percent: -25, ordinary: false },
      delta: '-30.00',
      ranking: [{ dimension: 'drink' }],
      dimensions: [
        {
          dimension: 'drink',
          label: 'Drink',
          top: [
            { name: 'coffee', amount: '60.00', presence: 'new', parts: null },
            { name: 'mate', amount: '-50.00', presence: 'vanished', parts: null },
            { name: 'tea', amount: '-40.00', presence: 'both', parts: null },
          ],
          appeared: { count: 1, amount: '60.00' },
          vanished: { count: 1, amount: '-50.00' },
          factors: null,
        },
      ],
    });
    expect(first?.dimensions).toHaveLength(1);
  });

  it('is told of an ordinary day as well, and marked as such', () => {
    expect(why({ ordinary: true })[0]).toMatchObject({
      against: { ordinary: true },
      dimensions: [{ dimension: 'drink' }],
    });
  });

  it('leaves out a dimension of which the day has no quantities', () => {
    const [first] = why(
      {},
      QUANTITIES.filter(({ dimension }) => dimension === 'size'),
    );
    expect(first?.against.kind).toBe('D-1');
  });

  it('stands alone where there is nothing to compare with', () => {
    const lonely = headline.map((line) => ({ ...line, comparisons: [] }));
    const parts = {
      expected: '90.00',
      ordinary: true,
      dimensions: new Map([['drink', new Map([['tea', '90.00']])]]),
    };
    const { why: section } = whyOf(kiosk, 'en-US', lonely, { day: DAY, quantities: QUANTITIES }, parts);
    expect(section?.explanations).toMatchObject([{ against: { percent: 0 }, delta: '0.00' }]);
  });
});

describe('there is', () => {
  it('none where nothing can be compared', () => {
    expect(
      build({ quantities: QUANTITIES, totals: [row(DAY, '90.00', '2.25')], loadedDays: [] }),
    ).not.toHaveProperty('why');
  });

  it('none of a comparison that is missing', () => {
    const totals = FACTS.totals.filter(({ day }) => day !== W1);
    const loadedDays = FACTS.loadedDays.filter(({ day }) => day !== W1);
    const { why } = build({ quantities: QUANTITIES, totals, loadedDays });
    expect(why?.explanations.map(({ against }) => against.kind)).toEqual(['D-1', 'M-1']);
  });

  it('none where the main metric does not add up', () => {
    const median = { ...kiosk.metrics.price, kind: 'percentile', column: 'cups', fraction: 0.5 } as const;
    const dataset = { ...kiosk, metrics: { takings: median } };
    expect(buildReport(dataset, reportRequest(dataset, DAY), FACTS, PLAIN_CALENDAR)).not.toHaveProperty(
      'why',
    );
  });

  it('a split into rate and mix where the main metric is a ratio', () => {
    const dataset = { ...kiosk, report: { ...kiosk.report, mainMetric: 'price' } };
    const { why } = buildReport(
      dataset,
      reportRequest(dataset, DAY),
      { ...FACTS, quantities: QUANTITIES },
      PLAIN_CALENDAR,
    );
    expect(why).toMatchObject({ metric: 'price', composition: { kind: 'ratio' } });
    expect(why?.explanations[0]).toMatchObject({
      delta: '-0.25',
      dimensions: [
        { factors: { kind: 'ratio', rate: '0.00', mix: '-0.25', unpaired: '0.00', simpson: null } },
      ],
    });
  });
});

it('names the dimensions that were not looked at', () => {
  const quantities = QUANTITIES.filter(({ dimension }) => dimension === 'drink');
  expect(build({ quantities }).why?.leftOut).toEqual(['Tamanho']);
});

it('adds up what has one name: an empty value, and none', () => {
  const quantities = [
    sold(D1, 'drink', '', '60.00', '20'),
    sold(D1, 'drink', '', '40.00', '20'),
    sold(DAY, 'drink', '', '90.00', '40'),
  ];
  expect(build({ quantities }).why?.explanations[0]).toMatchObject({
    delta: '-10.00',
    dimensions: [{ top: [{ name: '', amount: '-10.00' }] }],
  });
});
