/** `server.json`: what has to be remembered between runs. Whether the server runs, `postmaster.pid` knows. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Home } from './home.ts';

/** `auto`: the last process out stops it. `kept`: it runs until `kpi db stop`. */
export type ServerMode = 'auto' | 'kept';

export interface ServerState {
  readonly mode: ServerMode;
  /** The port of the last start, to be tried again at the next. */
  readonly port: number;
  readonly pid: number;
  /** E.g. "18.4". */
  readonly version: string;
  /** Elsewhere than in the home folder where PostgreSQL's account cannot enter that. */
  readonly dataDir: string;
}

/** Undefined when there is none, or none that can be used: everything in it can be found anew. */
export function readState(home: Home): ServerState | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(home.stateFile, 'utf8'));
    return isState(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function writeState(home: Home, state: ServerState): void {
  const prepared = `${home.stateFile}.new`;
  writeFileSync(prepared, `${JSON.stringify(state, undefined, 2)}\n`);
  renameSync(prepared, home.stateFile);
}

function isState(value: unknown): value is ServerState {
  if (typeof value !== 'object' || value === null) return false;
  const state: Partial<Record<keyof ServerState, unknown>> = value;
  return (
    (state.mode === 'auto' || state.mode === 'kept') &&
    Number.isInteger(state.port) &&
    Number.isInteger(state.pid) &&
    typeof state.version === 'string' &&
    typeof state.dataDir === 'string'
  );
}
