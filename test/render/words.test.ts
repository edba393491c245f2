import { expect, it } from 'vitest';
import { LOCALES } from '../../src/datasets/definition.ts';
import { renderMarkdown } from '../../src/render/markdown.ts';
import { renderTerminal } from '../../src/render/terminal.ts';
import { WORDS } from '../../src/render/words.ts';
import { ordinaryDay, paradox, percentMetric } from './sample-report.ts';

it.each(LOCALES)('%s never calls a contribution a cause', (locale) => {
  const reports = [ordinaryDay(locale), paradox(locale), percentMetric(locale)];
  for (const report of reports) {
    const text = renderMarkdown(report) + renderTerminal(report, { columns: 80, colour: false });
    expect(text).toMatch(locale === 'pt-BR' ? /Contribuição/ : /Contribution/);
    expect(text).not.toMatch(/caus|porque|because|due to|devido|motivo|reason/i);
  }
});

it.each(LOCALES)(
  '%s has a name for each weekday and month, and short reasons that fit a column',
  (locale) => {
    const words = WORDS[locale];
    expect([words.weekdays.length, words.weekdaysShort.length, words.monthsShort.length]).toEqual([7, 7, 12]);
    for (const reason of Object.values(words.missingShort)) expect(reason.length).toBeLessThanOrEqual(10);
  },
);
