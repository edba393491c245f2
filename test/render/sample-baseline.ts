/** Reports by the baseline rule: a day with everything that there is to say, a holiday, and hostile names. */
import { addDays } from '../../src/analysis/calendar.ts';
import type { Locale } from '../../src/datasets/definition.ts';
import type { Report } from '../../src/report/model.ts';
import {
  alert,
  calmSection,
  confirmed,
  judged,
  known,
  NAMES,
  withExpectations,
} from './sample-baseline-parts.ts';
import { DAY } from './sample-parts.ts';
import { ordinaryDay } from './sample-report.ts';
import { explained } from './sample-why.ts';

export function baselineDay(locale: Locale = 'pt-BR'): Report {
  const report = ordinaryDay(locale);
  const names = NAMES[locale];
  const day: Report = {
    ...report,
    notices: [
      { kind: 'event', name: names.campaign, from: addDays(DAY, -8), to: addDays(DAY, -7), segment: ['PJ'] },
      { kind: 'event', name: names.outage, from: DAY, to: DAY, segment: [] },
    ],
    headline: withExpectations(report, {
      tpv: judged([274551000, 260110000, 289230000], { kind: 'unusual', direction: 'down' }),
      transactions: judged(
        [1551210, 1490300, 1612400],
        { kind: 'usual' },
        { kind: 'baseline-unusual', direction: 'down' },
        { kind: 'baseline-holiday', name: names.holiday },
        { kind: 'unknown' },
      ),
      average_ticket: { state: 'learning' },
    }),
    alerts: {
      ...calmSection(locale),
      confirmed: [
        confirmed({
          parts: [
            { segment: ['PJ', 'pos', 'credit'], part: 0.712345 },
            { segment: ['PJ', 'link', 'credit'], part: 0.201111 },
          ],
          folded: 3,
        }),
        confirmed({
          ...alert('tpv', ['PF', 'pix', ''], 0, 2411897.66, { lower: 2150000, upper: 2700000, share: 0.034 }),
          kind: 'vanished',
          folded: 1,
          incident: { id: '1qk0z7a', status: 'continuing', since: addDays(DAY, -2), length: 3 },
        }),
        confirmed({
          ...alert('average_ticket', ['PJ', 'link', 'uninformed'], 859.37, 512.4),
          kind: 'shift',
          shiftSince: addDays(DAY, -5),
          incident: { id: '0b2c3d4', status: 'worse', since: addDays(DAY, -5), length: 6 },
        }),
        confirmed({
          ...alert('transactions', ['PF'], 18800, 31000, { share: 0.02 }),
          holiday: names.holiday,
          incident: { id: '07abcde', status: 'new', since: DAY, length: 1 },
        }),
      ],
      known: [
        known(1, { kind: 'ack', note: '', until: DAY }),
        known(2, { kind: 'snooze', note: names.maintenance, until: addDays(DAY, 4) }),
        known(3, { kind: 'false', note: '', until: DAY }),
        known(4, { kind: 'event', note: names.outage, until: DAY }),
        known(5, { kind: 'true', note: names.maintenance, until: addDays(DAY, 1) }),
      ],
      watch: [
        alert('tpv', ['PF', 'tap', 'credit'], 7301377.55, 9944310.2, { pValue: 0.0042 }),
        alert('average_ticket', ['PJ'], 161.2, 155.8, { pValue: 0.00091, share: 0.035 }),
      ],
      recovered: [
        {
          id: '0xyz123',
          metric: 'tpv',
          segment: ['PJ', 'bank_slip'],
          direction: 'down',
          since: addDays(DAY, -3),
          lastDay: addDays(DAY, -1),
        },
        {
          id: '0xyz124',
          metric: 'transactions',
          segment: [],
          direction: 'up',
          since: addDays(DAY, -1),
          lastDay: addDays(DAY, -1),
        },
      ],
    },
  };
  return explained(day, {
    expected: '274551000.00',
    ordinary: false,
    dimensions: new Map([
      [
        'product',
        new Map([
          ['pos', '118003000.00'],
          ['tap', '75908000.00'],
          ['link', '45830000.00'],
          ['pix', '33410000.00'],
          ['voucher', '1400000.00'],
        ]),
      ],
      [
        'payment_method',
        new Map([
          ['credit', '210901000.00'],
          ['debit', '31100000.00'],
          ['uninformed', '32550000.00'],
        ]),
      ],
    ]),
  });
}

/** The day itself has a name; nothing is unusual about it, and nothing is an alert. */
export function holidayDay(locale: Locale = 'pt-BR'): Report {
  const report = ordinaryDay(locale);
  const holiday = { kind: 'holiday', name: NAMES[locale].holiday } as const;
  const day: Report = {
    ...report,
    headline: withExpectations(report, {
      tpv: judged(
        [238000000, 190000000, 291000000],
        holiday,
        holiday,
        { kind: 'baseline-unusual', direction: 'up' },
        holiday,
      ),
      transactions: judged([1551210, 1490300, 1612400], { kind: 'unusual', direction: 'up' }),
      average_ticket: judged([154.9, 151.2, 158.4], { kind: 'usual' }),
    }),
    alerts: calmSection(locale),
  };
  return explained(day, {
    expected: '238000000.00',
    ordinary: true,
    dimensions: new Map([['product', new Map([['pos', '238000000.00']])]]),
  });
}

/** Names of every kind that are long, empty, or not only letters. */
export function hostileBaseline(names: readonly string[], locale: Locale = 'pt-BR'): Report {
  const report = baselineDay(locale);
  const { alerts } = report;
  if (alerts.method !== 'baseline') return report;
  const name = (index: number) => names[index % names.length] ?? '';
  const everywhere = names.map((one, index) =>
    confirmed({
      segment: [one, name(index + 1), name(index + 2)],
      ...(one !== '' && { holiday: one }),
      parts: [{ segment: [one, name(index + 3)], part: 0.7 }],
    }),
  );
  return {
    ...report,
    notices: names.map((one) => ({ kind: 'event', name: one, from: DAY, to: DAY, segment: [one] })),
    headline: withExpectations(report, {
      tpv: judged(
        [1, 0, 2],
        { kind: 'holiday', name: name(8) },
        { kind: 'holiday', name: name(2) },
        { kind: 'baseline-holiday', name: name(3) },
        { kind: 'baseline-holiday', name: name(0) },
      ),
    }),
    alerts: {
      ...alerts,
      confirmed: everywhere,
      known: everywhere.map((one, index) => ({
        ...one,
        annotation: { kind: 'snooze', note: name(index), until: DAY },
      })),
      watch: everywhere,
      recovered: names.map((one) => ({
        id: '0000000',
        metric: 'tpv',
        segment: [one],
        direction: 'up',
        since: DAY,
        lastDay: DAY,
      })),
    },
  };
}
