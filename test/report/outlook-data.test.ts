import { beforeAll, describe, expect, it } from 'vitest';
import { toDay } from '../../src/analysis/calendar.ts';
import type { Dataset } from '../../src/datasets/definition.ts';
import { loadSources } from '../../src/ingest/load.ts';
import { fileSource } from '../../src/ingest/source.ts';
import { payments } from '../../src/packs/payments/dataset.ts';
import { createReport } from '../../src/report/create-report.ts';
import { generatedPayments, insertPayments } from '../support/generated-payments.ts';
import { SILENT } from '../support/load-events.ts';
import { hasRealFile, readOracle, REAL_FILE } from '../support/real-file.ts';
import { reportRequest } from '../support/report-request.ts';
import { useTestDatabase } from '../support/test-database.ts';

describe('on generated data', () => {
  const { db } = useTestDatabase();
  const rows = generatedPayments('2024-02-01', '2024-05-20');
  const outlookOf = async (day: string, dataset: Dataset = payments) =>
    (await createReport(db, dataset, reportRequest(dataset, toDay(day)))).outlook;

  beforeAll(() =>
    insertPayments(
      db,
      rows.filter(({ date }) => date <= '2024-04-20'),
    ),
  );

  it('a day of the past is told with what was known on it', async () => {
    const then = await outlookOf('2024-04-20');
    await insertPayments(
      db,
      rows.filter(({ date }) => date > '2024-04-20'),
    );
    expect(await outlookOf('2024-04-20')).toEqual(then);
    expect(then).toMatchObject({ state: 'told', month: { elapsed: 20, remaining: 10, missing: 1 } });
    expect(then?.metrics.map(({ metric }) => metric)).toEqual(['tpv', 'transactions', 'average_ticket']);
    expect(then?.days).toHaveLength(7);
  });

  it('month to date is the sum of its days, to the cent', async () => {
    const cents = rows
      .filter(({ date }) => date >= '2024-04-01' && date <= '2024-04-20')
      .filter((row) => Number(row.amount_transacted) > 0 && Number(row.quantity_transactions) > 0)
      .reduce((sum, row) => sum + BigInt(String(row.amount_transacted).replace('.', '')), 0n);
    const found = (await outlookOf('2024-04-20'))?.metrics[0]?.toDate?.replace('.', '');
    expect(found).toBe(String(cents));
  });

  it('learns where there are fewer than four weeks, and holds targets against month to date', async () => {
    const targets = [{ metric: 'tpv', month: '2024-02', value: '1.00' }];
    const outlook = await outlookOf('2024-02-20', { ...payments, targets });
    expect(outlook).toMatchObject({ state: 'learning', days: [], weeks: [] });
    expect(outlook?.metrics[0]).toMatchObject({ projected: null, target: { value: '1.00', position: null } });
  });

  it('tells what segments come to, and holds their targets against it', async () => {
    const month = '2024-04';
    const targets = [
      { metric: 'tpv', month, value: '1.00', segment: { product: 'pos' } },
      { metric: 'tpv', month, value: '900000000000', segment: { entity: 'PJ', product: 'pix' } },
      { metric: 'average_ticket', month, value: '100', segment: { entity: 'PF' } },
      { metric: 'tpv', month, value: '7', segment: { product: 'nothing' } },
    ];
    const segments = (await outlookOf('2024-04-20', { ...payments, targets }))?.segments;
    expect(segments?.more).toBe(0);
    expect(segments?.items.map(({ metric, segment, target }) => [metric, segment, target.position])).toEqual([
      ['tpv', ['PJ', 'pix'], 'above'],
      ['tpv', ['nothing'], null],
      ['tpv', ['pos'], 'below'],
      // Too few days with payments: a ratio has no interval then.
      ['average_ticket', ['PF'], null],
    ]);
    expect(segments?.items[1]).toMatchObject({ toDate: '0', projected: null, target: { percent: 0 } });
    const counted = rows
      .filter(({ date }) => date >= '2024-04-01' && date <= '2024-04-20')
      .filter((row) => Number(row.amount_transacted) > 0 && Number(row.quantity_transactions) > 0);
    const cents = (some: typeof counted) =>
      some.reduce((sum, row) => sum + BigInt(String(row.amount_transacted).replace('.', '')), 0n);
    const pos = counted.filter(({ product }) => product === 'pos');
    expect(segments?.items[2]?.toDate?.replace('.', '')).toBe(String(cents(pos)));
    const persons = counted.filter(({ entity }) => entity === 'PF');
    const count = persons.reduce((sum, row) => sum + Number(row.quantity_transactions), 0);
    expect(Number(segments?.items[3]?.toDate)).toBeCloseTo(Number(cents(persons)) / 100 / count, 6);
  });

  it('tells the segments with the largest targets, and how many there are besides', async () => {
    const targets = Array.from({ length: 25 }, (_, index) => ({
      metric: 'tpv',
      month: '2024-04',
      value: String(index),
      segment: { installments: String(index) },
    }));
    const segments = (await outlookOf('2024-04-20', { ...payments, targets }))?.segments;
    expect(segments?.items).toHaveLength(20);
    expect(segments?.items[0]?.segment).toEqual(['24']);
    expect(segments?.more).toBe(5);
  });

  it('all segments of a dimension come to what the whole does', async () => {
    const products = [...new Set(rows.map(({ product }) => product))];
    const targets = products.map((product) => ({
      metric: 'tpv',
      month: '2024-04',
      value: '1',
      segment: { product },
    }));
    const outlook = await outlookOf('2024-04-20', { ...payments, targets });
    const parts = outlook?.segments?.items ?? [];
    const sum = parts.reduce((total, { projected }) => total + (projected?.value ?? NaN), 0);
    const whole = outlook?.metrics[0]?.projected?.value ?? NaN;
    expect(Math.abs(sum / whole - 1)).toBeLessThan(0.1);
    expect(parts).toHaveLength(products.length);
  });

  it('is left out where the dataset wants none', async () => {
    const without = { ...payments, report: { ...payments.report, outlook: false } };
    expect(await outlookOf('2024-04-20', without)).toBeUndefined();
  });
});

describe.runIf(hasRealFile)('on the real file (skipped where the file is absent)', () => {
  const { db } = useTestDatabase();
  beforeAll(async () => {
    const source = await fileSource(REAL_FILE, 'real.csv');
    await loadSources(db, payments, [source], { dryRun: false, toolVersion: 'test' }, SILENT);
  });
  const march = () => readOracle().by_month['2025-03'];

  it('the last day of March has the whole month, and nothing to project', async () => {
    const report = await createReport(db, payments, reportRequest(payments, toDay('2025-03-31')));
    const [tpv] = report.outlook?.metrics ?? [];
    expect(tpv?.toDate).toBe(march()?.tpv);
    expect(tpv?.projected?.lower).toBe(tpv?.projected?.upper);
  });

  it('on the 20th, the end of March was near', async () => {
    const report = await createReport(db, payments, reportRequest(payments, toDay('2025-03-20')));
    const [tpv] = report.outlook?.metrics ?? [];
    const { value = NaN, lower, upper } = tpv?.projected ?? {};
    expect(Math.abs(value / Number(march()?.tpv) - 1)).toBeLessThan(0.06);
    expect(lower).toBeLessThan(value);
    expect(upper).toBeGreaterThan(value);
  });
});
