/** The server as a child of this process, until it is up or this process ends. */
import type { ChildProcess } from 'node:child_process';
import { closeSync } from 'node:fs';
import type { DatabaseError } from '../../errors.ts';
import type { Home } from './home.ts';
import { pause } from './pause.ts';
import { startProgram, type Program } from './program.ts';
import { openLog } from './server-log.ts';

const PATIENCE_MS = 10_000;

export class ServerProcess {
  /** Set when it could not even be started. */
  failure: DatabaseError | undefined;
  ended = false;
  private readonly child: ChildProcess | undefined;

  constructor(program: Program, home: Home) {
    const log = openLog(home);
    this.child = startProgram(program, ['ignore', log, log], (error) => (this.failure = error));
    closeSync(log);
    this.child?.once('exit', () => (this.ended = true));
    this.child?.unref(); // it outlives this process
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** A fast shutdown; if that takes too long, an immediate one, from which the next start recovers. */
  async stop(): Promise<void> {
    if (this.child?.pid === undefined) return;
    this.child.kill('SIGINT');
    const deadline = performance.now() + PATIENCE_MS;
    let urged = false;
    while (!this.ended) {
      if (!urged && performance.now() > deadline) urged = this.child.kill('SIGQUIT');
      await pause(5);
    }
  }
}
