/**
 * What a page is made of. Layout produces marks, `paint` draws them: so that where everything stands can be
 * checked without reading a PDF. The origin is the top left corner; y grows downwards.
 */
import type { Colour, TextStyle } from './theme.ts';

export interface TextMark {
  readonly kind: 'text';
  readonly x: number;
  /** The line that letters stand on. */
  readonly baseline: number;
  readonly width: number;
  readonly text: string;
  readonly style: TextStyle;
}

interface RectMark {
  readonly kind: 'rect';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly radius?: number;
  readonly fill?: Colour;
  readonly stroke?: Colour;
}

export interface LineMark {
  readonly kind: 'line';
  readonly points: readonly Point[];
  readonly stroke: Colour;
  readonly width: number;
}

interface DotMark {
  readonly kind: 'dot';
  readonly at: Point;
  readonly radius: number;
  readonly fill: Colour;
  readonly stroke?: Colour;
}

export type Mark = TextMark | RectMark | LineMark | DotMark;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PdfPage {
  readonly marks: Mark[];
  /** Titles of the sections that begin here, for the document outline. */
  readonly sections: string[];
}

/** A thin line from left to right. */
export function rule(x: number, y: number, width: number, stroke: Colour): LineMark {
  return {
    kind: 'line',
    points: [
      { x, y },
      { x: x + width, y },
    ],
    stroke,
    width: 0.6,
  };
}
