import PDFDocument from 'pdfkit';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/report/model.ts';
import { createLettering, FONT_FILES } from '../../../src/render/pdf/fonts.ts';
import { layOutReport } from '../../../src/render/pdf/lay-out-report.ts';
import type { PdfPage, TextMark } from '../../../src/render/pdf/marks.ts';
import { PAGE } from '../../../src/render/pdf/theme.ts';
import {
  emptyBreakdowns,
  HOSTILE_NAMES,
  hostileNames,
  missingBaselines,
  oneMetric,
  ordinaryDay,
  paradox,
  percentMetric,
  restatedDays,
  someAlerts,
} from '../sample-report.ts';
import { baselineDay, holidayDay, hostileBaseline } from '../sample-baseline.ts';
import { learning, withOutlook, withSegmentTargets } from '../sample-outlook.ts';
import { withoutWhy } from '../sample-why.ts';
import { classicAlerts } from '../../support/classic-alerts.ts';

const lettering = createLettering(new PDFDocument({ autoFirstPage: false, font: FONT_FILES.regular }));
const REPORTS: Readonly<Record<string, Report>> = {
  ordinary: ordinaryDay(),
  english: ordinaryDay('en-US'),
  missing: missingBaselines(),
  hostile: hostileNames(),
  oneMetric: oneMetric(),
  percent: percentMetric(),
  empty: emptyBreakdowns(),
  alerts: someAlerts(),
  restated: restatedDays(),
  paradox: paradox(),
  manyMetrics: manyMetrics(),
  outlook: withOutlook(),
  segmentTargets: withSegmentTargets(),
  outlookInEnglish: withOutlook('en-US', 'A holiday with a very long name '.repeat(4)),
  learning: learning(),
  baseline: baselineDay(),
  baselineInEnglish: baselineDay('en-US'),
  holiday: holidayDay(),
  hostileBaseline: hostileBaseline(HOSTILE_NAMES),
};

describe.each(Object.entries(REPORTS))('%s', (_, report) => {
  const pages = layOutReport(report, lettering);

  it('no text touches another', () => {
    for (const page of pages) expect(overlaps(page)).toEqual([]);
  });

  it('no text leaves the margins, and none is empty', () => {
    for (const mark of pages.flatMap(texts)) {
      expect(mark.x, mark.text).toBeGreaterThanOrEqual(PAGE.left - 0.01);
      expect(mark.x + mark.width, mark.text).toBeLessThanOrEqual(PAGE.width - PAGE.right + 0.01);
      expect(mark.width).toBeGreaterThan(0);
    }
  });

  it('no section begins without content below its title', () => {
    for (const page of pages) {
      for (const title of page.sections) {
        const heading = texts(page).find(
          ({ text, style }) => style.size === 12 && text.startsWith(title.slice(0, 20)),
        );
        const below = texts(page).filter(
          (mark) => heading && mark.baseline > heading.baseline && mark.baseline < FOOTER,
        );
        // At least a header and a row.
        expect(new Set(below.map(({ baseline }) => baseline)).size, title).toBeGreaterThanOrEqual(2);
      }
    }
  });

  it('has only sizes that can be read', () => {
    for (const mark of pages.flatMap(texts)) expect(mark.style.size, mark.text).toBeGreaterThan(4.5);
  });
});

it('writes a metric in percent as one everywhere, on the axis too', () => {
  const written = layOutReport(percentMetric(), lettering)
    .flatMap(texts)
    .map(({ text }) => text);
  for (const text of ['10,62\u00a0%', '+1,20\u00a0p.p.', '7,12\u00a0%', '8\u00a0%', '10\u00a0%'])
    expect(written).toContain(text);
  expect(
    written.filter((text) => /^0,\d/.test(text) && !text.includes('%') && !text.includes('p.p.')),
  ).toEqual([]);
});

