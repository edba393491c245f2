/** Text measured in terminal columns, where 中 takes two and an accent none. */
import stringWidth from 'string-width';

/**
 * Latin letters, blocks and arrows: one column each, as string-width says, which takes graphemes apart to do so
 * (2026-11: half of the time of a report in the terminal).
 */
const NARROW = /^[ -~\u00a0\u00b7\u00c0-\u00ff\u2013\u2014\u2026\u2581-\u2588▲▼]*$/;

export function textWidth(text: string): number {
  return NARROW.test(text) ? text.length : stringWidth(text);
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Cuts at the width and marks the cut with `…`. */
export function truncate(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let kept = '';
  let used = 1;
  for (const { segment } of graphemes.segment(text)) {
    used += textWidth(segment);
    if (used > width) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

export function pad(text: string, width: number, align: 'left' | 'right'): string {
  const blanks = ' '.repeat(Math.max(0, width - textWidth(text)));
  return align === 'left' ? text + blanks : blanks + text;
}

/** Breaks at blanks; a word longer than the width keeps its line. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && textWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}
