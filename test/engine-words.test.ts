/** The engine serves every business, so it knows the words of none. A pack brings them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ENGINE = ['analysis', 'columns', 'query', 'report', 'render', 'ingest', 'db', 'config'];
/** Words of the packs that mean nothing else. */
const BUSINESS =
  /\b(tpv|pix|boleto|bank_slip|entity|entities|merchants?|installments?|anticipation|price_tier|payment_method|average_ticket|revenue|orders?_count|customers?|retail|brazil\w*|carnival)\b/i;

const SRC = join(import.meta.dirname, '../src');

describe('the engine', () => {
  it.each(ENGINE)('names no business word in %s/', (folder) => {
    const found: string[] = [];
    for (const entry of readdirSync(join(SRC, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      readFileSync(path, 'utf8')
        .split('\n')
        .forEach((line, index) => {
          const word = BUSINESS.exec(line)?.[0];
          if (word !== undefined) found.push(`${path}:${index + 1}: ${word}`);
        });
    }
    expect(found).toEqual([]);
  });

  it('would notice one', () => {
    expect(BUSINESS.test("const title = 'TPV by entity';")).toBe(true);
  });
});
