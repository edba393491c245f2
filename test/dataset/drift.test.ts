import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/sql.ts';
import { CSV, ORDERS, TABLE, useOrders } from './orders.ts';

describe('kpi dataset', async () => {
  const { db, cwd, run, script, define, file, ingest } = await useOrders();

  describe('drift', () => {
    const drift = (...argv: string[]) => run('dataset', 'drift', 'new.csv', '--dataset', 'orders', ...argv);
    const EXTRA = 'day,shop,região,amount,Coupon;--\n2025-03-03,a,Norte,1,X"1\n2025-03-03,c,Sul,2,\n';
    beforeEach(() => ingest());

    it('finds none', async () => {
      await file('new.csv', CSV);
      expect(await drift('--policy', 'freeze')).toEqual({
        code: 0,
        stdout: 'new.csv: 3 rows, no drift (orders)\n',
        stderr: '',
      });
    });

    it('is not that a file writes its values in another form, which a load finds out by itself', async () => {
      await file(
        'new.csv',
        'sep=;\nday;shop;region;amount\n31/03/2025;a;Norte;1.234,50\n01/04/2025;a;Sul;2,00\n',
      );
      const { code, stdout } = await drift('--policy', 'freeze');
      expect({ code, stdout }).toEqual({ code: 0, stdout: 'new.csv: 2 rows, no drift (orders)\n' });
    });

    it.each([
      ['freeze', 3],
      ['discard', 0],
      ['evolve', 0],
    ])('of new columns and values under %s exits %i', async (policy, code) => {
      await file('new.csv', EXTRA.replace('X"1', '"X""1"'));
      const result = await drift('--policy', policy, '--json');
      expect(result.code).toBe(code);
      expect(JSON.parse(result.stdout)).toMatchObject({
        rows: 2,
        findings: [
          {
            kind: 'new-column',
            column: 'Coupon;--',
            count: 1,
            detail: 'reads as text',
            examples: [{ line: 2, value: 'X"1' }],
          },
          { kind: 'new-value', column: 'shop', count: 1, examples: [{ line: 3, value: 'c' }] },
        ],
      });
    });

    it.each(['freeze', 'discard', 'evolve'])(
      'of types and vanished columns fails under %s',
      async (policy) => {
        await file(
          'new.csv',
          'day,shop,amount\n2025-03-03,a,"1,5"\n2025-03-04,a,abc\n31/03/2025,a,1.5\n2025-03-05,a\n',
        );
        const { code, stdout, stderr } = await drift('--policy', policy);
        expect(code).toBe(3);
        expect(stdout.split('\n').slice(1)).toMatchObject([
          'fail  vanished-column "region", 4 rows, not in the header',
          expect.stringMatching(
            /^fail {2}type-change "amount", 2 rows, must be a number .*: "1,5" in line 2, "abc" in line 3$/,
          ),
          'fail  type-change "day", 1 row, must be a calendar date as YYYY-MM-DD: "31/03/2025" in line 4',
          'fail  row-width, 1 row, not as wide as the header: "2 fields instead of 3" in line 5',
          ...(policy === 'evolve' ? [''] : ['']),
        ]);
        expect(stderr).toContain(
          `error: new.csv has drifted further than ${policy} lets pass: vanished-column "region", `,
        );
      },
    );

    it('tells values that a load would refuse from values that are merely new', async () => {
      await file('new.csv', 'day,shop,região,amount\n2025-03-03,a,Leste,1\n');
      const { code, stdout } = await drift();
      expect(code).toBe(3);
      expect(stdout).toContain(
        'fail  value-not-allowed "region", 1 row, 1 different value that the definition does not allow: "Leste" in line 2',
      );
    });

    it('says nothing of new values while the table is empty', async () => {
      await script('truncate bi.orders');
      await file('new.csv', CSV);
      expect((await drift('--policy', 'freeze')).code).toBe(0);
    });

    it('evolves: what it writes makes the file load whole', async () => {
      await file(
        'new.csv',
        'day,shop,região,amount,Coupon;--,Órder "Total",n\n2025-03-03,a,Leste,1,X,"1.234,567",1\n2025-03-04,a,Sul,2,,2,00\n',
      );
      await file(
        'new.csv',
        'day,shop,região,amount,Coupon;--,"Órder ""Total""",n\n2025-03-03,a,Leste,1,X,"1.234,567",1\n2025-03-04,b,Sul,2,,2,3\n',
      );
      const { code, stdout, stderr } = await drift('--policy', 'evolve', '--write', '--json');
      expect({ code, stderr }).toEqual({ code: 0, stderr: 'wrote sql/migrations/0002_orders_columns.sql\n' });
      const migration = await readFile(join(cwd, 'sql/migrations/0002_orders_columns.sql'), 'utf8');
      expect(migration).toBe(
        '-- New columns of a file, found by `kpi dataset drift`.\nalter table "bi"."orders"\n' +
          '  add column "coupon" text,\n  add column "órder_total" numeric(18,4),\n  add column "n" integer;\n',
      );
      const { evolution } = JSON.parse(stdout) as { evolution: { yaml: string } };
      // As a person would: the columns under the columns, the values in place of the values.
      const columns = evolution.yaml.slice('columns:\n'.length, evolution.yaml.indexOf('dimensions:'));
      await define(
        ORDERS.replace('    dimensions:', `${columns.replaceAll(/^/gm, '    ').trimEnd()}\n    dimensions:`)
          .replace('[Norte, Sul]', '[Norte, Sul, Leste]')
          .replaceAll(/^ {6}- \{.*control_total.*\n/gm, ''),
      );
      expect(await run('db', 'migrate')).toMatchObject({ code: 0 });
      expect(await run('dataset', 'check', 'orders')).toMatchObject({ code: 0 });
      expect(await run('ingest', '--dataset', 'orders', 'new.csv')).toMatchObject({
        code: 0,
        stderr:
          'new.csv: amount: the first rows do not show how values are written; later ones are read like those of other columns; ' +
          'declare their forms to settle it\n',
      });
      const rows = await db.readOnly((reader) =>
        reader.query(
          sql`select coupon, "órder_total", n from bi.orders where day >= '2025-03-03' order by day`,
        ),
      );
      expect(rows).toEqual([
        { coupon: 'X', órder_total: '1234.5670', n: 1 },
        { coupon: null, órder_total: '2.0000', n: 3 },
      ]);
      await script(`drop table bi.orders; ${TABLE}`);
    });

    it('writes no migration while something stays refused, and only under evolve', async () => {
      await file('new.csv', 'day,shop,região,price\n2025-03-03,a,Sul,1\n');
      const before = await readdir(join(cwd, 'sql/migrations'));
      expect((await drift('--policy', 'evolve', '--write')).code).toBe(3);
      expect(await readdir(join(cwd, 'sql/migrations'))).toEqual(before);
      expect(await drift('--write')).toMatchObject({ code: 2 });
      expect(await drift('--policy', 'thaw')).toMatchObject({ code: 2 });
    });
  });
});
