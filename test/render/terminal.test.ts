import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/model.ts';
import { renderTerminal } from '../../src/render/terminal.ts';
import {
  emptyBreakdowns,
  HOSTILE_NAMES,
  hostileNames,
  missingBaselines,
  oneMetric,
  ordinaryDay,
  paradox,
  partialDay,
  percentMetric,
  restatedDays,
  someAlerts,
} from './sample-report.ts';
import { baselineDay, holidayDay, hostileBaseline } from './sample-baseline.ts';
import { learning, withOutlook, withSegmentTargets } from './sample-outlook.ts';
import { withoutWhy } from './sample-why.ts';

const GOLDEN: readonly [string, Report, number, boolean][] = [
  ['ordinary-day-80', ordinaryDay(), 80, false],
  ['ordinary-day-120', ordinaryDay(), 120, false],
  ['ordinary-day-80-colour', ordinaryDay(), 80, true],
  ['ordinary-day-en-80', ordinaryDay('en-US'), 80, false],
  ['missing-baselines-80', missingBaselines(), 80, false],
  ['missing-baselines-en-120', missingBaselines('en-US'), 120, false],
  ['some-alerts-80', someAlerts(), 80, false],
  ['some-alerts-120', someAlerts(), 120, false],
  ['hostile-names-120', hostileNames(), 120, false],
  ['restated-days-80', restatedDays(), 80, false],
  ['restated-days-120', restatedDays(), 120, false],
  ['restated-days-en-80', restatedDays('en-US', 1), 80, false],
  ['restated-days-80-colour', restatedDays('pt-BR', 0), 80, true],
  ['one-metric-80', oneMetric(), 80, false],
  ['percent-80', percentMetric(), 80, false],
  ['percent-en-80', percentMetric('en-US'), 80, false],
  ['paradox-80', paradox(), 80, false],
  ['paradox-en-120', paradox('en-US'), 120, false],
  ['paradox-80-colour', paradox(), 80, true],
  ['partial-day-80', partialDay(), 80, false],
  ['partial-day-en-120', partialDay('en-US'), 120, false],
  ['partial-day-80-colour', partialDay(), 80, true],
  ['empty-breakdowns-80', emptyBreakdowns(), 80, false],
  ['outlook-80', withOutlook(), 80, false],
  ['outlook-en-120', withOutlook('en-US'), 120, false],
  ['segment-targets-80', withSegmentTargets(), 80, false],
  ['segment-targets-en-120', withSegmentTargets('en-US'), 120, false],
  ['learning-80', learning(), 80, false],
  ['baseline-80', baselineDay(), 80, false],
  ['baseline-80-colour', baselineDay(), 80, true],
  ['baseline-120', baselineDay(), 120, false],
  ['baseline-en-80', baselineDay('en-US'), 80, false],
  ['baseline-en-120-colour', baselineDay('en-US'), 120, true],
  ['baseline-holiday-120', holidayDay(), 120, false],
  ['baseline-holiday-en-80', holidayDay('en-US'), 80, false],
  ['learning-target-en-80', learning('en-US', true), 80, false],
];

describe('golden files', () => {
  it.each(GOLDEN)('%s', async (name, report, columns, colour) => {
    const text = renderTerminal(report, { columns, colour });
    await expect(text).toMatchFileSnapshot(`../golden/render/terminal/${name}.txt`);
  });
});

describe('width', () => {
  const reports = {
    ordinary: ordinaryDay(),
    missing: missingBaselines('en-US'),
    alerts: someAlerts(),
    restated: restatedDays(),
    paradox: paradox(),
    empty: emptyBreakdowns(),
    outlook: withOutlook(),
    segmentTargets: withSegmentTargets(),
    outlookInEnglish: withOutlook('en-US'),
    learning: learning('pt-BR', true),
    baseline: baselineDay(),
    baselineInEnglish: baselineDay('en-US'),
    holiday: holidayDay(),
  };
  it.each(Object.entries(reports))('%s: no line is wider than the window', (_, report) => {
    for (const columns of [80, 100, 120, 200]) {
      for (const line of renderTerminal(report, { columns, colour: true }).split('\n')) {
        expect(stringWidth(line), line).toBeLessThanOrEqual(columns);
      }
    }
  });

  it('never cuts a number, even where a line must run over', () => {
    const text = renderTerminal(ordinaryDay(), { columns: 40, colour: false });
    expect(text).toContain('R$ 243.116.497,17');
    expect(text).toContain('+R$ 144.153.285,76');
  });

  it('cuts long names with an ellipsis and keeps the columns aligned', () => {
    // Contributions of the same segments would be among the rows.
    const report = withoutWhy(hostileNames());
    const lines = renderTerminal(
      { ...report, headline: ordinaryDay().headline },
      { columns: 80, colour: false },
    ).split('\n');
    for (const line of lines) expect(stringWidth(line), line).toBeLessThanOrEqual(80);
    const rows = lines.filter((line) => line.includes('R$ 2.4'));
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.some((line) => line.includes('…'))).toBe(true);
    expect(new Set(rows.map((line) => line.indexOf('▲'))).size).toBe(1);
  });
});

describe('verdicts', () => {
  const changes = ['base abaixo do normal', 'base: Terça-feira de Carnaval', 'base sem histórico'];

  it('stand in a column where there is room, else below the day', () => {
    const [narrow, wide] = [80, 120].map((columns) =>
      renderTerminal(baselineDay(), { columns, colour: false }),
    );
    for (const text of changes) expect(wide).toMatch(new RegExp(`[DWM]-1 .*  ${text}\n`));
    expect(wide).toContain('Leitura');
    expect(narrow).not.toContain('Leitura');
    expect(narrow?.replace(/\s+/g, ' ')).toContain(
      `D-1: ${changes[0]}; W-1: ${changes[1]}; M-1: ${changes[2]} D-1`,
    );
  });

  it('of changes that are as the day itself are not told twice', () => {
    const text = renderTerminal(baselineDay(), { columns: 80, colour: false });
    expect(text.match(/abaixo do normal/g)).toHaveLength(2);
  });
});

describe('escape sequences', () => {
  it('are absent without colour', () => {
    for (const report of [ordinaryDay(), hostileNames(), someAlerts()]) {
      expect(renderTerminal(report, { columns: 100, colour: false })).not.toMatch(
        /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/u,
      );
    }
  });

  it('are only ours with colour', () => {
    for (const report of [hostileNames(), hostileBaseline(HOSTILE_NAMES)]) {
      const text = renderTerminal(report, { columns: 100, colour: true });
      const without = text.replace(/\u001b\[(1|2|22|31|32|33|39)m/g, '');
      expect(without).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/u);
      expect(without).toBe(renderTerminal(report, { columns: 100, colour: false }));
    }
  });
});

it('can be searched and pasted: blanks are ordinary blanks', () => {
  const text = renderTerminal(ordinaryDay(), { columns: 80, colour: false });
  expect(text).not.toContain('\u00a0');
  expect(text).toContain('▲ +145,66 %');
});
