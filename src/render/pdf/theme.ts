/** The look of the PDF: one page size, one type scale, few and quiet colours. Lengths are PDF points. */
import type { Tone } from '../tone.ts';

/** A4, portrait. */
export const PAGE = { width: 595.28, height: 841.89, left: 48, right: 48, top: 48, bottom: 56 } as const;
export const CONTENT_WIDTH = PAGE.width - PAGE.left - PAGE.right;

export const COLOUR = {
  ink: '#16202e',
  muted: '#68727f',
  line: '#e1e5ea',
  shade: '#f4f6f8',
  accent: '#23507f',
  bar: '#9db8d3',
  good: '#1a7a4c',
  bad: '#b3352b',
  calm: '#f1f7f3',
  warning: '#fdf6e7',
  warningLine: '#d9a441',
  alarm: '#fbf0ef',
  white: '#ffffff',
} as const;
export type Colour = (typeof COLOUR)[keyof typeof COLOUR];

export const TONE_COLOUR: Readonly<Record<Tone, Colour>> = {
  good: COLOUR.good,
  bad: COLOUR.bad,
  neutral: COLOUR.ink,
};

export interface TextStyle {
  readonly weight: 'regular' | 'semibold';
  readonly size: number;
  readonly colour: Colour;
  /** Figures of equal width, so that columns of numbers align. */
  readonly tabular?: boolean;
}

export const TYPE = {
  title: { weight: 'semibold', size: 20, colour: COLOUR.ink },
  subtitle: { weight: 'regular', size: 10.5, colour: COLOUR.muted },
  heading: { weight: 'semibold', size: 12, colour: COLOUR.ink },
  figure: { weight: 'semibold', size: 18, colour: COLOUR.ink, tabular: true },
  strong: { weight: 'semibold', size: 8.5, colour: COLOUR.ink },
  mark: { weight: 'semibold', size: 10.5, colour: COLOUR.bad },
  body: { weight: 'regular', size: 8.5, colour: COLOUR.ink },
  number: { weight: 'regular', size: 8.5, colour: COLOUR.ink, tabular: true },
  header: { weight: 'semibold', size: 7.5, colour: COLOUR.muted },
  small: { weight: 'regular', size: 7.5, colour: COLOUR.muted },
  smallNumber: { weight: 'regular', size: 7.5, colour: COLOUR.muted, tabular: true },
} as const satisfies Readonly<Record<string, TextStyle>>;
