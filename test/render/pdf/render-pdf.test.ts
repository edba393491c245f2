import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../../src/report/model.ts';
import { renderPdf } from '../../../src/render/pdf/render-pdf.ts';
import {
  emptyBreakdowns,
  hostileNames,
  missingBaselines,
  oneMetric,
  ordinaryDay,
  partialDay,
  restatedDays,
  someAlerts,
} from '../sample-report.ts';
import { readPdf } from './read-pdf.ts';

const REPORTS: Readonly<Record<string, Report>> = {
  ordinary: ordinaryDay(),
  english: ordinaryDay('en-US'),
  missing: missingBaselines(),
  hostile: hostileNames(),
  oneMetric: oneMetric(),
  empty: emptyBreakdowns(),
  alerts: someAlerts(),
  restated: restatedDays(),
  partial: partialDay(),
};
const A4 = { width: 595.28, height: 841.89 };

describe.each(Object.entries(REPORTS))('%s', (_, report) => {
  let bytes: Uint8Array;
  let again: Uint8Array;
  beforeAll(async () => {
    [bytes, again] = await Promise.all([renderPdf(report), renderPdf(structuredClone(report))]);
  });

  it('is whole: fonts embedded, pages numbered, every run of text inside the page', () => {
    const { pages, fonts, text } = readPdf(bytes);
    expect(text.startsWith('%PDF-1.7')).toBe(true);
    expect(text.trimEnd().endsWith('%%EOF')).toBe(true);
    expect(fonts.map(({ name }) => name.split('+')[1]).sort()).toEqual(['Inter-Regular', 'Inter-SemiBold']);
    expect(fonts.every(({ embedded }) => embedded)).toBe(true);
    expect(text).not.toMatch(/Helvetica|Courier|Times/);

    for (const [index, runs] of pages.entries()) {
      expect(runs.map((run) => run.text)).toContain(`${index + 1} / ${pages.length}`);
      for (const run of runs) {
        expect(run.width, run.text).toBeGreaterThan(0);
        expect(run.x, run.text).toBeGreaterThanOrEqual(36);
        expect(run.x + run.width, run.text).toBeLessThanOrEqual(A4.width - 36);
        expect(run.y, run.text).toBeGreaterThanOrEqual(24);
        expect(run.y + run.size, run.text).toBeLessThanOrEqual(A4.height - 24);
        expect(run.text, 'every glyph maps back to a character').not.toMatch(/[\u0000\ufffd]/);
      }
    }
  });

  it('gives the same bytes twice', () => {
    expect(Buffer.compare(bytes, again)).toBe(0);
  });
});

it('gives the same bytes on every machine and version of Node', async () => {
  const hash = createHash('sha256')
    .update(await renderPdf(ordinaryDay()))
    .digest('hex');
  // A change here is right after a change of the look, of pdfkit or of Inter; and wrong otherwise.
  expect(hash).toMatchInlineSnapshot(`"510a66d9480499175b3e5de241b0fff77c6f8f48f8936e5b9e2a2ced41fb1ab0"`);
});

it('tells title and language, and neither author nor the hour it was made', async () => {
  const { text } = readPdf(await renderPdf(ordinaryDay()));
  expect(text).toContain('/Lang (pt-BR)');
  expect(text).toContain('(D:20250331000000Z)');
  expect(text).not.toMatch(/\/Author|\/ModDate/);
  expect(text.length).toBeLessThan(150_000);
});

it('says everything: values, comparisons, segments, the rule', async () => {
  const { pages } = readPdf(await renderPdf(ordinaryDay()));
  const runs = pages.flat().map(({ text }) => text.replaceAll('\u00a0', ' '));
  for (const expected of [
    'R$ 243.116.497,17',
    'D-1 · dom., 30/03/2025',
    '+R$ 144.153.285,76',
    '▲ +145,66 %',
    'bank_slip',
    'Nenhum alerta',
  ]) {
    expect(runs).toContain(expected);
  }
  expect(runs.join(' ')).toContain('z < -2');
});

it('marks every page of a partial day, in its language', async () => {
  for (const [locale, mark] of [
    ['pt-BR', 'PARCIAL'],
    ['en-US', 'PARTIAL'],
  ] as const) {
    const report = { ...hostileNames(locale), completeness: partialDay(locale).completeness };
    const { pages, text } = readPdf(await renderPdf(report));
    expect(pages.length).toBeGreaterThan(3);
    for (const runs of pages) expect(runs.map((run) => run.text)).toContain(mark);
    expect(pages[0]?.some((run) => run.text.endsWith(` · ${mark}`))).toBe(true);
    expect(text).toContain('/Title');
  }
});

it('marks characters that the fonts lack, and says so', async () => {
  const { pages } = readPdf(await renderPdf(hostileNames()));
  const runs = pages.flat().map(({ text }) => text);
  expect(runs).toContain('□□□□ □□ família □');
  expect(runs.some((text) => text.startsWith('□ marca um caractere'))).toBe(true);
  const ordinary = readPdf(await renderPdf(ordinaryDay())).pages.flat();
  expect(ordinary.some(({ text }) => text.includes('□'))).toBe(false);
});

it('prints what a segment is called, not what a font makes of it', async () => {
  const report = ordinaryDay();
  const lines = [{ segment: ['a->b 3x4'], metrics: report.headline }];
  const { pages } = readPdf(
    await renderPdf({ ...report, breakdowns: [{ by: ['x'], labels: ['X'], lines }] }),
  );
  // As an arrow, `->` would be one glyph that reads back as two characters.
  expect(pages.flat().find(({ text }) => text === 'a->b 3x4')?.glyphs).toBe(8);
});
