import { expect, it } from 'vitest';
import { renderJson } from '../../src/render/json.ts';
import { baselineDay } from './sample-baseline.ts';
import { hostileNames, ordinaryDay } from './sample-report.ts';

it('is the report, nothing lost', () => {
  for (const report of [ordinaryDay(), hostileNames(), baselineDay()])
    expect(JSON.parse(renderJson(report))).toEqual(report);
});

it('matches the golden files', async () => {
  await expect(renderJson(ordinaryDay())).toMatchFileSnapshot('../golden/render/ordinary-day.json');
  await expect(renderJson(baselineDay('en-US'))).toMatchFileSnapshot('../golden/render/baseline-en.json');
});

it('holds no character that a terminal acts on', () => {
  expect(renderJson(hostileNames())).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\u2028]/u);
});
