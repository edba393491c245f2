import { expect, it } from 'vitest';
import { toDay } from '../../src/analysis/calendar.ts';
import type { Comparison, ReportMetric } from '../../src/report/model.ts';
import { alertTone, arrowOf, toneOf } from '../../src/render/tone.ts';

function comparison(delta: string | null, percent: number | null): Comparison {
  return { kind: 'D-1', day: toDay('2025-03-30'), baseline: '1', delta, percent, missing: null };
}

function metric(goodDirection: ReportMetric['goodDirection']): ReportMetric {
  return { name: 'm', label: 'M', description: '', unit: 'count', decimals: 0, goodDirection };
}

it('calls a change good or bad by the direction that is good for the metric', () => {
  expect(toneOf(comparison('5', 5), metric('up'))).toBe('good');
  expect(toneOf(comparison('5', 5), metric('down'))).toBe('bad');
  expect(toneOf(comparison('-5', -5), metric('down'))).toBe('good');
  expect(toneOf(comparison('-5', -5), metric('none'))).toBe('neutral');
  expect(toneOf(comparison('5', null), metric('up'))).toBe('good');
  expect(alertTone('down', metric('up'))).toBe('bad');
  expect(alertTone('down', metric('down'))).toBe('good');
});

it('makes nothing of a change that is written as zero', () => {
  for (const nothing of [comparison('0.00', 0), comparison('-0.01', -0.0001), comparison(null, null)]) {
    expect(toneOf(nothing, metric('up'))).toBe('neutral');
    expect(arrowOf(nothing)).toBe(' ');
  }
  expect(arrowOf(comparison('0.01', 0.005))).toBe('▲');
  expect(arrowOf(comparison('-12', -12))).toBe('▼');
});
