/** One card per metric: its value, and how it compares. Two or three in a row, all values in one size. */
import type { Comparison, MetricLine, Report, ReportMetric } from '../../report/model.ts';
import type { Phrases } from '../phrases.ts';
import { toneOf } from '../tone.ts';
import { verdictTexts } from '../verdict-text.ts';
import type { Flow } from './flow.ts';
import { place, shrink, wrap, type Lettering } from './lettering.ts';
import { rule, type Mark } from './marks.ts';
import { COLOUR, CONTENT_WIDTH, PAGE, TONE_COLOUR, TYPE, type TextStyle } from './theme.ts';

const GAP = 12;
const PADDING = 12;
const HEAD_HEIGHT = 66;
const EXPECTED_LINES = 3;
const EXPECTED_LINE_HEIGHT = 10;
const LINE_HEIGHT = 15;
const KIND_WIDTH = 20;
/** The part of a card's width at which percentages end. */
const CHANGE_SHARE = 0.62;

export function setCards(flow: Flow, report: Report, phrases: Phrases, lettering: Lettering): void {
  const { headline } = report;
  const expected = verdictTexts(report, phrases).day;
  const perRow = headline.length <= 2 || headline.length === 4 ? 2 : 3;
  const width = (CONTENT_WIDTH - GAP * (perRow - 1)) / perRow;
  const room = width - 2 * PADDING;
  const values = headline.map((line) => phrases.value(line.value, phrases.metric(line.metric)));
  const size = Math.min(...values.map((value) => shrink(lettering, value, TYPE.figure, room).size));

  for (let start = 0; start < headline.length; start += perRow) {
    const row = headline.slice(start, start + perRow);
    const comparisons = Math.max(...row.map((line) => line.comparisons.length));
    const texts = row.map((line) => {
      const text = expected(line);
      return text === '' ? [] : wrap(lettering, text, TYPE.small, room, EXPECTED_LINES);
    });
    const head = HEAD_HEIGHT + Math.max(...texts.map((lines) => lines.length)) * EXPECTED_LINE_HEIGHT;
    const height = head + comparisons * LINE_HEIGHT + PADDING - 4;
    flow.place(height, (top) =>
      row.flatMap((line, index): Mark[] => {
        const card = { x: PAGE.left + index * (width + GAP), y: top, width, height };
        return [
          { kind: 'rect', ...card, radius: 5, fill: COLOUR.white, stroke: COLOUR.line },
          ...cardMarks(
            line,
            texts[index] ?? [],
            { x: card.x + PADDING, top, room, size, head },
            phrases,
            lettering,
          ),
        ];
      }),
    );
    flow.space(GAP);
  }
}

interface CardBox {
  readonly x: number;
  readonly top: number;
  readonly room: number;
  /** Of the value. */
  readonly size: number;
  /** Of the part above the comparisons. */
  readonly head: number;
}

function cardMarks(
  line: MetricLine,
  expected: readonly string[],
  box: CardBox,
  phrases: Phrases,
  lettering: Lettering,
): Mark[] {
  const { x, top, room, size, head } = box;
  const metric = phrases.metric(line.metric);
  const oneLine = (text: string, style: TextStyle): string => wrap(lettering, text, style, room, 1).join('');
  return [
    place(lettering, oneLine(metric.label, TYPE.strong), TYPE.strong, { x, baseline: top + 18 }),
    place(lettering, phrases.value(line.value, metric), { ...TYPE.figure, size }, { x, baseline: top + 39 }),
    place(lettering, oneLine(metric.description, TYPE.small), TYPE.small, { x, baseline: top + 53 }),
    ...expected.map((text, index) =>
      place(lettering, text, TYPE.small, { x, baseline: top + 65 + index * EXPECTED_LINE_HEIGHT }),
    ),
    rule(x, top + head - 4, room, COLOUR.line),
    ...line.comparisons.flatMap((comparison, index) =>
      comparisonMarks(
        comparison,
        metric,
        { ...box, top: top + head + index * LINE_HEIGHT },
        phrases,
        lettering,
      ),
    ),
  ];
}

/** `D-1   ▲ +145,66 %   R$ 99,0 mi`; where the percentage needs more room, it takes that of the baseline. */
function comparisonMarks(
  comparison: Comparison,
  metric: ReportMetric,
  { x, top, room }: CardBox,
  phrases: Phrases,
  lettering: Lettering,
): Mark[] {
  const baseline = top + 9;
  const change = phrases.change(comparison);
  const style: TextStyle =
    comparison.percent === null
      ? { ...TYPE.number, colour: COLOUR.muted }
      : { ...TYPE.number, weight: 'semibold', colour: TONE_COLOUR[toneOf(comparison, metric)] };
  const changeWidth = lettering.width(lettering.printable(change), style);
  const beside = changeWidth <= room * CHANGE_SHARE - KIND_WIDTH;
  const right = x + (beside ? room * CHANGE_SHARE : room);
  const fitted = shrink(lettering, change, style, right - x - KIND_WIDTH);
  const marks = [
    place(lettering, comparison.kind, TYPE.small, { x, baseline }),
    place(lettering, change, fitted, { x: right, baseline, align: 'right' }),
  ];
  if (!beside || comparison.baseline === null) return marks;
  const [base = ''] = phrases.format.magnitudes([Number(comparison.baseline)], metric, 1);
  return [...marks, place(lettering, base, TYPE.smallNumber, { x: x + room, baseline, align: 'right' })];
}