it('writes every verdict, the details of alerts, what is known, watched and over', () => {
  const written = layOutReport(baselineDay(), lettering)
    .flatMap(texts)
    .map(({ text }) => text)
    .join(' ');
  for (const text of [
    '4 alertas confirmados',
    'abaixo do normal',
    'normal para uma segunda',
    'base: Terça-feira de Carnaval',
    'aprendendo: menos de quatro semanas',
    'sobretudo em PJ · pos · credit',
    'novo nível desde',
    'piorou',
    'Já conhecidos',
    'A observar, não confirmado',
    'Encerrado: PJ · bank_slip',
    'Queda da adquirente (31/03/2025)',
  ])
    expect(written).toContain(text);
});

it('keeps the details of an alert on its page', () => {
  for (const page of layOutReport(hostileBaseline(HOSTILE_NAMES), lettering).slice(0, -1)) {
    const rows = texts(page).filter(({ baseline }) => baseline < FOOTER);
    const lowest = Math.max(...rows.map(({ baseline }) => baseline));
    const last = rows.filter(({ baseline }) => baseline === lowest).map(({ text }) => text);
    expect(last).not.toContain('hoje');
  }
});

describe('tables over several pages', () => {
  const pages = layOutReport(hostileNames(), lettering);

  it('repeat their header, and the group that continues', () => {
    const continued = pages.filter((page) => texts(page).some(({ text }) => text === 'TPV (continuação)'));
    expect(continued.length).toBeGreaterThan(2);
    for (const page of continued) {
      const [first, ...headers] = texts(page).map(({ text }) => text);
      expect(first).toBe('Produto (continuação)');
      expect(headers.slice(0, 4)).toEqual(['Valor', 'D-1', 'W-1', 'M-1']);
    }
  });

  it('lose no row', () => {
    const all = pages.flatMap(texts).map(({ text }) => text);
    for (let segment = 1; segment <= 180; segment++) {
      expect(
        all.filter((text) => text === `segmento ${segment}`),
        `segmento ${segment}`,
      ).toHaveLength(3);
    }
    expect(all.filter((text) => text.startsWith('PJ · segmento'))).toHaveLength(50);
  });

  it('never end a page with the title of a group', () => {
    for (const page of pages) {
      const rows = texts(page).filter(({ baseline }) => baseline < FOOTER);
      const lowest = Math.max(...rows.map(({ baseline }) => baseline));
      const last = rows.filter(({ baseline }) => baseline === lowest).map(({ text }) => text);
      expect(['TPV', 'Transações', 'Ticket médio']).not.toContain(last.length === 1 ? last[0] : '');
    }
  });
});

const FOOTER = PAGE.height - PAGE.bottom;

function texts(page: PdfPage): TextMark[] {
  return page.marks.filter((mark) => mark.kind === 'text');
}

/** Pairs of texts whose letters meet; Inter's capitals are 0.73 em high, its descenders 0.24 em deep. */
function overlaps(page: PdfPage): string[] {
  const boxes = texts(page).map((mark) => ({
    text: mark.text,
    left: mark.x,
    right: mark.x + mark.width,
    top: mark.baseline - 0.73 * mark.style.size,
    bottom: mark.baseline + 0.24 * mark.style.size,
  }));
  return boxes.flatMap((one, index) =>
    boxes
      .slice(index + 1)
      .filter(
        (other) =>
          one.left < other.right &&
          other.left < one.right &&
          one.top < other.bottom &&
          other.top < one.bottom,
      )
      .map((other) => `${one.text} × ${other.text}`),
  );
}

/** Sixty metrics with long names, as a later pack will have. */
function manyMetrics(): Report {
  const report = withoutWhy(ordinaryDay());
  const [metric] = report.metrics;
  const [line] = report.headline;
  if (!metric || !line) throw new Error('the sample has no metric');
  const names = Array.from({ length: 60 }, (_, index) => `m${index}`);
  return {
    ...report,
    metrics: names.map((name) => ({
      ...metric,
      name,
      label: `Tempo médio até a primeira resposta humana ${name}`,
    })),
    headline: names.map((name) => ({ ...line, metric: name })),
    breakdowns: [],
    alerts: { ...classicAlerts(report), rule: { ...classicAlerts(report).rule, metrics: names } },
    trend: { ...report.trend, metric: 'm0' },
  };
}
