import { once } from 'node:events';
import { createServer } from 'node:net';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { Killable } from './killable';

/** Calls us and says one byte again and again. */
const TALKER = `const s = require('net').connect(process.argv[1]); setInterval(() => s.write('.'), 5)`;

const server = createServer();
let program: Killable;

beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'));
afterAll(() => server.close());
afterEach(() => program.end('SIGKILL'));

async function start(): Promise<Socket> {
  const { port } = server.address() as AddressInfo;
  program = new Killable([process.execPath, '-e', TALKER, String(port)]);
  const called = once(server, 'connection') as Promise<[Socket]>;
  program.begin();
  const [socket] = await called;
  socket.on('error', () => undefined);
  return socket;
}

test('it stands still and goes on', async () => {
  const socket = await start();
  await once(socket, 'data');
  await program.pause();
  // A sign of life of ours goes around meanwhile.
  socket.removeAllListeners('data');
  let heard = 0;
  socket.on('data', () => heard++);
  await turn();
  heard = 0;
  for (let round = 0; round < 20; round++) await turn();
  expect(heard).toBe(0);
  program.resume();
  await once(socket, 'data');
});

test.each(['SIGTERM', 'SIGKILL'] as const)(
  'it ends by %s while it stands still',
  async (signal) => {
    const socket = await start();
    await program.pause();
    await program.end(signal);
    expect(program.pid).toBeUndefined();
    if (!socket.closed) await once(socket.resume(), 'close');
    program.begin();
    expect(program.pid).toBeDefined();
  },
);

test('who waits for one that has ended is told its last words', async () => {
  program = new Killable([process.execPath, '-e', 'console.error("No room."); process.exit(1)']);
  program.begin();
  await expect(program.until(() => Promise.resolve(false))).rejects.toThrow(
    /^It has ended: .*No room\.\n$/,
  );
});

/** A connection of ours to ourselves: a turn of the network that others have had too. */
async function turn(): Promise<void> {
  const { port } = server.address() as AddressInfo;
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const socket = connect(port, '127.0.0.1');
  const [other] = await accepted;
  socket.destroy();
  if (!other.closed) await once(other.resume(), 'close');
}
