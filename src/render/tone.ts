/** What a change means: which way it points, and whether that is good news. */
import type { Comparison, ReportMetric } from '../report/model.ts';

/** How far a value moved. */
type Moved = Pick<Comparison, 'delta' | 'percent'>;

export type Tone = 'good' | 'bad' | 'neutral';

/** -1, 0 or 1: the sign of an exact decimal string. */
function signOf(decimal: string): -1 | 0 | 1 {
  if (!/[1-9]/.test(decimal)) return 0;
  return decimal.startsWith('-') ? -1 : 1;
}

/** Which way a value moved; 0 as well where the change is written as 0,00 %. */
function directionOf({ delta, percent }: Moved): -1 | 0 | 1 {
  if (delta === null || (percent !== null && Math.abs(percent) < 0.005)) return 0;
  return signOf(delta);
}

export function toneOf(moved: Moved, metric: ReportMetric): Tone {
  const sign = directionOf(moved);
  if (sign === 0 || metric.goodDirection === 'none') return 'neutral';
  return sign > 0 === (metric.goodDirection === 'up') ? 'good' : 'bad';
}

export function alertTone(direction: 'down' | 'up', metric: ReportMetric): Tone {
  if (metric.goodDirection === 'none') return 'neutral';
  return direction === metric.goodDirection ? 'good' : 'bad';
}

/** ▲ or ▼, so that a change reads without colour; a blank for no change keeps columns aligned. */
export function arrowOf(comparison: Moved): '▲' | '▼' | ' ' {
  const sign = directionOf(comparison);
  return sign > 0 ? '▲' : sign < 0 ? '▼' : ' ';
}
