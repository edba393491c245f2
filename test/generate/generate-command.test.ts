import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { register, runGenerate } from '../../src/commands/generate.ts';
import { parseGenerateOptions } from '../../src/commands/generate-options.ts';
import type { Context, Output } from '../../src/context.ts';
import { InterruptedError, KpiError, UsageError } from '../../src/errors.ts';
import type { GenerateFlags } from '../../src/commands/generate-options.ts';

class Recorder implements Output {
  text = '';
  writes = 0;
  waits = 0;
  readonly columns = 80;
  readonly colour = false;
  readonly isTTY: boolean;
  /** Called on each write; may throw. */
  onWrite: () => void = () => undefined;
  onDrain: () => Promise<void> = () => Promise.resolve();

  constructor(isTTY = false) {
    this.isTTY = isTTY;
  }

  write(text: string): void {
    this.text += text;
    this.writes += 1;
    this.onWrite();
  }

  drained(): Promise<void> {
    this.waits += 1;
    return this.onDrain();
  }
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kpi-generate-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface World {
  readonly context: Context;
  readonly stdout: Recorder;
  readonly stderr: Recorder;
  readonly abort: AbortController;
}

function world(isTTY = false): World {
  const [stdout, stderr, abort] = [new Recorder(isTTY), new Recorder(isTTY), new AbortController()];
  let now = 0;
  const part: Partial<Context> = {
    io: { stdout, stderr, stdin: { [Symbol.asyncIterator]: () => [][Symbol.iterator]() as never } },
    // Every look at the clock is a second later: each progress line is due.
    clock: () => (now += 1000),
    signal: abort.signal,
    cwd: folder,
  };
  return { context: part as Context, stdout, stderr, abort };
}

const run = (flags: GenerateFlags, { context }: World) =>
  runGenerate(parseGenerateOptions('payments', flags), context);
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

describe('output', () => {
  it('is the same on standard output and in a file; the closing line goes to stderr', async () => {
    const [toFile, toPipe] = [world(), world()];
    const summary = await run({ days: '40', out: 'a.csv' }, toFile);
    await run({ days: '40' }, toPipe);
    expect(read('a.csv')).toBe(toPipe.stdout.text);
    expect(toFile.stdout.text).toBe('');
    expect(summary?.rows).toBe(read('a.csv').split('\n').length - 2);
    expect(summary?.bytes).toBe(Buffer.byteLength(read('a.csv')));
    const counts = `${summary?.rows.toLocaleString('en-US')} rows, 40 days (2025-01-01 to 2025-02-09), ${summary?.bytes.toLocaleString('en-US')} bytes`;
    expect(toFile.stderr.text).toBe(`${counts} → a.csv\n`);
    expect(toPipe.stderr.text).toBe(`${counts}\n`);
  });

  it('of a longer run begins with that of a shorter one', async () => {
    const [short, long] = [world(), world()];
    await run({ days: '3', seed: '9' }, short);
    await run({ days: '30', seed: '9' }, long);
    expect(long.stdout.text.startsWith(short.stdout.text)).toBe(true);
  });

  it('of --json is the summary alone, --quiet is silent', async () => {
    const loud = world();
    const summary = await run({ days: '2', out: 'a.csv', json: true }, loud);
    expect(JSON.parse(loud.stdout.text)).toEqual({
      pack: 'payments',
      seed: 1,
      start: '2025-01-01',
      end: '2025-01-02',
      days: 2,
      rows: summary?.rows,
      bytes: summary?.bytes,
      file: join(folder, 'a.csv'),
    });
    expect(loud.stderr.text).toBe('');
    const quiet = world(true);
    await run({ days: '2', out: 'a.csv', quiet: true }, quiet);
    expect(quiet.stdout.text + quiet.stderr.text).toBe('');
  });

  it('shows progress on a terminal only, and takes it away', async () => {
    const terminal = world(true);
    await run({ days: '40', out: 'a.csv' }, terminal);
    expect(terminal.stderr.text).toMatch(/^\r\u001b\[Kgenerating \d+ %, [\d,]+ rows/);
    expect(terminal.stderr.text).toContain('\r\u001b[Kgenerating 100 %');
    expect(terminal.stderr.text).toMatch(/rows\r\u001b\[K[\d,]+ rows, 40 days .* → a\.csv\n$/);
  });
});

describe('a file', () => {
  it('replaces what was there, whole', async () => {
    writeFileSync(join(folder, 'a.csv'), 'x'.repeat(1_000_000));
    await run({ days: '1', out: 'a.csv' }, world());
    expect(read('a.csv').startsWith('day,entity')).toBe(true);
    expect(read('a.csv').endsWith('\n')).toBe(true);
    expect(readdirSync(folder)).toEqual(['a.csv']);
  });

  it('behind a link is written, the link stays', async () => {
    writeFileSync(join(folder, 'real.csv'), 'old');
    symlinkSync('real.csv', join(folder, 'link.csv'));
    await run({ days: '1', out: 'link.csv' }, world());
    expect(read('real.csv')).toBe(read('link.csv'));
    expect(execFileSync('find', [folder, '-type', 'l'], { encoding: 'utf8' })).toContain('link.csv');
  });

  it.each([
    ['missing/a.csv', 'does not exist', 'mkdir -p'],
    ['.', 'it is a folder', 'name a file in it'],
    ['file/a.csv', 'a part of the path is a file', undefined],
  ])('%s is refused', async (out, message, hint) => {
    writeFileSync(join(folder, 'file'), 'mine');
    const error: unknown = await run({ days: '1', out }, world()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect((error as UsageError).message).toContain(message);
    if (hint !== undefined) expect((error as UsageError).hint).toContain(hint);
    expect(readdirSync(folder)).toEqual(['file']);
    expect(read('file')).toBe('mine');
  });

  it.skipIf(!existsSync('/dev/full'))('on a full disk is no file, and a device stays a device', async () => {
    const full = run({ days: '1', out: '/dev/full' }, world());
    await expect(full).rejects.toThrow('cannot write /dev/full: the disk is full');
    await expect(full).rejects.toThrow(KpiError);
    await run({ days: '1', out: '/dev/null' }, world());
    expect(execFileSync('stat', ['-c', '%F', '/dev/null'], { encoding: 'utf8' })).toContain('special');
  });

  it('is left as it was by an abort, with nothing beside it', async () => {
    for (const before of [undefined, 'mine']) {
      if (before !== undefined) writeFileSync(join(folder, 'a.csv'), before);
      const stopped = world(true);
      stopped.stderr.onWrite = () => {
        if (stopped.stderr.text.includes('generating')) stopped.abort.abort();
      };
      const running = run({ days: '5000', out: 'a.csv' }, stopped);
      await expect(running).rejects.toThrow(InterruptedError);
      await expect(running).rejects.toThrow('interrupted: a.csv was not written');
      expect(readdirSync(folder)).toEqual(before === undefined ? [] : ['a.csv']);
      if (before !== undefined) expect(read('a.csv')).toBe(before);
    }
  });
});

describe('standard output', () => {
  it('waits for its reader after every write', async () => {
    const slow = world();
    let open = 0;
    slow.stdout.onWrite = () => expect(++open).toBe(1);
    slow.stdout.onDrain = async () => {
      await new Promise((done) => setTimeout(done, 2));
      open -= 1;
    };
    await run({ days: '60' }, slow);
    expect(slow.stdout.writes).toBeGreaterThan(4);
    expect(slow.stdout.waits).toBe(slow.stdout.writes);
  });

  it('ends quietly when its reader has gone', async () => {
    const closed = world();
    closed.stdout.onDrain = () => Promise.reject(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    expect(await run({ days: '5000' }, closed)).toBeUndefined();
    expect(closed.stdout.writes).toBe(1);
    expect(closed.stderr.text).toBe('');
  });

  it('passes on what else goes wrong', async () => {
    const broken = world();
    broken.stdout.onDrain = () => Promise.reject(Object.assign(new Error('write EIO'), { code: 'EIO' }));
    await expect(run({ days: '1' }, broken)).rejects.toThrow('write EIO');
  });

  it('stops when interrupted', async () => {
    const stopped = world();
    stopped.stdout.onWrite = () => stopped.abort.abort();
    await expect(run({ days: '5000' }, stopped)).rejects.toThrow('interrupted: the rows are incomplete');
    expect(stopped.stdout.writes).toBe(1);
  });
});

describe('command line', () => {
  it('goes from words to rows', async () => {
    const { context, stdout } = world();
    const program = new Command('kpi');
    register(program, context);
    await program.parseAsync(['generate', 'payments', '--days', '2', '--seed', '-3', '--end', '2025-01-02'], {
      from: 'user',
    });
    expect(stdout.text).toMatch(/^day,entity[^\n]*\n2025-01-01,/);
    expect(stdout.text.trimEnd().split('\n').at(-1)).toMatch(/^2025-01-02,/);
  });
});
