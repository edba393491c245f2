import { readdir } from 'node:fs/promises';
import { join as joinPath } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { eachDay, toDay } from '../../src/analysis/calendar.ts';
import type { ComparisonKind } from '../../src/analysis/comparison.ts';
import { identifier, join, sql } from '../../src/db/sql.ts';
import { payments } from '../../src/packs/payments/dataset.ts';
import { fetchDaily } from '../../src/query/daily.ts';
import { createReport } from '../../src/report/create-report.ts';
import type { Report } from '../../src/report/model.ts';
import { GAPS, generatedPayments, insertPayments } from '../support/generated-payments.ts';
import { reportRequest } from '../support/report-request.ts';
import { useTestDatabase } from '../support/test-database.ts';

/** The views say in SQL what the dataset definition says: a dashboard must show what the report shows. */
const { db } = useTestDatabase();
const FROM = toDay('2024-01-15');
const TO = toDay('2024-05-05');
const METRICS = ['tpv', 'transactions', 'average_ticket'] as const;

const DAILY = {
  daily_metrics: [],
  daily_by_product: ['product'],
  daily_by_payment_method: ['payment_method'],
  daily_by_installments: ['installments'],
  daily_by_price_tier_and_method: ['price_tier', 'anticipation_method', 'payment_method'],
  daily_segments: ['entity', 'product', 'payment_method', 'installments'],
} as const;
const GROWTH: Readonly<Record<string, ComparisonKind>> = {
  growth_dod: 'D-1',
  growth_wow: 'W-1',
  growth_mom: 'M-1',
};
const COMPARED = {
  comparisons: [],
  comparisons_by_product: ['product'],
  comparisons_by_payment_method: ['payment_method'],
  comparisons_by_installments: ['installments'],
} as const;

beforeAll(() => insertPayments(db, generatedPayments(FROM, TO)));

it('covers every view of the pack', async () => {
  const files = await readdir(joinPath(import.meta.dirname, '../../sql/packs/payments/views'));
  const views = files.map((file) => file.replace(/^\d+_(.*)\.sql$/, '$1'));
  const tested = [DAILY, GROWTH, COMPARED].flatMap((group) => Object.keys(group));
  expect(views.sort()).toEqual(tested.sort());
});

describe('the daily views', () => {
  it.each(Object.entries(DAILY))('bi.%s has the figures of the report query', async (view, by) => {
    const columns = join(
      [...by, ...METRICS].map((name) => sql`${identifier(name)}::text as ${identifier(name)}`),
    );
    const inView = await db.readOnly((reader) =>
      reader.query<Record<string, string>>(
        sql`select date as day, ${columns} from ${identifier('bi', view)}`,
      ),
    );
    const inReport = await db.readOnly((reader) =>
      fetchDaily(reader, payments, { metrics: METRICS, by, days: { from: FROM, to: TO } }),
    );
    expect(inReport.length).toBeGreaterThan(100);
    const flat = inReport.map(({ day, segment, metrics }) => ({ day, ...segment, ...metrics }));
    expect(sorted(inView)).toEqual(sorted(flat));
  });
});

