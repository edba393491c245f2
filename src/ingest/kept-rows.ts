/** Rows that can be sent to the database more than once. */
export interface KeptRows {
  /** From the first one; what was not read yet is read, and kept. */
  readonly again: () => AsyncGenerator<Buffer>;
  /** From the first one, for the last time: nothing is kept any more. */
  readonly atLast: () => AsyncGenerator<Buffer>;
}

export function keepRows(rows: AsyncGenerator<Buffer>): KeptRows {
  const kept: Buffer[] = [];
  let ended = false;
  // A copy that was broken off may still be waiting for the chunk that the next one begins with.
  let reading = Promise.resolve();
  const readOn = () => {
    reading = reading.then(async () => {
      const next: IteratorResult<Buffer, unknown> = await rows.next();
      if (next.done === true) ended = true;
      else kept.push(next.value);
    });
    return reading;
  };
  return {
    again: async function* () {
      for (let at = 0; ; at += 1) {
        while (at === kept.length && !ended) await readOn();
        const chunk = kept[at];
        if (chunk === undefined) return;
        yield chunk;
      }
    },
    atLast: async function* () {
      await reading;
      for (;;) {
        if (kept.length === 0 && !ended) await readOn();
        const chunk = kept.shift();
        if (chunk === undefined) return;
        yield chunk;
      }
    },
  };
}
