import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { afterAll } from 'vitest';

/**
 * A way to the server at `url` that loses the connection after it has brought a message to the server and
 * before the answer comes back, or already before it has. The first `spared` messages of that text pass.
 */
export async function lossyProxy(
  url: string,
  message: string,
  spared: number,
  lose: 'answer' | 'message' = 'answer',
): Promise<string> {
  const { hostname, port } = new URL(url);
  let seen = 0;
  const proxy: Server = createServer((client) => {
    const server = connect(Number(port || '5432'), hostname);
    let lost = false;
    client.on('data', (bytes) => {
      if (bytes.includes(message)) lost = (seen += 1) === spared + 1;
      if (lost && lose === 'message') client.destroy();
      else server.write(bytes);
    });
    server.on('data', (bytes) => {
      if (lost) client.destroy();
      else client.write(bytes);
    });
    client.on('close', () => server.destroy());
    server.on('close', () => client.destroy());
    for (const socket of [client, server]) socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  afterAll(() => new Promise((resolve) => proxy.close(resolve)));
  const through = new URL(url);
  through.host = `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  return through.toString();
}
