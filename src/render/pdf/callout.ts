/** A tinted box with a coloured edge: a notice, or the verdict on the day. */
import type { Flow } from './flow.ts';
import { place, wrap, type Lettering } from './lettering.ts';
import { COLOUR, CONTENT_WIDTH, PAGE, TYPE, type Colour } from './theme.ts';

export type CalloutKind = 'calm' | 'warning' | 'alarm';

const COLOURS: Readonly<Record<CalloutKind, { readonly fill: Colour; readonly edge: Colour }>> = {
  calm: { fill: COLOUR.calm, edge: COLOUR.good },
  warning: { fill: COLOUR.warning, edge: COLOUR.warningLine },
  alarm: { fill: COLOUR.alarm, edge: COLOUR.bad },
};
const PADDING = 9;
const LINE_HEIGHT = 12;
const MAXIMUM_LINES = 12;

/** The first paragraph may be set in bold. */
export function setCallout(
  flow: Flow,
  { kind, title, text }: { readonly kind: CalloutKind; readonly title?: string; readonly text: string },
  lettering: Lettering,
): void {
  const room = CONTENT_WIDTH - 2 * PADDING - 4;
  const lines = [
    ...(title === undefined ? [] : [{ text: title, style: TYPE.strong }]),
    ...wrap(lettering, text, TYPE.body, room, MAXIMUM_LINES).map((line) => ({
      text: line,
      style: TYPE.body,
    })),
  ];
  const height = lines.length * LINE_HEIGHT + 2 * PADDING - 3;
  const { fill, edge } = COLOURS[kind];
  flow.place(height, (top) => [
    { kind: 'rect', x: PAGE.left, y: top, width: CONTENT_WIDTH, height, fill },
    { kind: 'rect', x: PAGE.left, y: top, width: 2.5, height, fill: edge },
    ...lines.map((line, index) =>
      place(lettering, line.text, line.style, {
        x: PAGE.left + PADDING + 4,
        baseline: top + PADDING + 7 + index * LINE_HEIGHT,
      }),
    ),
  ]);
  flow.space(8);
}
