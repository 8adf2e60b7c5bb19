import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { reach } from './tcp';

const never = () => new AbortController().signal;

async function listen(host: string) {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  return { server, port: String((server.address() as AddressInfo).port) };
}

/** Ends both sides of a connection. */
async function close(socket: Socket, server: Server): Promise<void> {
  socket.destroy();
  server.close();
  await once(server, 'close');
}

test.each([
  ['127.0.0.1', '127.0.0.1'],
  ['::1', '::1'],
  ['localhost', '127.0.0.1'],
])('%s is reached', async (host, listening) => {
  const { server, port } = await listen(listening);
  const socket = await reach({ host, port }, never());
  expect(socket.remoteAddress).toBe(listening);
  await close(socket, server);
});

test('the fault is that of the system, or why it was given up', async () => {
  const { server, port } = await listen('127.0.0.1');
  server.close();
  await once(server, 'close');
  await expect(reach({ host: '127.0.0.1', port }, never())).rejects.toMatchObject({
    code: 'ECONNREFUSED',
  });
  const aborted = AbortSignal.abort(new Error('enough'));
  await expect(reach({ host: 'nowhere.invalid', port }, aborted)).rejects.toThrow('enough');
});

const hex = (port = 0): string => `:${port.toString(16).toUpperCase().padStart(4, '0')}`;

/** In how many hundredths of a second the system asks whether the other side is there, if it does. */
async function keepaliveOf({ localPort, remotePort }: Socket): Promise<number | undefined> {
  for (;;) {
    const lines = readFileSync('/proc/self/net/tcp', 'latin1').split('\n');
    const [timer, left = ''] =
      lines
        .map((line) => line.trim().split(/\s+/))
        .find(
          ([, local, remote]) =>
            local?.endsWith(hex(localPort)) && remote?.endsWith(hex(remotePort)),
        )
        ?.at(5)
        ?.split(':') ?? [];
    if (timer === '02') return parseInt(left, 16);
    // Something is not acknowledged yet.
    if (timer !== '01') return undefined;
    await delay(5);
  }
}

test('asks a silent server after a minute whether it is there', async () => {
  const { server, port } = await listen('127.0.0.1');
  const socket = await reach({ host: '127.0.0.1', port }, never());
  const left = await keepaliveOf(socket);
  await close(socket, server);
  expect(left).toBeGreaterThan(30 * 100);
  expect(left).toBeLessThanOrEqual(60 * 100);
});
