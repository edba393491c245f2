/** A kpi process in short: takes a session, says so, and releases it when its standard input ends. */
import { once } from 'node:events';
import { ensureServer, startServer } from '../../../../src/db/embedded/ensure-server.ts';
import { serverStatus } from '../../../../src/db/embedded/server-status.ts';

const [home = '', mode = 'auto'] = process.argv.slice(2);
try {
  if (mode === 'kept') {
    await startServer({ home });
    report(await serverStatus(home));
  } else {
    const session = await ensureServer({ home, mode: 'auto' });
    report({ ...(await serverStatus(home)), url: session.url });
    process.stdin.resume();
    await once(process.stdin, 'end');
    await session.release();
  }
} catch (error) {
  report({ error: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
}

function report(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
