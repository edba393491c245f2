import { describe, expect, it } from 'vitest';
import { parseIngestOptions, type IngestFlags } from '../../src/commands/ingest-options.ts';
import type { Context } from '../../src/context.ts';
import { UsageError } from '../../src/errors.ts';
import { shop } from '../data-tests/shop.ts';

/** Late on 31 March in São Paulo, and 1 April in UTC. */
const context = {
  clock: () => Date.parse('2025-04-01T02:00:00Z'),
  config: { timeZone: 'America/Sao_Paulo', locale: 'pt-BR' },
} as Context;
const parse = (flags: IngestFlags = {}, files = ['a.csv']) =>
  parseIngestOptions(files, flags, shop([]), context);
const refusal = async (flags: IngestFlags, files?: string[]) => {
  try {
    await parse(flags, files);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    const { message, hint } = error as UsageError;
    return hint === undefined ? message : `${message} — ${hint}`;
  }
  return undefined;
};

describe('what ingest is told', () => {
  it('is by default: change and add, fail on a wrong row, refuse duplicates, find out the rest', async () => {
    expect(await parse()).toEqual({
      dataset: shop([]),
      files: ['a.csv'],
      read: {
        map: new Map(),
        delimiter: undefined,
        encoding: undefined,
        extraColumns: 'ignore',
        locale: 'pt-BR',
      },
      mode: 'upsert',
      onDuplicate: 'refuse',
      rejects: { onError: 'fail', maxErrors: 10_000, maxErrorRate: 0.5 },
      since: undefined,
      force: false,
      dryRun: false,
      quiet: false,
      json: false,
    });
  });

  it('is taken as it is said', async () => {
    const options = await parse({
      map: ['dia=day'],
      delimiter: 'tab',
      encoding: 'latin1',
      extraColumns: 'refuse',
      onDuplicate: 'reject',
      onError: 'quarantine',
      maxErrors: '0',
      maxErrorRate: '0.05',
      since: '2025-03-01',
      force: true,
    });
    expect(options).toMatchObject({
      read: {
        map: new Map([['dia', 'day']]),
        delimiter: '\t',
        encoding: 'latin1',
        extraColumns: 'refuse',
      },
      onDuplicate: 'reject',
      rejects: { onError: 'quarantine', maxErrors: 0, maxErrorRate: 0.05 },
      mode: 'upsert',
      since: '2025-03-01',
      force: true,
    });
    expect((await parse({ mode: 'replace' })).mode).toBe('replace');
  });

  it.each([
    [',', ','],
    [';', ';'],
    ['|', '|'],
    ['tab', '\t'],
    ['\\t', '\t'],
    ['\t', '\t'],
  ])('is a delimiter: %j', async (text, delimiter) => {
    expect((await parse({ delimiter: text })).read.delimiter).toBe(delimiter);
  });

  it('counts days back from today where the dataset lives', async () => {
    expect((await parse({ lookback: '0' })).since).toBe('2025-03-31');
    expect((await parse({ lookback: '7' })).since).toBe('2025-03-24');
    const utc = await parseIngestOptions(['a'], { lookback: '7' }, shop([], { timeZone: 'UTC' }), context);
    expect(utc.since).toBe('2025-03-25');
  });

  it.each<[IngestFlags, string]>([
    [{ delimiter: ':' }, '--delimiter ":" is not one of , ; tab |'],
    [{ mode: 'append' }, '--mode "append" is not one of upsert, replace'],
    [{ onError: 'skip' }, '--on-error "skip" is not one of fail, quarantine'],
    [{ onDuplicate: 'first' }, '--on-duplicate "first" is not one of refuse, sum, last, reject'],
    [{ extraColumns: 'keep' }, '--extra-columns "keep" is not one of ignore, refuse'],
    [
      { onDuplicate: 'reject' },
      '--on-duplicate reject puts rows aside, which --on-error fail does not allow — add --on-error quarantine',
    ],
    [
      { maxErrors: '5' },
      '--max-errors counts rows that are put aside, and --on-error fail puts none aside — add --on-error quarantine',
    ],
    [
      { maxErrorRate: '0.5' },
      '--max-error-rate counts rows that are put aside, and --on-error fail puts none aside — add --on-error quarantine',
    ],
    [{ onError: 'quarantine', maxErrors: '-1' }, '--max-errors "-1" is not a whole number'],
    [{ onError: 'quarantine', maxErrors: '1.5' }, '--max-errors "1.5" is not a whole number'],
    [
      { onError: 'quarantine', maxErrorRate: '5%' },
      '--max-error-rate "5%" is not a share from 0 to 1 — write 1 % as --max-error-rate 0.01',
    ],
    [
      { onError: 'quarantine', maxErrorRate: '1.01' },
      '--max-error-rate "1.01" is not a share from 0 to 1 — write 1 % as --max-error-rate 0.01',
    ],
    [
      { mode: 'replace', onError: 'quarantine' },
      '--mode replace takes a file for the whole truth, and --on-error quarantine leaves rows out of it — ' +
        'use one of them; with both, rows of the table would be deleted whose new values were put aside',
    ],
    [{ lookback: 'week' }, '--lookback "week" is not a whole number'],
    [
      { lookback: '1', since: '2025-01-01' },
      '--since and --lookback say the same in two ways — give one of them',
    ],
  ])('is refused: %o', async (flags, message) => {
    expect(await refusal(flags)).toBe(message);
  });

  it('names standard input once, and not with what reads a file twice', async () => {
    expect(await refusal({}, ['-'])).toBeUndefined();
    expect(await refusal({}, ['-', '-'])).toBe('standard input (-) is named twice; it can be read once');
    expect(await refusal({ onDuplicate: 'reject', onError: 'quarantine' }, ['-'])).toBe(
      '--on-duplicate reject reads a file twice, and standard input (-) can be read once — save it to a file first',
    );
  });
});
