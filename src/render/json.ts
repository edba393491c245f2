/** The report as JSON, in the order of the model. */
import type { Report } from '../report/model.ts';

/** Control and invisible characters that JSON may hold as they are, but a terminal or an editor acts on. */
const ACTIVE = /[\u007f-\u009f\p{Cf}\u2028\u2029]/gu;

export function renderJson(report: Report): string {
  const text = JSON.stringify(report, null, 2);
  return `${text.replace(ACTIVE, escapeCharacter)}\n`;
}

function escapeCharacter(character: string): string {
  return Array.from({ length: character.length }, (_, index) => {
    return `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }).join('');
}
