/** Tables of one kind only, which chance would hardly draw. */
import fc from 'fast-check';
import { laneCase, tableOf, type LaneCase } from './lane-case.ts';

const TELLING = Array.from('",;\t|\r\n\\.-/0123459:TZ aé ', (sign) => Buffer.from(sign).toString('latin1'));

/** A table with bytes for rows that nobody would call a table. */
export const garbageCase: fc.Arbitrary<LaneCase> = fc
  .tuple(
    laneCase(1),
    fc.array(
      fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom(...TELLING, '2025-01-01', '"2025-01-01"', '""') },
        { weight: 1, arbitrary: fc.nat({ max: 255 }).map((byte) => String.fromCharCode(byte)) },
      ),
      { maxLength: 150 },
    ),
  )
  .map(([one, bytes]) => ({ ...one, rows: [bytes.join('')] }));

const FEW_KEYS = tableOf(
  [
    { column: { type: 'date' }, text: fc.constant('') },
    { column: { type: 'text' }, text: fc.constant('') },
    { column: { type: 'integer' }, text: fc.constant('') },
  ],
  [0, 1, 2],
);

/** Few rows of few days, in which keys come again or just do not, each row by either lane. */
export const fewKeysCase: fc.Arbitrary<LaneCase> = fc
  .record({
    rows: fc.array(
      fc
        .tuple(
          fc.constantFrom('2025-01-01', '2025-01-02', '2025-01-03'),
          fc.constantFrom('a', 'b', 'c', '\x1fa', 'a\x1f'),
          fc.constantFrom('1', '2', '3', '01', '+1'),
          // What stands behind a value in quotes or before a blank is read by the slow lane.
          fc.constantFrom('', '', ' ', '"'),
        )
        .map(([day, shop, size, sign]) =>
          sign === '"' ? `"${day}",${shop},${size}\n` : `${day}${sign},${shop},${size}\n`,
        ),
      { maxLength: 8 },
    ),
    quoted: fc.boolean(),
    chunks: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 }),
  })
  .map((one) => ({ ...FEW_KEYS, ...one, delimiter: ',', lineEnd: '\n' }));
