import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, toDay } from '../../src/analysis/calendar.ts';
import type { Dataset } from '../../src/datasets/definition.ts';
import { payments } from '../../src/packs/payments/dataset.ts';
import { fetchDaily } from '../../src/query/daily.ts';
import { fetchHistory, historyStatement, type HistoryRequest } from '../../src/query/history.ts';
import { generatedPayments, insertPayments } from '../support/generated-payments.ts';
import { useTestDatabase } from '../support/test-database.ts';

const { db } = useTestDatabase();
const FROM = toDay('2024-02-10');
const request = (overrides: Partial<HistoryRequest> = {}): HistoryRequest => ({
  metrics: ['tpv', 'average_ticket'],
  by: ['entity', 'product'],
  from: FROM,
  to: toDay('2024-03-20'),
  as: 'quantities',
  ...overrides,
});
const fetch = (overrides: Partial<HistoryRequest> = {}, dataset: Dataset = payments) =>
  db.readOnly((reader) => fetchHistory(reader, dataset, request(overrides)));

it('the statement', () => {
  expect(historyStatement(payments, request({ by: ['entity'] })).compile()).toEqual({
    text: `select segment, string_agg(day_offset::text, ',' order by day_offset) as offsets, string_agg(coalesce("q0"::text, 'NaN'), ',' order by day_offset) as "q0", string_agg(coalesce("q1"::text, 'NaN'), ',' order by day_offset) as "q1", string_agg(coalesce("q2"::text, 'NaN'), ',' order by day_offset) as "q2"
from (
  select array[coalesce(("entity")::text, '')]::text[] as segment, ("date" - '2024-02-10'::date) as day_offset, (coalesce(sum("amount_transacted"), 0))::float8 as "q0", (coalesce(sum("amount_transacted"), 0))::float8 as "q1", (coalesce(sum("quantity_transactions"), 0))::float8 as "q2"
  from "bi"."kpi_daily"
  where "date" >= $1 and "date" <= $2 and "amount_transacted" > $3 and "quantity_transactions" > $4
  group by "date", "entity"
) as daily
group by segment
order by segment collate "C"`,
    values: ['2024-02-10', '2024-03-20', 0, 0],
  });
});

describe('on generated data', () => {
  beforeAll(async () => {
    await insertPayments(db, generatedPayments('2024-02-01', '2024-03-31'));
  });

  it.each([[['entity', 'product']], [['installments']], [[]]])(
    'by %j has the figures of the report',
    async (by) => {
      const found = await fetch({ by });
      const daily = await db.readOnly((reader) =>
        fetchDaily(reader, payments, {
          metrics: ['tpv', 'average_ticket'],
          by: by as never[],
          days: { from: FROM, to: toDay('2024-03-20') },
        }),
      );
      const flat = found.flatMap(({ segment, offsets, metrics }) =>
        offsets.map((offset, index) => {
          const [numerator = NaN, denominator = NaN] =
            metrics['average_ticket']?.map((quantity) => quantity[index]) ?? [];
          return [addDays(FROM, offset), ...segment, metrics['tpv']?.[0]?.[index], numerator / denominator];
        }),
      );
      const expected = daily.map(({ day, segment, metrics }) => [
        day,
        ...Object.values(segment),
        Number(metrics.tpv),
        Number(metrics.average_ticket),
      ]);
      const sorted = (rows: unknown[][]) => rows.map(String).sort();
      const close = (rows: unknown[][]) =>
        sorted(
          rows.map((row) => row.map((cell) => (typeof cell === 'number' ? cell.toPrecision(12) : cell))),
        );
      expect(flat.length).toBeGreaterThan(30);
      expect(close(flat)).toEqual(close(expected));
    },
  );

  it('gives the value itself of what does not add up', async () => {
    const [ratio] = await fetch({ by: [], as: 'value', metrics: ['average_ticket'] });
    const [parts] = await fetch({ by: [], metrics: ['average_ticket'] });
    const [numerator, denominator] = parts?.metrics['average_ticket'] ?? [];
    const quotients = numerator?.map((value, index) => value / (denominator?.[index] ?? NaN));
    expect(ratio?.metrics['average_ticket']?.[0]?.map((value) => value.toPrecision(12))).toEqual(
      quotients?.map((value) => value.toPrecision(12)),
    );
  });

  it('is empty where no row is', async () => {
    expect(await fetch({ from: toDay('2030-01-01'), to: toDay('2030-02-01') })).toEqual([]);
  });
});
