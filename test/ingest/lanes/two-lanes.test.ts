import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_RECORD_BYTES } from '../../../src/ingest/lanes/record-extent.ts';
import { datasetOf } from '../../support/dataset-of.ts';
import { laneCase } from './support/lane-case.ts';
import { fewKeysCase, garbageCase } from './support/odd-cases.ts';
import { assertLanesAgree, countFast } from './support/two-lanes.ts';

const RUNS = 1450;
const ROWS = 70;

it('what the fast lane accepts, the slow lane accepts with the same value; and all else is the same too', () => {
  let rows = 0;
  let fast = 0;
  fc.assert(
    fc.property(laneCase(ROWS), (one) => {
      assertLanesAgree(one);
      rows += one.rows.length;
      fast += countFast(one);
    }),
    { numRuns: RUNS },
  );
  expect(rows).toBeGreaterThanOrEqual(100_000);
  // Else the slow lane would have been compared with itself.
  expect(fast / rows).toBeGreaterThan(0.1);
});

it('bytes that are no table get the same answer from both lanes', () => {
  fc.assert(fc.property(garbageCase, assertLanesAgree), { numRuns: 3000 });
});

it('rows that share a key are never proved to have keys of their own', () => {
  fc.assert(fc.property(fewKeysCase, assertLanesAgree), { numRuns: 4000 });
});

describe('rows near the longest', () => {
  const dataset = datasetOf({ day: { type: 'date' }, note: { type: 'text' } });
  const filler = (size: number) => 'x'.repeat(size - '2025-01-01,'.length);
  const around = (row: string) => [`2025-01-01,a\n`, `2025-01-02,${row}\n`, '2025-01-03,b\n'];
  const CASES: Readonly<Record<string, readonly string[]>> = {
    'as long as may be': around(filler(MAX_RECORD_BYTES)),
    'one byte longer': around(filler(MAX_RECORD_BYTES + 1)),
    'longer than that, with a line break in quotes': around(`"a\nb",${filler(MAX_RECORD_BYTES)}`),
    'with a quote that stands behind the limit': around(`"a\nb",${filler(MAX_RECORD_BYTES)}"c`),
    'with a quote that never closes': around(`"a\n${filler(MAX_RECORD_BYTES)}\n${filler(MAX_RECORD_BYTES)}`),
  };

  it.each(Object.entries(CASES))('%s', (_, rows) => {
    for (const chunk of [1 << 18, 65_536, 300_001, 3 * MAX_RECORD_BYTES]) {
      for (const quoted of [true, false]) {
        const positions = new Map([['day', 0] as const, ['note', 1] as const]);
        const header = { positions, extra: [], width: 2 };
        const form = { delimiter: ',', lineEnd: '\n', quoted } as const;
        assertLanesAgree({ ...form, dataset, header, rows, chunks: [chunk] });
      }
    }
  });
});
