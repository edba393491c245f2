import { loadCalendar } from '../calendars/load-calendar.ts';
import type { Dataset } from '../datasets/definition.ts';
import type { Database } from '../db/database.ts';
import { buildReport } from './build-report.ts';
import { fetchFacts, type ReportRequest } from './facts.ts';
import type { Report } from './model.ts';

/** Asks for the facts within one snapshot and builds the report from them. */
export async function createReport(db: Database, dataset: Dataset, request: ReportRequest): Promise<Report> {
  // The calendar is loaded while the server is at work.
  const [facts, calendar] = await Promise.all([
    db.readOnly((reader) => fetchFacts(reader, dataset, request)),
    loadCalendar(dataset.holidays, request.locale),
  ]);
  return buildReport(dataset, request, facts, calendar);
}
