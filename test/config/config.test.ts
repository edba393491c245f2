import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findProjectFolder, loadConfig } from '../../src/config/config.ts';
import { ConfigError } from '../../src/errors.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kpi-config-'));
});
afterEach(() => rm(folder, { recursive: true }));

const dotenv = (text: string) => writeFile(join(folder, '.env'), text);
function refusalOf(environment: Readonly<Record<string, string>>): ConfigError {
  try {
    loadConfig(folder, environment);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('the settings were accepted');
}

describe('loadConfig', () => {
  it('has a default for everything', () => {
    expect(loadConfig(folder, {})).toEqual({
      databaseUrl: undefined,
      home: join(folder, '.kpi'),
      port: undefined,
      timeZone: 'America/Sao_Paulo',
      locale: 'pt-BR',
      currency: 'BRL',
      reportsDir: join(folder, 'reports'),
    });
  });

  it('reads the environment', () => {
    const environment = {
      DATABASE_URL: 'postgresql://kpi@db/bi',
      KPI_HOME: '/var/lib/kpi',
      KPI_PORT: '54330',
      KPI_TIME_ZONE: 'Asia/Kolkata',
      KPI_LOCALE: 'en-US',
      KPI_CURRENCY: 'EUR',
      KPI_REPORTS_DIR: 'out/daily',
      KPI_UNKNOWN: 'is none of ours',
      PATH: '/usr/bin',
    };
    expect(loadConfig(folder, environment)).toEqual({
      databaseUrl: 'postgresql://kpi@db/bi',
      home: '/var/lib/kpi',
      port: 54330,
      timeZone: 'Asia/Kolkata',
      locale: 'en-US',
      currency: 'EUR',
      reportsDir: join(folder, 'out/daily'),
    });
  });

  it('reads .env, which the environment goes before', async () => {
    await dotenv(
      '# settings\nKPI_LOCALE=en-US\nKPI_CURRENCY="EUR"\nDATABASE_URL=postgres://file/db # note\nKPI_HOME=state\n',
    );
    expect(loadConfig(folder, { KPI_CURRENCY: 'USD' })).toMatchObject({
      databaseUrl: 'postgres://file/db',
      home: join(folder, 'state'),
      locale: 'en-US',
      currency: 'USD',
    });
  });

  it('puts kpi.yaml behind both', async () => {
    await dotenv('KPI_CURRENCY=EUR\n');
    const project = { timeZone: 'Asia/Tokyo', locale: 'en-US', currency: 'JPY' } as const;
    expect(loadConfig(folder, { KPI_TIME_ZONE: 'UTC' }, project)).toMatchObject({
      timeZone: 'UTC',
      currency: 'EUR',
      locale: 'en-US',
    });
    expect(loadConfig(folder, {}, { currency: undefined })).toMatchObject({
      currency: 'EUR',
      locale: 'pt-BR',
    });
  });

  it('takes an empty value for none', async () => {
    const empty = {
      DATABASE_URL: '',
      KPI_PORT: '',
      KPI_TIME_ZONE: '',
      KPI_LOCALE: '',
      KPI_HOME: '',
      KPI_REPORTS_DIR: '',
    };
    expect(loadConfig(folder, empty)).toEqual(loadConfig(folder, {}));
    await dotenv('DATABASE_URL=\nKPI_LOCALE=\n');
    expect(loadConfig(folder, {})).toMatchObject({ databaseUrl: undefined, locale: 'pt-BR' });
    // So that one command can be run without what the file sets: `DATABASE_URL= kpi report`.
    await dotenv('DATABASE_URL=postgres://file/db\n');
    expect(loadConfig(folder, { DATABASE_URL: '' }).databaseUrl).toBeUndefined();
  });

  it.each([
    ['KPI_PORT', 'abc', /number/],
    ['KPI_PORT', '0', />=1/],
    ['KPI_PORT', '65536', /<=65535/],
    ['KPI_PORT', '12.5', /int/],
    ['KPI_TIME_ZONE', 'Brasilia', /must be an IANA time zone such as America\/Sao_Paulo/],
    ['KPI_LOCALE', 'pt', /"pt-BR"\|"en-US"/],
    ['KPI_CURRENCY', 'R$', /must be an ISO 4217 code such as BRL/],
    ['KPI_CURRENCY', 'brl', /must be an ISO 4217 code such as BRL/],
  ])('names variable, value and rule: %s=%s', (name, value, rule) => {
    const error = refusalOf({ [name]: value });
    expect(error.message).toMatch(new RegExp(`^${name} is "${value.replace('$', '\\$')}": `));
    expect(error.message).toMatch(rule);
    expect(error.hint).toBe(`correct ${name} in the environment or in .env (see .env.example)`);
  });

  it.each([
    'mysql://kpi:secret@db/bi',
    'kpi:secret@db/bi',
    'host=db password=secret',
    ' postgres://kpi:secret@db/bi',
  ])('never prints a database URL: %s', async (url) => {
    const error = refusalOf({ DATABASE_URL: url });
    expect(error.message).toBe('DATABASE_URL must start with postgres:// or postgresql://');
    await dotenv(`DATABASE_URL='${url}'\n`);
    const fromFile = refusalOf({});
    for (const { message, hint, stack } of [error, fromFile]) {
      expect(`${message} ${hint} ${stack}`).not.toContain('secret');
    }
  });
});

describe('findProjectFolder', () => {
  it('finds the nearest folder upwards that has a .kpi folder or a kpi.yaml', async () => {
    const deep = join(folder, 'a/b/c');
    await mkdir(deep, { recursive: true });
    await mkdir(join(folder, '.kpi'));
    expect(findProjectFolder(deep)).toBe(folder);
    expect(findProjectFolder(folder)).toBe(folder);
    await writeFile(join(folder, 'a/kpi.yaml'), '');
    expect(findProjectFolder(deep)).toBe(join(folder, 'a'));
    await mkdir(join(deep, '.kpi'));
    expect(findProjectFolder(deep)).toBe(deep);
  });

  it('stays where it is when there is none', async () => {
    const deep = join(folder, 'a/b');
    await mkdir(deep, { recursive: true });
    expect(findProjectFolder(deep)).toBe(deep);
  });
});
