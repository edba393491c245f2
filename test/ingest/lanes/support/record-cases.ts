import fc from 'fast-check';
import { DELIMITERS } from '../../../../src/datasets/definition.ts';

export interface RecordCase {
  readonly bytes: Buffer;
  readonly delimiter: string;
  readonly chunks: readonly number[];
}

const chunkSizes = fc.oneof(
  fc.constant([1]),
  fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }),
);

/** A text that any reader of CSV agrees on, in bytes, whatever its values. */
export const wellFormed: fc.Arbitrary<RecordCase> = fc
  .record({
    delimiter: fc.constantFrom(...DELIMITERS),
    rows: fc.array(
      fc.record({
        fields: fc.array(
          fc.oneof(
            fc.constantFrom(
              '',
              '"',
              '""',
              '\n',
              '\r',
              '\r\n',
              ',',
              ';',
              '\t',
              '|',
              ' x',
              '\ufeff',
              '"a',
              'b"\n',
            ),
            fc.string({ unit: 'binary', maxLength: 8 }),
          ),
          { minLength: 1, maxLength: 4 },
        ),
        quoted: fc.boolean(),
        lineEnd: fc.constantFrom('\n', '\n', '\r\n', '\r'),
      }),
      { maxLength: 12 },
    ),
    chunks: chunkSizes,
  })
  .map(({ delimiter, rows, chunks }) => {
    const quote = (text: string, always: boolean) =>
      always || /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
    const lines = rows.map(
      ({ fields, quoted, lineEnd }) => fields.map((text) => quote(text, quoted)).join(delimiter) + lineEnd,
    );
    return { delimiter, chunks, bytes: Buffer.from(lines.join('')) };
  });

/** Bytes of the kinds that decide where records end, in any order. */
export const anyBytes: fc.Arbitrary<RecordCase> = fc.record({
  delimiter: fc.constantFrom(...DELIMITERS),
  bytes: fc
    .array(fc.oneof(fc.constantFrom(0x22, 0x22, 0x0a, 0x0d, 0x2c, 0x3b, 0x61), fc.nat({ max: 255 })), {
      maxLength: 120,
    })
    .map((bytes) => Buffer.from(bytes)),
  chunks: chunkSizes,
});
