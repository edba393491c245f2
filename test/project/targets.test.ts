import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readProject } from '../../src/project/read-project.ts';
import { projectJsonSchema } from '../../src/project/project-schema.ts';
import { useTemporaryFolder } from '../support/kpi.ts';

const folder = await useTemporaryFolder();

async function read(targets: string) {
  const file = join(folder, 'kpi.yaml');
  await writeFile(
    file,
    `datasets:
  orders:
    table: shop.orders
    time: day
    columns: { day: { type: date }, channel: { type: text }, revenue: { type: numeric } }
    measures: [revenue]
    metrics: { revenue: { kind: sum, measure: revenue } }
    report: { outlook: false }
    targets: ${targets}
    dimensions: { channel: {} }
`,
  );
  return (await readProject(file, 'kpi.yaml')).dataset('orders');
}

it.each([
  ['[{ metric: revenue, month: 2025-03, value: 5000000 }]', '5000000'],
  ["[{ metric: revenue, month: '2025-03', value: '12345678901234567.89' }]", '12345678901234567.89'],
  ['[{ metric: revenue, month: 2025-03, value: 0.1062 }]', '0.1062'],
])('%s', async (targets, value) => {
  const dataset = await read(targets);
  expect(dataset.targets).toEqual([{ metric: 'revenue', month: '2025-03', value }]);
  expect(dataset.report.outlook).toBe(false);
});

it('of segments, each by itself', async () => {
  const segment = (value: string) =>
    `{ metric: revenue, month: 2025-03, value: 5, segment: { channel: ${value} } }`;
  expect((await read(`[${segment('web')}, ${segment('12')}]`)).targets).toEqual([
    { metric: 'revenue', month: '2025-03', value: '5', segment: { channel: 'web' } },
    { metric: 'revenue', month: '2025-03', value: '5', segment: { channel: '12' } },
  ]);
  const whole = '[{ metric: revenue, month: 2025-03, value: 5, segment: {} }]';
  expect((await read(whole)).targets).toEqual([{ metric: 'revenue', month: '2025-03', value: '5' }]);
});

it('a table', async () => {
  expect((await read('{ table: bi.target }')).targets).toEqual({ table: { schema: 'bi', name: 'target' } });
});

it.each([
  ['[{ metric: revenu, month: 2025-03, value: 5 }]', 'targets.0.metric: "revenu" is no metric (did you mean'],
  ['[{ metric: revenue, month: 2025-13, value: 5 }]', 'targets.0.month: must be a month such as 2025-03'],
  ['[{ metric: revenue, month: 2025-03, value: many }]', 'targets.0.value: must be a number such as'],
  ['[{ metric: revenue, month: 2025-03, value: 1e30 }]', 'has too many digits; write it in quotes'],
  ['[{ metric: revenue, month: 2025-03 }]', 'targets.0.value: must be a number such as'],
  [
    '[{ metric: revenue, month: 2025-03, value: 5 }, { metric: revenue, month: 2025-03, value: 6 }]',
    'targets.1: "revenue" has a target for 2025-03 already',
  ],
  [
    '[{ metric: revenue, month: 2025-03, value: 5, segment: { chanel: web } }]',
    'targets.0.segment: "chanel" is no dimension (did you mean',
  ],
  [
    `[${'{ metric: revenue, month: 2025-03, value: 5, segment: { channel: web } }, '.repeat(2)}]`,
    'targets.1: "revenue" has a target for 2025-03 in web already',
  ],
  ['{ tabel: bi.target }', 'did you mean'],
  ['{ table: target }', 'targets.table: must be schema.name, such as bi.target'],
  ['5', 'targets: must be a list of metric, month and value, or a mapping with a table'],
])('%s is refused with its place', async (targets, message) => {
  const error = await read(targets).catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    name: 'WrongDefinition',
    message: expect.stringMatching(/kpi\.yaml:9:\d+: datasets\.orders\.targets/) as string,
  });
  expect((error as Error).message).toContain(message);
});

it('editors know them', () => {
  expect(JSON.stringify(projectJsonSchema())).toContain('What metrics should come to in a month');
});
