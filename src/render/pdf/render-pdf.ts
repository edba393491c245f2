/** The report as a PDF: A4, vector, its fonts embedded. */
import type { Report } from '../../report/model.ts';
import { formatDay } from '../format-day.ts';
import { phrasesFor } from '../phrases.ts';
import { createLettering, FONT_FILES } from './fonts.ts';
import { layOutReport } from './lay-out-report.ts';
import { paintPages } from './paint.ts';

/** The same report gives the same bytes on any machine: nothing in the file tells when or where it was made. */
export async function renderPdf(report: Report): Promise<Uint8Array> {
  const { default: PDFDocument } = await import('pdfkit');
  const document = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    font: FONT_FILES.regular,
    pdfVersion: '1.7',
    // zlib does not promise the same output over versions and processors; plain, a usual report has 100 kB
    // instead of 21 kB (2025-11), and its text can be checked.
    compress: false,
    lang: report.locale,
    displayTitle: true,
    info: {
      Title: `${report.dataset.title} · ${formatDay(report.day, report.locale)}${phrasesFor(report).titleMark}`,
      // pdfkit also derives the file's ID from this.
      CreationDate: new Date(`${report.day}T00:00:00Z`),
    },
  });
  const chunks: Uint8Array[] = [];
  document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => document.on('end', resolve).on('error', reject));

  paintPages(document, layOutReport(report, createLettering(document)));
  document.end();
  await ended;
  return new Uint8Array(Buffer.concat(chunks));
}
