import { createServer } from 'node:net';

const DEFAULT_PORT = 54330;
const ATTEMPTS = 100;

/** The wanted port, the one of the last start (addresses in other tools stay right), then the default and up. */
export function* candidatePorts(
  wanted: number | undefined,
  last: number | undefined,
): Generator<number, void> {
  const preferred = new Set([wanted, last].filter((port) => port !== undefined));
  yield* preferred;
  for (let port = DEFAULT_PORT; port < DEFAULT_PORT + ATTEMPTS; port += 1) {
    if (!preferred.has(port)) yield port;
  }
}

/** Whether a server could listen on this port of 127.0.0.1 right now. */
export async function isPortFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}
