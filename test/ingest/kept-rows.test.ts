import { describe, expect, it } from 'vitest';
import { keepRows } from '../../src/ingest/kept-rows.ts';

async function* chunks(...texts: string[]): AsyncGenerator<Buffer> {
  for (const text of texts) {
    await new Promise(setImmediate);
    yield Buffer.from(text);
  }
}

async function textOf(rows: AsyncGenerator<Buffer>, most = Infinity): Promise<string> {
  let text = '';
  for await (const chunk of rows) {
    text += chunk.toString();
    if (text.length >= most) break;
  }
  return text;
}

describe('kept rows', () => {
  it('come from the first one on as often as they are asked for, and once more', async () => {
    const rows = keepRows(chunks('a', 'b', 'c'));
    expect(await textOf(rows.again(), 1)).toBe('a');
    expect(await textOf(rows.again(), 2)).toBe('ab');
    expect(await textOf(rows.again())).toBe('abc');
    expect(await textOf(rows.atLast())).toBe('abc');
    expect(await textOf(rows.atLast())).toBe('');
  });

  it('are complete behind a reader that was broken off while it waited for one', async () => {
    const rows = keepRows(chunks('a', 'b', 'c'));
    const broken = rows.again();
    await broken.next();
    void broken.next();
    void broken.return(undefined);
    expect(await textOf(rows.atLast())).toBe('abc');
  });

  it('fail for every reader as their source did', async () => {
    const rows = keepRows(
      (async function* () {
        yield* chunks('a');
        throw new Error('unreadable');
      })(),
    );
    await expect(textOf(rows.again())).rejects.toThrow('unreadable');
    await expect(textOf(rows.atLast())).rejects.toThrow('unreadable');
  });
});
