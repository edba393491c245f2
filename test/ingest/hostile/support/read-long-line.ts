/**
 * A process of its own that reads a file with one line of 100 MiB and tells, as JSON, what came of it and how much its
 * memory grew at most: node scripts/run-ts.mjs test/ingest/hostile/support/read-long-line.ts <beginning of the line>
 */
import { readFile } from '../../../../src/ingest/read-file.ts';
import { streamSource } from '../../../../src/ingest/source.ts';
import { SILENT } from '../../../support/load-events.ts';
import { SALES } from '../sales-dataset.ts';

const CHUNK = Buffer.alloc(1 << 18, 'x');
const CHUNKS = 400;
const [beginning = ''] = process.argv.slice(2);
let before = 0;

async function* bytes(): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`day,shop,amount,items,note\n2025-01-01,a,1.00,1,\n${beginning}`);
  for (let count = 0; count < CHUNKS; count += 1) {
    // Copied, as from a file, and after a while that shows what reading takes anyway.
    if (count === CHUNKS / 10) before = process.resourceUsage().maxRSS;
    yield Buffer.from(CHUNK);
    await new Promise((resolve) => setImmediate(resolve));
  }
  yield Buffer.from('\n2025-01-02,b,2.00,1,\n2025-01-03,c,oops,1,\n');
}

const rejected: unknown[] = [];
const source = streamSource('long.csv', bytes);
const file = await readFile(source, SALES, {}, SILENT, ({ line, raw, rejections }) => {
  rejected.push([line, raw.length, rejections[0]?.value.length, rejections[0]?.rule]);
});
let output = '';
for await (const rows of file.rows()) output += rows.toString();
const grownMib = (process.resourceUsage().maxRSS - before) / 1024;
const found = output
  .trimEnd()
  .split('\n')
  .map((row) => row.slice(0, '2025-01-01'.length));
process.stdout.write(JSON.stringify({ rows: found, rejected, counts: file.counts, grownMib }));
