import { expect, it } from 'vitest';
import { LOCALES } from '../../src/datasets/definition.ts';
import { WORDS } from '../../src/render/words.ts';

it.each(LOCALES)(
  '%s has a name for each weekday and month, and short reasons that fit a column',
  (locale) => {
    const words = WORDS[locale];
    expect([words.weekdays.length, words.weekdaysShort.length, words.monthsShort.length]).toEqual([7, 7, 12]);
    for (const reason of Object.values(words.missingShort)) expect(reason.length).toBeLessThanOrEqual(10);
  },
);
