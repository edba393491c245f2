/** A line over days: data → scales → marks. Days without data are gaps, weekends lie in a light shade. */
import { weekday, type BusinessDay } from '../../analysis/calendar.ts';
import { place, type Lettering } from './lettering.ts';
import { rule, type Mark, type Point } from './marks.ts';
import { axisRange, linearScale, niceTicks } from './scale.ts';
import { COLOUR, TYPE } from './theme.ts';

export interface LineChart {
  readonly points: readonly { readonly day: BusinessDay; readonly value: number | null }[];
  readonly writeTicks: (values: readonly number[]) => readonly string[];
  readonly writeValue: (value: number) => string;
  readonly writeDay: (day: BusinessDay) => string;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const AXIS_HEIGHT = 16;
const LABEL_GAP = 8;
/** Least distance between the middles of two labels below the axis. */
const LABEL_DISTANCE = 54;
const WIDEST_LABEL = 60;

export function lineChartMarks(chart: LineChart, box: Box, lettering: Lettering): Mark[] {
  const known = chart.points.flatMap(({ value }) => (value === null ? [] : [value]));
  if (known.length === 0) return [];

  const ticks = niceTicks(...axisRange(known), 4);
  const tickLabels = chart.writeTicks(ticks);
  const labelWidth = Math.max(...tickLabels.map((label) => lettering.width(label, TYPE.smallNumber)));
  const plot: Box = {
    x: box.x + labelWidth + LABEL_GAP,
    y: box.y + 4,
    width: box.width - labelWidth - LABEL_GAP - WIDEST_LABEL,
    height: box.height - AXIS_HEIGHT - 4,
  };
  const bottom = plot.y + plot.height;
  const band = plot.width / chart.points.length;
  const toX = (index: number): number => plot.x + (index + 0.5) * band;
  const toY = linearScale([ticks[0] ?? 0, ticks.at(-1) ?? 1], [bottom, plot.y]);

  const weekends = chart.points.flatMap(({ day }, index): Mark[] =>
    weekday(day) < 6
      ? []
      : [
          {
            kind: 'rect',
            x: toX(index) - band / 2,
            y: plot.y,
            width: band,
            height: plot.height,
            fill: COLOUR.shade,
          },
        ],
  );
  const grid = ticks.flatMap((tick, index) => [
    rule(plot.x, toY(tick), plot.width, COLOUR.line),
    place(lettering, tickLabels[index] ?? '', TYPE.smallNumber, {
      x: plot.x - LABEL_GAP,
      baseline: toY(tick) + 2.6,
      align: 'right',
    }),
  ]);
  const line = runs(
    chart.points.map(({ value }, index) => (value === null ? null : { x: toX(index), y: toY(value) })),
  );
  return [
    ...weekends,
    ...grid,
    ...line.flatMap(runMarks),
    ...lastPointMarks(chart, { toX, toY }, lettering),
    ...dayLabels(chart, toX, bottom + 12.5, lettering),
  ];
}

/** Stretches of days without a gap. */
function runs(points: readonly (Point | null)[]): Point[][] {
  const found: Point[][] = [];
  points.forEach((point, index) => {
    if (point === null) return;
    if (points[index - 1]) found.at(-1)?.push(point);
    else found.push([point]);
  });
  return found;
}

function runMarks(run: Point[]): Mark[] {
  const [first] = run;
  if (first && run.length === 1) return [{ kind: 'dot', at: first, radius: 1.4, fill: COLOUR.accent }];
  return [{ kind: 'line', points: run, stroke: COLOUR.accent, width: 1.4 }];
}

/** The day reported: a dot, and its value beside it. */
function lastPointMarks(
  { points, writeValue }: LineChart,
  { toX, toY }: { toX: (index: number) => number; toY: (value: number) => number },
  lettering: Lettering,
): Mark[] {
  const value = points.at(-1)?.value ?? null;
  if (value === null) return [];
  const at = { x: toX(points.length - 1), y: toY(value) };
  const style = { ...TYPE.number, weight: 'semibold', colour: COLOUR.accent } as const;
  return [
    { kind: 'dot', at, radius: 3, fill: COLOUR.accent, stroke: COLOUR.white },
    place(lettering, writeValue(value), style, { x: at.x + 8, baseline: at.y + 3 }),
  ];
}

/** The last day, and every Monday that has room before it. */
function dayLabels(
  { points, writeDay }: LineChart,
  toX: (index: number) => number,
  baseline: number,
  lettering: Lettering,
): Mark[] {
  const last = points.length - 1;
  return points.flatMap(({ day }, index) => {
    const shown = index === last || (weekday(day) === 1 && toX(last) - toX(index) >= LABEL_DISTANCE);
    if (!shown) return [];
    const style =
      index === last ? ({ ...TYPE.small, weight: 'semibold', colour: COLOUR.ink } as const) : TYPE.small;
    return [place(lettering, writeDay(day), style, { x: toX(index), baseline, align: 'centre' })];
  });
}
