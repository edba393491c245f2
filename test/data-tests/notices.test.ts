import { describe, expect, it } from 'vitest';
import type { Locale } from '../../src/datasets/definition.ts';
import { renderMarkdown } from '../../src/render/markdown.ts';
import { phrasesFor } from '../../src/render/phrases.ts';
import { renderTerminal } from '../../src/render/terminal.ts';
import type { Notice } from '../../src/report/model.ts';
import { ordinaryDay } from '../render/sample-report.ts';

const notice = (changes: Partial<Extract<Notice, { kind: 'data-test' }>> = {}): Notice => ({
  kind: 'data-test',
  name: 'range(amount)',
  severity: 'warn',
  undone: false,
  failing: 3,
  counted: 'rows',
  detail: '2025-03-31 · A: amount = -5',
  ...changes,
});
const say = (locale: Locale, changes = {}) => phrasesFor(ordinaryDay(locale)).notice(notice(changes));

describe('the notice of a data test', () => {
  it.each<[Locale, object, string]>([
    [
      'en-US',
      {},
      'The last load did not pass the data test range(amount) (3 rows): 2025-03-31 · A: amount = -5',
    ],
    [
      'pt-BR',
      {},
      'A última carga não passou no teste de dados range(amount) (3 linhas): 2025-03-31 · A: amount = -5',
    ],
    [
      'en-US',
      { undone: true, failing: 1, detail: '' },
      'The last load was undone by the data test range(amount) (1 row).',
    ],
    [
      'pt-BR',
      { undone: true, counted: 'days', detail: '' },
      'A última carga foi desfeita pelo teste de dados range(amount) (3 dias).',
    ],
    [
      'en-US',
      { counted: 'days-late', failing: 1200, detail: '' },
      'The last load did not pass the data test range(amount) (1,200 days late).',
    ],
    [
      'en-US',
      { counted: 'values', failing: 1, detail: '' },
      'The last load did not pass the data test range(amount) (1 value).',
    ],
    [
      'pt-BR',
      { counted: 'days-late', failing: 1, detail: '' },
      'A última carga não passou no teste de dados range(amount) (1 dia de atraso).',
    ],
  ])('in %s %j', (locale, changes, sentence) => {
    expect(say(locale, changes)).toBe(sentence);
  });

  it('is one safe line, whatever the data hold', () => {
    const text = say('en-US', { name: 'a\nb', detail: `\u001b[31mred\u202e\n# x ${'y'.repeat(500)}` });
    expect(text).not.toMatch(/[\u0000-\u001f\u202e]/u);
    expect(text.length).toBeLessThan(330);
    expect(text).toMatch(/y…$/);
  });

  it('stands in every report', () => {
    const report = { ...ordinaryDay('en-US'), notices: [notice({ detail: '<b> | `x`' })] };
    expect(renderTerminal(report, { columns: 120, colour: false })).toContain('! The last load did not pass');
    expect(renderMarkdown(report)).toContain(
      '\n> The last load did not pass the data test range(amount) (3 rows): \\<b\\> \\| \\`x\\`\n',
    );
  });
});
