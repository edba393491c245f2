/**
 * The property tests of the lanes, for as long as asked: npm run fuzz -- --minutes 10 [--seed 1] [--only two-lanes]
 * Each round draws new cases. The first failure ends the run: its input and what was expected are written to files.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { bytesOf, laneCase } from '../test/ingest/lanes/support/lane-case.ts';
import { fewKeysCase, garbageCase } from '../test/ingest/lanes/support/odd-cases.ts';
import { anyBytes, wellFormed } from '../test/ingest/lanes/support/record-cases.ts';
import { assertRecordsOfCsvParse, assertSameHoweverCut } from '../test/ingest/lanes/support/split-records.ts';
import { assertLanesAgree } from '../test/ingest/lanes/support/two-lanes.ts';

const RUNS_PER_ROUND = 200;
const ROWS = 70;

interface Failure {
  readonly report: string;
  readonly input: Buffer;
}

/** A round of one property; undefined where it holds. */
type Round = (seed: number) => Failure | undefined;

function round<T>(cases: fc.Arbitrary<T>, assertHolds: (one: T) => void, inputOf: (one: T) => Buffer): Round {
  return (seed) => {
    const details = fc.check(fc.property(cases, assertHolds), { seed, numRuns: RUNS_PER_ROUND });
    if (!details.failed || details.counterexample === null) return undefined;
    const input = inputOf(details.counterexample[0]);
    return { report: `${fc.defaultReportMessage(details)}\n`, input };
  };
}

const ROUNDS: Readonly<Record<string, Round>> = {
  'two-lanes': round(laneCase(ROWS), assertLanesAgree, bytesOf),
  'few-keys': round(fewKeysCase, assertLanesAgree, bytesOf),
  garbage: round(garbageCase, assertLanesAgree, bytesOf),
  'well-formed': round(wellFormed, assertRecordsOfCsvParse, ({ bytes }) => bytes),
  'any-bytes': round(anyBytes, assertSameHoweverCut, ({ bytes }) => bytes),
};

/** @returns the exit code */
function fuzz(names: readonly string[], minutes: number, firstSeed: number): number {
  const end = Date.now() + minutes * 60_000;
  let runs = 0;
  let seed = firstSeed;
  console.log(`seed ${seed}, ${minutes} min: ${names.join(', ')}`);
  for (; Date.now() < end; seed += 1) {
    for (const name of names) {
      const failure = ROUNDS[name]?.(seed);
      runs += RUNS_PER_ROUND;
      if (failure === undefined) continue;
      const file = `fuzz-${name}-${seed}`;
      writeFileSync(`${file}.csv`, failure.input);
      writeFileSync(`${file}.txt`, failure.report);
      console.error(`${name} fails with seed ${seed}: ${file}.csv is the input, ${file}.txt tells more`);
      console.error(`again: npm run fuzz -- --only ${name} --seed ${seed}`);
      return 1;
    }
  }
  console.log(`${runs} runs, seeds ${firstSeed} to ${seed - 1}: no failure`);
  return 0;
}

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    only: { type: 'string' },
  },
});
const names = values.only === undefined ? Object.keys(ROUNDS) : [values.only];
const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
if (names.every((name) => Object.hasOwn(ROUNDS, name)) && minutes > 0 && Number.isInteger(seed)) {
  process.exitCode = fuzz(names, minutes, seed);
} else {
  console.error(`usage: npm run fuzz -- [--minutes 1] [--seed 1] [--only ${Object.keys(ROUNDS).join('|')}]`);
  process.exitCode = 2;
}
