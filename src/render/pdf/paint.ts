/** Marks → pdfkit: the only place that draws. */
import { textOptions, useFont } from './fonts.ts';
import type { Mark, PdfPage } from './marks.ts';

export function paintPages(document: PDFKit.PDFDocument, pages: readonly PdfPage[]): void {
  for (const { marks, sections } of pages) {
    document.addPage();
    for (const section of sections) document.outline.addItem(section);
    for (const mark of marks) paintMark(document, mark);
  }
}

function paintMark(document: PDFKit.PDFDocument, mark: Mark): void {
  switch (mark.kind) {
    case 'text': {
      const options = { ...textOptions(mark.style), lineBreak: false, baseline: 'alphabetic' as const };
      useFont(document, mark.style)
        .fillColor(mark.style.colour)
        .text(mark.text, mark.x, mark.baseline, options);
      return;
    }
    case 'rect': {
      document.roundedRect(mark.x, mark.y, mark.width, mark.height, mark.radius ?? 0);
      finish(document, mark.fill, mark.stroke);
      return;
    }
    case 'dot': {
      document.circle(mark.at.x, mark.at.y, mark.radius);
      finish(document, mark.fill, mark.stroke);
      return;
    }
    case 'line': {
      const [first, ...rest] = mark.points;
      if (!first) return;
      document.moveTo(first.x, first.y);
      for (const { x, y } of rest) document.lineTo(x, y);
      document.lineWidth(mark.width).lineJoin('round').lineCap('butt').stroke(mark.stroke);
    }
  }
}

function finish(document: PDFKit.PDFDocument, fill: string | undefined, stroke: string | undefined): void {
  document.lineWidth(0.75);
  if (fill !== undefined && stroke !== undefined) document.fillAndStroke(fill, stroke);
  else if (fill !== undefined) document.fill(fill);
  else if (stroke !== undefined) document.stroke(stroke);
}
