import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectJsonSchema } from '../../src/project/project-schema.ts';
import { readProject } from '../../src/project/read-project.ts';

const HEAD = `datasets:
  orders:
    table: bi.orders
    time: day
    columns: { day: { type: date }, city: { type: text }, state: { type: text }, amount: { type: numeric } }
    dimensions: { city: { parent: state }, state: }
    measures: [amount]
    metrics: { revenue: { kind: sum, measure: amount } }
`;

const read = (...lines: readonly string[]) => readWith(HEAD, ...lines);

async function readWith(head: string, ...lines: readonly string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'kpi-test-'));
  try {
    const path = join(folder, 'kpi.yaml');
    await writeFile(path, head + lines.map((line) => `    ${line}\n`).join(''));
    const project = await readProject(path, 'kpi.yaml');
    return await project.dataset('orders');
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('data tests in kpi.yaml', () => {
  it('are read with every kind and option', async () => {
    const { tests } = await read(
      'tests:',
      '  - { kind: not_null, columns: [city, amount], severity: fail, name: filled }',
      '  - { kind: accepted_values, column: city, values: [A, 1, true] }',
      '  - { kind: range, column: amount, min: 0 }',
      '  - { kind: range, column: day, min: 2020-01-01, max: "2030-12-31" }',
      '  - { kind: unique }',
      '  - { kind: freshness, max_age_days: 2 }',
      '  - { kind: row_count, min: 1, within_percent: 20, weeks: 4 }',
      '  - { kind: control_total, metric: revenue, file: control.csv, tolerance: 0.01 }',
      '  - { kind: hierarchy, dimensions: [city], severity: fail }',
    );
    expect(tests).toEqual([
      { kind: 'not_null', columns: ['city', 'amount'], severity: 'fail', name: 'filled' },
      { kind: 'accepted_values', column: 'city', values: ['A', '1', 'true'] },
      { kind: 'range', column: 'amount', min: 0 },
      { kind: 'range', column: 'day', min: '2020-01-01', max: '2030-12-31' },
      { kind: 'unique' },
      { kind: 'freshness', maxAgeDays: 2 },
      { kind: 'row_count', min: 1, withinPercent: 20, weeks: 4 },
      { kind: 'control_total', metric: 'revenue', file: 'control.csv', tolerance: 0.01 },
      { kind: 'hierarchy', dimensions: ['city'], severity: 'fail' },
    ]);
    expect(await read()).not.toHaveProperty('tests');
  });

  it.each([
    ['{ kind: uniqe }', 'tests.0.kind: needs a kind: not_null, '],
    ['{ kind: not_null, columns: [ctiy] }', '"ctiy" is no column (did you mean "city"?)'],
    ['{ kind: not_null, columns: [] }', 'tests.0.columns'],
    [
      '{ kind: not_null, columns: [city], severty: fail }',
      '"severty" is no word here (did you mean "severity"?)',
    ],
    ['{ kind: range, column: city, min: 1 }', '"city" is no column of type integer, numeric or date'],
    ['{ kind: range, column: amount }', 'needs min or max'],
    ['{ kind: range, column: amount, min: 2020-01-01 }', 'tests.0.min: must be a number, as its column'],
    ['{ kind: range, column: day, max: 5 }', 'tests.0.max: must be a day as YYYY-MM-DD, as its column'],
    ['{ kind: range, column: amount, min: 5, max: 4 }', '5 is more than max, 4'],
    [
      '{ kind: accepted_values, column: amount, values: [1] }',
      'is no column of type text, integer or boolean',
    ],
    ['{ kind: row_count }', 'needs min, max or within_percent'],
    ['{ kind: control_total, metric: revnue, file: x }', '"revnue" is no metric (did you mean "revenue"?)'],
    ['{ kind: freshness, max_age_days: -1 }', 'tests.0.max_age_days'],
    ['{ kind: hierarchy, dimensions: [state] }', '"state" is no dimension with a parent; known: city'],
    ['{ kind: unique, severity: fatal }', '"fatal" is not one of warn, fail'],
  ])('%s is refused with its place', async (test, message) => {
    const error: unknown = await read('tests:', `  - ${test}`).catch((thrown: unknown) => thrown);
    expect((error as Error).message).toMatch(/^kpi\.yaml:10:\d+: datasets\.orders\.tests\.0/);
    expect((error as Error).message).toContain(message);
  });

  it('have no hierarchy to look at without a parent', async () => {
    const flat = HEAD.replace('{ parent: state }', '');
    await expect(readWith(flat, 'tests: [{ kind: hierarchy }]')).rejects.toThrow(
      'needs a dimension with a parent',
    );
  });

  it('need columns where rows have no key', async () => {
    await expect(read('key: none', 'tests: [{ kind: unique }]')).rejects.toThrow(
      'needs columns: the dataset has no key',
    );
  });

  it('are in the JSON Schema that editors read', () => {
    expect(JSON.stringify(projectJsonSchema())).toContain('"max_age_days"');
  });
});

describe('names that PostgreSQL cannot carry', () => {
  it.each([
    ['"a\\0b": { type: text }', 'holds a NUL character'],
    [`${'ü'.repeat(40)}: { type: text }`, 'has a name of 80 bytes; PostgreSQL keeps 63'],
    ['kpi_is_new: { type: text }', 'is a name that kpi or PostgreSQL needs itself'],
  ])('%s is refused', async (column, message) => {
    const lines = ['columns:', `  day: { type: date }`, `  ${column}`];
    const folder = await mkdtemp(join(tmpdir(), 'kpi-test-'));
    const path = join(folder, 'kpi.yaml');
    const text = `datasets:\n  x:\n    table: bi.x\n    time: day\n    metrics: { n: { kind: count } }\n`;
    await writeFile(path, text + lines.map((line) => `    ${line}\n`).join(''));
    const project = await readProject(path, 'kpi.yaml');
    await expect(project.dataset('x')).rejects.toThrow(message);
    await rm(folder, { recursive: true });
  });
});