describe('the growth views', () => {
  interface GrowthRow {
    readonly metric: string;
    readonly day: string;
    readonly value: string;
    readonly baselineDay: string;
    readonly baseline: string | null;
    readonly delta: string | null;
    readonly percent: number | null;
  }

  const headlines: [day: string, headline: Report['headline']][] = [];
  beforeAll(async () => {
    for (const day of eachDay(FROM, TO).filter((day) => !GAPS.includes(day))) {
      const { headline } = await createReport(db, payments, reportRequest(payments, day, { by: [] }));
      headlines.push([day, headline]);
    }
  });

  function fromReports(kind: ComparisonKind): GrowthRow[] {
    return headlines.flatMap(([day, headline]) =>
      headline.map(({ metric, value, comparisons }) => {
        const comparison = comparisons.find((candidate) => candidate.kind === kind);
        if (comparison === undefined || value === null) throw new Error(`no ${kind} of ${metric} on ${day}`);
        const { day: baselineDay, baseline, delta, percent } = comparison;
        return { metric, day, value, baselineDay, baseline, delta, percent };
      }),
    );
  }

  async function fromView(view: string): Promise<GrowthRow[]> {
    const selects = METRICS.map((metric) => {
      const column = (suffix: string) => identifier(`${metric}${suffix}`);
      return sql`select ${metric}::text as metric, date as day, ${column('')}::text as value,
                        baseline_date as "baselineDay", ${column('_baseline')}::text as baseline,
                        ${column('_delta')}::text as delta, round(${column('_percent')}, 4)::float8 as percent
                 from ${identifier('bi', view)}`;
    });
    const [first, ...others] = selects;
    const union = others.reduce((all, next) => sql`${all} union all ${next}`, first ?? sql``);
    return db.readOnly((reader) => reader.query<GrowthRow>(union));
  }

  it.each(Object.entries(GROWTH))('bi.%s has the comparisons of the report, %s', async (view, kind) => {
    const inView = await fromView(view);
    expect(sorted(inView)).toEqual(sorted(fromReports(kind)));
    // What makes it a test: baselines that are there, and some that are not.
    expect(inView.filter(({ baseline }) => baseline === null).length).toBeGreaterThan(5);
    expect(inView.filter(({ percent }) => percent !== null && percent < 0).length).toBeGreaterThan(50);
  });

  it('bi.growth_mom takes the last day of a shorter month', async () => {
    const rows = await fromView('growth_mom');
    const baselineOf = (day: string) => rows.find((row) => row.day === day && row.metric === 'tpv');
    expect(baselineOf('2024-03-30')).toMatchObject({ baselineDay: '2024-02-29', baseline: null });
    expect(baselineOf('2024-03-29')).toMatchObject({ baselineDay: '2024-02-29', baseline: null });
    expect(baselineOf('2024-05-01')?.baselineDay).toBe('2024-04-01');
    expect(baselineOf('2024-04-30')?.baselineDay).toBe('2024-03-30');
    expect(baselineOf('2024-04-30')?.baseline).not.toBeNull();
  });
});

describe('the views of comparisons', () => {
  it('have the figures of the growth views, all in one row', async () => {
    const kinds = Object.entries({ d1: 'growth_dod', w1: 'growth_wow', m1: 'growth_mom' });
    for (const [suffix, view] of kinds) {
      for (const metric of METRICS) {
        const name = (end: string) => identifier(`${metric}_${end}`);
        const differing = await db.readOnly((reader) =>
          reader.query(sql`
            select date from bi.comparisons full join ${identifier('bi', view)} as growth using (date)
            where ${identifier('comparisons', metric)} is distinct from growth.${identifier(metric)}
               or ${name(suffix)} is distinct from ${name('baseline')}
               or ${name(`${suffix}_percent`)} is distinct from ${name('percent')}`),
        );
        expect(differing, `${metric} ${suffix}`).toEqual([]);
      }
    }
  });

  it.each(Object.entries(COMPARED).slice(1))(
    'bi.%s compares a segment with itself on the baseline day, or with nothing',
    async (view, [dimension]) => {
      const name = identifier(dimension ?? '');
      const baselines = Object.entries({ d1: 'D-1', w1: 'W-1', m1: 'M-1' } as const).map(
        ([suffix, kind]) => sql`
          select today.date from ${identifier('bi', view)} as today
          left join ${identifier('bi', view.replace('comparisons', 'daily'))} as before
            on before.${name} = today.${name} and before.date = ${BASELINE[kind]}
          where today.${identifier(`tpv_${suffix}`)} is distinct from before.tpv`,
      );
      for (const differing of baselines)
        expect(await db.readOnly((reader) => reader.query(differing))).toEqual([]);
      // What makes it a test: baselines that are there, and some that are not.
      const [counts] = await db.readOnly((reader) =>
        reader.query<{ all: number; some: number }>(
          sql`select count(*)::int as all, count(tpv_w1)::int as some from ${identifier('bi', view)}`,
        ),
      );
      expect(counts?.some).toBeGreaterThan(20);
      expect(counts?.all).toBeGreaterThan((counts?.some ?? 0) + 20);
    },
  );
});

const BASELINE = {
  'D-1': sql`today.date - 1`,
  'W-1': sql`today.date - 7`,
  'M-1': sql`(today.date - interval '1 month')::date`,
};

function sorted<T>(rows: readonly T[]): T[] {
  const key = (row: T) => JSON.stringify(Object.entries(row as object).sort(([a], [b]) => (a < b ? -1 : 1)));
  return [...rows].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
