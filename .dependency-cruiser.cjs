/** Imports run one way: cli → commands → {ingest, report, render, generate, …} → {query, analysis, datasets} → db. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^src/', pathNot: [from, '^src/(errors|did-you-mean)\\.ts$', ...allowed] },
});

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    only('db-knows-nothing-of-ours', '^src/db/', [], 'db is the bottom: only the errors are shared'),
    only('datasets-are-data', '^src/datasets/', [], 'a definition is plain data'),
    only('analysis-is-pure', '^src/analysis/', ['^src/datasets/definition\\.ts$'], 'no I/O, no database'),
    only(
      'calendars-know-days',
      '^src/calendars/',
      ['^src/analysis/', '^src/datasets/definition\\.ts$'],
      'country → names and kinds of days',
    ),
    only('columns-are-rules', '^src/columns/', ['^src/(datasets|analysis)/'], 'text of one field → value'),
    only(
      'inference-is-pure',
      '^src/inference/',
      ['^src/(columns|datasets)/'],
      'values → type and written form; no I/O, no database',
    ),
    only('query-reads', '^src/query/', ['^src/(db|datasets|analysis)/'], 'SQL in, typed rows out'),
    only(
      'report-is-built',
      '^src/report/',
      ['^src/(query|analysis|calendars|datasets)/', '^src/db/database\\.ts$'],
      'the one model',
    ),
    only(
      'render-is-pure',
      '^src/render/',
      ['^src/report/model\\.ts$', '^src/(analysis|datasets)/'],
      'report → bytes',
    ),
    only(
      'ingest-loads',
      '^src/ingest/',
      ['^src/(db|query|analysis|datasets|columns|inference)/'],
      'sources → table',
    ),
    only(
      'annotations-are-written',
      '^src/annotations/',
      ['^src/(db|analysis|datasets)/'],
      'words → one table',
    ),
    only(
      'dictionary-is-text',
      '^src/dictionary/',
      ['^src/(datasets|query|analysis|project|render)/', '^src/db/sql\\.ts$'],
      'definition → Markdown',
    ),
    only('generate-is-pure', '^src/generate/', ['^src/(analysis|datasets)/'], 'options → text'),
    only(
      'packs-bring-words',
      '^src/packs/',
      ['^src/(datasets|generate|analysis)/'],
      'a pack is data and a generator',
    ),
    only(
      'project-is-configuration',
      '^src/project/',
      ['^src/(datasets|packs|analysis)/', '^src/db/migrate\\.ts$'],
      'kpi.yaml → datasets',
    ),
    only(
      'init-infers',
      '^src/init/',
      ['^src/(ingest|project|query|schema|analysis|datasets|columns|inference|db)/'],
      'sample → definition',
    ),
    only('schema-is-made', '^src/schema/', ['^src/(datasets|project|db)/'], 'definition → tables'),
    only(
      'config-stands-alone',
      '^src/config/',
      ['^src/datasets/(definition|time-zone)\\.ts$'],
      'environment → Config',
    ),
    {
      name: 'nothing-imports-the-edge',
      comment: 'cli wires everything and is wired by nothing',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'commands-from-cli-only',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(cli|commands)/' },
      to: { path: '^src/commands/' },
    },
    {
      name: 'pg-in-db-only',
      comment: 'one folder knows the driver',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/db/' },
      to: { path: 'node_modules/(pg|pg-copy-streams)/' },
    },
    {
      name: 'pure-folders-do-no-io',
      comment: 'the PDF renderer alone reads a file: its font',
      severity: 'error',
      from: {
        path: '^src/(analysis|datasets|columns|inference|render|report|query)/',
        pathNot: '^src/render/pdf/',
      },
      to: { path: '^(node:)?(fs|fs/promises|net|http|https|child_process|process|os)$' },
    },
    {
      name: 'shipped-code-needs-shipped-packages',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: 'node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
