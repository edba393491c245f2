import { marked, type Token, type Tokens } from 'marked';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/model.ts';
import { renderMarkdown } from '../../src/render/markdown.ts';
import { phrasesFor } from '../../src/render/phrases.ts';
import { whyBlocks } from '../../src/render/why-blocks.ts';
import { visibleText } from '../../src/render/visible-text.ts';
import { plainText } from './plain-text.ts';
import {
  emptyBreakdowns,
  HOSTILE_NAMES,
  hostileNames,
  missingBaselines,
  oneMetric,
  ordinaryDay,
  paradox,
  partialDay,
  percentMetric,
  restatedDays,
  someAlerts,
} from './sample-report.ts';
import { baselineDay, holidayDay, hostileBaseline } from './sample-baseline.ts';
import { learning, withOutlook, withSegmentTargets } from './sample-outlook.ts';
import { withoutWhy } from './sample-why.ts';
import { classicAlerts } from '../support/classic-alerts.ts';

const GOLDEN: readonly [string, Report][] = [
  ['ordinary-day', ordinaryDay()],
  ['ordinary-day-en', ordinaryDay('en-US')],
  ['missing-baselines', missingBaselines()],
  ['some-alerts', someAlerts()],
  ['hostile-names', hostileNames()],
  ['restated-days', restatedDays()],
  ['restated-days-en', restatedDays('en-US', 0)],
  ['one-metric', oneMetric()],
  ['percent', percentMetric()],
  ['percent-en', percentMetric('en-US')],
  ['paradox', paradox()],
  ['paradox-en', paradox('en-US')],
  ['partial-day', partialDay()],
  ['partial-day-en', partialDay('en-US')],
  ['empty-breakdowns', emptyBreakdowns()],
  ['outlook', withOutlook()],
  ['segment-targets', withSegmentTargets()],
  ['outlook-en', withOutlook('en-US', 'a | *b* <i>')],
  ['learning', learning()],
  ['baseline', baselineDay()],
  ['baseline-en', baselineDay('en-US')],
  ['baseline-holiday', holidayDay()],
];

it.each(GOLDEN)('golden file %s', async (name, report) => {
  await expect(renderMarkdown(report)).toMatchFileSnapshot(`../golden/render/markdown/${name}.md`);
});

describe('as Markdown reads it', () => {
  const report = hostileNames();
  const tables = tablesOf(renderMarkdown(report));

  it('every row has as many cells as the header, and no table ends early', () => {
    const rows = tables.map(({ rows }) => rows.length);
    const why = report.why
      ? whyBlocks(report, report.why, phrasesFor(report)).flatMap(({ groups }) =>
          groups.map(({ rows }) => rows.length),
        )
      : [];
    expect(why.length).toBeGreaterThan(3);
    const segments = report.breakdowns.flatMap(({ lines }) => [lines.length, lines.length, lines.length]);
    expect(rows).toEqual([3, 9, classicAlerts(report).items.length, ...segments, ...why]);
    for (const { header, rows } of tables) for (const row of rows) expect(row).toHaveLength(header.length);
  });

  it('every name comes back as it was, control characters made visible', () => {
    const names = tables[3]?.rows.map(([first]) => plainText(first?.tokens ?? []));
    const expected = report.breakdowns[0]?.lines.map(({ segment }) =>
      segment[0] === '' ? '(vazio)' : visibleText(segment[0] ?? ''),
    );
    expect(names).toEqual(expected);
    expect(names).toEqual(
      expect.arrayContaining(HOSTILE_NAMES.filter((name) => /^[\x21-\x7e]+$/.test(name))),
    );
  });

  it('holds no markup but ours', () => {
    const kinds = new Set<string>();
    void marked.walkTokens(marked.lexer(renderMarkdown(report)), ({ type }) => void kinds.add(type));
    // `url` as a link: GFM links bare e-mail addresses, and no escape prevents it.
    expect([...kinds].sort()).toEqual([
      'codespan',
      'escape',
      'heading',
      'link',
      'list',
      'list_item',
      'paragraph',
      'space',
      'strong',
      'table',
      'text',
    ]);
    expect(links(renderMarkdown(report))).toEqual(new Set(['mailto:a@example.com']));
  });

  it('alerts by the baseline keep their tables and hold no markup but ours, whatever the names', () => {
    const hostile = renderMarkdown(hostileBaseline(HOSTILE_NAMES));
    const tables = tablesOf(hostile);
    const alerts = tables.slice(2, 5);
    expect(alerts.map(({ rows }) => rows.length)).toEqual(HOSTILE_NAMES.map(() => 20).slice(0, 3));
    for (const { header, rows } of tables) for (const row of rows) expect(row).toHaveLength(header.length);
    expect(hostile).not.toMatch(/(^|[^\\])<(script|b>|i>)/);
    expect(links(hostile)).toEqual(new Set(['mailto:a@example.com']));
  });

  it('survives hostile titles and labels', () => {
    const title = 'A | B\n# C <script> `x`';
    const metrics = report.metrics.map((metric) => ({ ...metric, label: title, description: title }));
    const hostile = { ...withoutWhy(report), dataset: { name: 'x', title }, metrics, breakdowns: [] };
    const tokens = marked.lexer(renderMarkdown(hostile));
    expect(
      tokens
        .filter(({ type }) => type === 'heading')
        .map((token) => plainText((token as Tokens.Heading).tokens)),
    ).toEqual([
      visibleText(title),
      'Resumo',
      `${visibleText(title)}, últimos 28 dias`,
      'Comparações',
      'Alertas',
      'Definições',
    ]);
    expect(renderMarkdown(hostile)).not.toMatch(/(^|[^\\])<script/);
  });
});

function tablesOf(markdown: string): Tokens.Table[] {
  return marked.lexer(markdown).filter((token): token is Tokens.Table => token.type === 'table');
}

function links(markdown: string): Set<string> {
  const found = new Set<string>();
  void marked.walkTokens(marked.lexer(markdown), (token: Token) => {
    if (token.type === 'link') found.add((token as Tokens.Link).href);
  });
  return found;
}
