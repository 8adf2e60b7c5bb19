import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { reach } from './reach';

const never = () => new AbortController().signal;

async function listen(host: string) {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  return { server, port: String((server.address() as AddressInfo).port) };
}

test.each(['::1', '[::1]'])('%s is an address', async (host) => {
  const { server, port } = await listen('::1');
  const socket = await reach({ host, port }, never());
  expect(socket.remoteAddress).toBe('::1');
  socket.destroy();
  server.close();
  await once(server, 'close');
});

test('says why a host is not reached', async () => {
  const { server, port } = await listen('127.0.0.1');
  server.close();
  await once(server, 'close');
  await expect(reach({ host: '127.0.0.1', port }, never())).rejects.toThrow(
    'It refuses the connection: perhaps no server is running there.',
  );
  await expect(reach({ host: 'nowhere.invalid', port }, never())).rejects.toThrow(
    /^(There is no host of that name|The name cannot be looked up now)\.$/,
  );
  const aborted = AbortSignal.abort(new Error('enough'));
  await expect(reach({ host: 'nowhere.invalid', port }, aborted)).rejects.toThrow('enough');
});
