import { beforeAll, expect, it } from 'vitest';
import { addDays, toDay } from '../../src/analysis/calendar.ts';
import { fetchHistoryFacts } from '../../src/report/alerts/history-facts.ts';
import { fetchOutlookFacts } from '../../src/report/outlook-facts.ts';
import { reportRequest } from '../support/report-request.ts';
import { useTestDatabase } from '../support/test-database.ts';
import { kiosk } from './kiosk.ts';

const { db } = useTestDatabase();
const FROM = toDay('2025-03-01');
const DAY = addDays(FROM, 3);

beforeAll(() =>
  db.transaction((tx) =>
    tx.runScript(
      `create table bi.kiosk (day date, drink text, size integer, cups integer, takings numeric(18, 2));
       insert into bi.kiosk values
         ('2025-03-01', 'tea', 1, 2, 10), ('2025-03-01', 'coffee', 1, 1, 4),
         ('2025-03-02', 'tea', 1, 2, 11), ('2025-03-02', 'coffee', 1, 1, null),
  
         ('2025-03-04', 'coffee', 1, 3, 9)`,
    ),
  ),
);

it('adds up the whole from its segments: an amount that is not known counts for nothing, a day without rows is unknown', async () => {
  const { alertRule: rule } = reportRequest(kiosk, DAY);
  const facts = await db.readOnly(async (reader) => {
    const history = await fetchHistoryFacts(reader, kiosk, { rule, day: DAY, firstDay: FROM });
    return fetchOutlookFacts(reader, kiosk, DAY, history);
  });
  expect(facts?.from).toBe(FROM);
  expect([...(facts?.history ?? [])]).toEqual([
    ['takings', [Float64Array.of(14, 11, NaN, 9)]],
    ['price', [Float64Array.of(14, 11, NaN, 9), Float64Array.of(3, 3, NaN, 3)]],
  ]);
});
