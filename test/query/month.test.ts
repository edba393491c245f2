import { beforeAll, describe, expect, it } from 'vitest';
import { toDay } from '../../src/analysis/calendar.ts';
import type { Dataset, Targets } from '../../src/datasets/definition.ts';
import { payments } from '../../src/packs/payments/dataset.ts';
import { fetchMonthTargets } from '../../src/query/month-targets.ts';
import { fetchOverDays } from '../../src/query/over-days.ts';
import { insertPayments } from '../support/generated-payments.ts';
import { paymentRow } from '../support/payment-rows.ts';
import { useTestDatabase } from '../support/test-database.ts';

const { db } = useTestDatabase();
const MARCH = toDay('2025-03-01');

describe('month to date', () => {
  beforeAll(() =>
    insertPayments(db, [
      paymentRow({ date: '2025-02-28', amount_transacted: '1000.00', quantity_transactions: 1 }),
      paymentRow({ date: '2025-03-01', amount_transacted: '0.10', quantity_transactions: 3 }),
      paymentRow({ date: '2025-03-02', amount_transacted: '0.20', quantity_transactions: 1 }),
      paymentRow({ date: '2025-03-02', product: 'x', amount_transacted: '-5.00', quantity_transactions: 9 }),
      paymentRow({ date: '2025-03-03', amount_transacted: '99.00', quantity_transactions: 1 }),
    ]),
  );
  const over = (from: string, to: string) =>
    db.readOnly((reader) =>
      fetchOverDays(reader, payments, ['tpv', 'transactions', 'average_ticket'], {
        from: toDay(from),
        to: toDay(to),
      }),
    );

  it('is exact, of the rows that pass the filter, and a ratio of the sums', async () => {
    const found = await over('2025-03-01', '2025-03-02');
    expect([...found]).toEqual([
      ['tpv', '0.30'],
      ['transactions', '4'],
      ['average_ticket', expect.stringMatching(/^0\.0750*$/) as string],
    ]);
  });

  it('is null where there is nothing', async () => {
    expect([...(await over('2024-03-01', '2024-03-02')).values()]).toEqual([null, null, null]);
  });
});

describe('targets', () => {
  const fetch = (targets: Targets, dataset: Dataset = payments) =>
    db.readOnly((reader) => fetchMonthTargets(reader, { ...dataset, targets }, MARCH));

  it('of the definition, those of the month', async () => {
    const targets = [
      { metric: 'tpv', month: '2025-03', value: '7000000000.50' },
      { metric: 'tpv', month: '2025-04', value: '1' },
    ];
    expect([...(await fetch(targets)).whole]).toEqual([['tpv', '7000000000.50']]);
    const none = await db.readOnly((reader) => fetchMonthTargets(reader, payments, MARCH));
    expect({ whole: none.whole.size, segments: none.segments }).toEqual({ whole: 0, segments: [] });
  });

  it('of a table, exact; rows of other months, datasets and metrics are passed over', async () => {
    await db.transaction((tx) =>
      tx.runScript(`
        create table bi.target (dataset text, metric text, month date, target numeric);
        insert into bi.target values
          ('payments', 'tpv', '2025-03-01', 7000000000.50),
          (null, 'transactions', '2025-03-01', 50000000),
          ('orders', 'tpv', '2025-03-01', 1),
          ('payments', 'tpv', '2025-04-01', 2),
          ('payments', 'average_ticket', '2025-03-01', null),
          ('payments', 'unknown', '2025-03-01', 3)`),
    );
    const found = await fetch({ table: { schema: 'bi', name: 'target' } });
    expect([...found.whole]).toEqual([
      ['tpv', '7000000000.50'],
      ['transactions', '50000000'],
    ]);
  });

  it('of a view without a column dataset; rows of one metric add up', async () => {
    await db.transaction((tx) =>
      tx.runScript(`
        create view bi.team_target as
          select metric, month::timestamp as month, target
          from (values ('tpv', date '2025-03-01', 1.5), ('tpv', date '2025-03-01', 2)) as t (metric, month, target)`),
    );
    expect([...(await fetch({ table: { schema: 'bi', name: 'team_target' } })).whole]).toEqual([
      ['tpv', '3.5'],
    ]);
  });

  it('of segments, by metric, the largest first; their rows are no part of the whole', async () => {
    const month = '2025-03';
    const found = await fetch([
      { metric: 'transactions', month, value: '5', segment: { product: 'pix' } },
      { metric: 'tpv', month, value: '10', segment: { product: 'pos' } },
      { metric: 'tpv', month, value: '900', segment: { payment_method: 'credit', entity: 'PJ' } },
      { metric: 'tpv', month: '2025-04', value: '1', segment: { product: 'pos' } },
      { metric: 'tpv', month, value: '1000' },
    ]);
    expect([...found.whole]).toEqual([['tpv', '1000']]);
    expect(found.segments).toEqual([
      { metric: 'tpv', by: ['entity', 'payment_method'], segment: ['PJ', 'credit'], value: '900' },
      { metric: 'tpv', by: ['product'], segment: ['pos'], value: '10' },
      { metric: 'transactions', by: ['product'], segment: ['pix'], value: '5' },
    ]);
  });

  it('of segments in a table: a dimension that is blank means all of its values', async () => {
    await db.transaction((tx) =>
      tx.runScript(`
        create table bi.plan (metric text, month date, target numeric, product text, installments int, team text);
        insert into bi.plan values
          ('tpv', '2025-03-01', 100, null, null, 'a'), ('tpv', '2025-03-01', 1.5, '', null, 'b'),
          ('tpv', '2025-03-01', 30, 'pix', null, 'a'), ('tpv', '2025-03-01', 7, 'pix', null, 'b'),
          ('tpv', '2025-03-01', 40, 'pos', 3, 'a')`),
    );
    const { whole, segments } = await fetch({ table: { schema: 'bi', name: 'plan' } });
    expect([...whole]).toEqual([['tpv', '101.5']]);
    expect(segments).toEqual([
      { metric: 'tpv', by: ['product', 'installments'], segment: ['pos', '3'], value: '40' },
      { metric: 'tpv', by: ['product'], segment: ['pix'], value: '37' },
    ]);
  });

  it('a table without the columns is an error that names them', async () => {
    await expect(fetch({ table: { schema: 'bi', name: 'kpi_daily' } })).rejects.toMatchObject({
      name: 'ConfigError',
      message: 'the table of targets bi.kpi_daily has no column metric, month, target',
    });
  });

  it('a table that is not there is an error that names it', async () => {
    await expect(fetch({ table: { schema: 'bi', name: 'no_such_target' } })).rejects.toMatchObject({
      name: 'ConfigError',
      message: 'the table of targets bi.no_such_target does not exist',
    });
  });
});
