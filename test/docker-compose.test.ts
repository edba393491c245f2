/** What docker-compose.yml promises. No container runs here: the file itself is examined. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const ROOT = join(import.meta.dirname, '..');
const text = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8');

interface Service {
  readonly image: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly ports: readonly string[];
  readonly volumes?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}
const { services } = parse(text) as { services: Readonly<Record<string, Service>> };

describe('docker-compose.yml', () => {
  it('has PostgreSQL and Metabase', () => {
    expect(Object.keys(services)).toEqual(['postgres', 'metabase']);
  });

  it.each(Object.entries(services))(
    '%s is pinned, watched, and reachable from this machine only',
    (_, service) => {
      expect(service.image).toMatch(/:v?\d+\.\d+/);
      expect(service.healthcheck?.test[0]).toBe('CMD');
      for (const port of service.ports) expect(port).toMatch(/^127\.0\.0\.1:/);
    },
  );

  it('holds no password: each comes from .env and is required', () => {
    const secrets = Object.values(services).flatMap(({ environment }) =>
      Object.entries(environment).filter(([name]) => /PASS/.test(name)),
    );
    expect(secrets).toHaveLength(3);
    for (const [, value] of secrets) expect(value).toMatch(/^\$\{[A-Z_]+:\?.+\}$/);
  });

  it('starts Metabase after PostgreSQL is healthy, with its settings in a database of its own', () => {
    const { metabase, postgres } = services;
    expect(metabase?.depends_on?.['postgres']?.condition).toBe('service_healthy');
    expect(metabase?.environment).toMatchObject({ MB_DB_TYPE: 'postgres', MB_DB_DBNAME: 'metabase' });
    expect(postgres?.environment['POSTGRES_DB']).not.toBe('metabase');
    const script = postgres?.volumes?.find((volume) => volume.includes('initdb'))?.split(':')[0] ?? '';
    expect(existsSync(join(ROOT, script, 'metabase.sh'))).toBe(true);
  });
});
