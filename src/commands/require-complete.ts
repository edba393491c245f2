import { IncompleteDayError } from '../errors.ts';
import { clockTime } from '../render/format-day.ts';
import type { Finding, Report } from '../report/model.ts';
import type { ReportOptions } from './report-options.ts';

/**
 * Called when everything is written, as `--fail-on-alert` is: a marked report tells more than none.
 * @throws IncompleteDayError when `--require-complete` was given and the day is incomplete, or was due and has no data
 */
export function requireComplete(options: Pick<ReportOptions, 'requireComplete'>, report: Report): void {
  if (!options.requireComplete) return;
  const { day, requestedDay, completeness } = report;
  const hint = 'load what is missing of it and report again';
  if (completeness.missingSince !== undefined) {
    throw new IncompleteDayError(`${requestedDay} has no data; the report shows ${day}`, { hint });
  }
  if (completeness.state !== 'partial') return;
  const found = completeness.findings.map(inWords).join('; ');
  throw new IncompleteDayError(`${day} is incomplete${found === '' ? '' : `: ${found}`}`, { hint });
}

function inWords(finding: Finding): string {
  const { kind, found, usual } = finding;
  if (kind === 'last-row') return `last row at ${clockTime(found)}, usually ${clockTime(usual)}`;
  return `${found} ${kind}, usually ${usual}`;
}
