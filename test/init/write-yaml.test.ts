import { describe, expect, it } from 'vitest';
import { extendedProjectYaml, newProjectYaml } from '../../src/init/write-yaml.ts';
import { useTemporaryFolder } from '../support/kpi.ts';
import { csv, day, draftOf } from './support/draft-of.ts';
import { DEFAULTS, readBack } from './support/read-draft.ts';

describe('kpi.yaml', async () => {
  const folder = await useTemporaryFolder();

  it('reads well', async () => {
    const text = csv(
      { Dia: day, Região: (row) => `r${row % 2}`, Receita: (row) => `${row}.50`, orders: String },
      30,
    );
    await expect(newProjectYaml(await draftOf(text), DEFAULTS)).toMatchFileSnapshot(
      '../golden/init/kpi.yaml',
    );
  });

  it('means what was inferred', async () => {
    const draft = await draftOf(
      'Dia;Região;Receita\n13/01/2025;N;1.234,50\n14/01/2025;S;2,5\n15/01/2025;N;3\n16/01/2025;S;4\n',
    );
    expect(await readBack(draft, folder)).toMatchObject({
      name: 'sales',
      table: { schema: 'bi', name: 'sales', kind: 'table' },
      timeColumn: 'dia',
      input: { delimiter: ';' },
      columns: {
        dia: { type: 'date', format: 'DD/MM/YYYY', aliases: ['Dia'] },
        regiao: { type: 'text', aliases: ['Região'] },
        receita: { type: 'numeric', precision: 18, scale: 2, decimal: ',', thousands: true },
      },
      key: ['dia', 'regiao'],
      measures: ['receita'],
      metrics: { receita: { kind: 'sum', unit: 'currency' } },
      report: { mainMetric: 'receita', by: [['regiao']] },
    });
  });

  it.each([
    'a\nlocale: en-US\n#',
    '# comment',
    '"; drop table bi.sales; --',
    "' or 1=1",
    '💰',
    '{{ template }}',
    '&anchor *alias !!js/function',
    'yes',
    '2025-01-01',
    '\u2028\u0007\u001b[31m',
    '%',
    'a: b',
    '- x',
  ])('takes the header %j', async (header) => {
    const quoted = `"${header.replaceAll('"', '""')}"`;
    const draft = await draftOf(`day,${quoted}\n2025-01-01,x\n2025-01-02,y\n`);
    const dataset = await readBack(draft, folder);
    const [, column] = Object.values(dataset.columns);
    expect(column?.aliases ?? [draft.columns[1]?.name]).toEqual([header.trim()]);
    expect(Object.keys(dataset.columns)[1]).toMatch(/^[a-z][a-z0-9_]*$/);
  });

  it('takes one more dataset and keeps its text', async () => {
    const before = `# ours
locale: en-US   # for the board

packs: [payments]
datasets:
  # the first
  old: { view: bi.old, time: d, columns: { d: { type: date } }, metrics: { n: { kind: count } } }
`;
    const text = extendedProjectYaml(before, 'kpi.yaml', await draftOf(csv({ day, v: String }, 5)));
    for (const kept of [
      '# ours',
      'locale: en-US # for the board',
      'packs: [ payments ]',
      '  # the first',
      '  old:',
    ]) {
      expect(text).toContain(kept);
    }
    expect(text).toContain('\n  sales:\n    table: bi.sales\n    time: day #');
  });

  it.each(['', '# nothing yet\n', 'locale: en-US\n', 'datasets:\n', 'datasets: {}\n'])(
    'takes the first into %j',
    async (before) => {
      const text = extendedProjectYaml(before, 'kpi.yaml', await draftOf(csv({ day, v: String }, 5)));
      expect(text).toContain('datasets:\n  sales:\n    table: bi.sales\n');
    },
  );

  it.each(['- a\n', 'a: [\n'])('is left alone when it is %j', async (before) => {
    const draft = await draftOf(csv({ day, v: String }, 5));
    expect(() => extendedProjectYaml(before, 'kpi.yaml', draft)).toThrow('no YAML mapping');
  });
});
