import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { TestCertificates } from '../testing/test-certificates';
import { clientHello } from '../testing/test-hello';
import { killPrograms, Program, socketsOf } from '../testing/test-program';

/** Connections of each kind, and how many of them are there at once. */
const HOSTILE = 1250;
const AT_ONCE = 250;

let certificates: TestCertificates;

beforeAll(async () => {
  certificates = await TestCertificates.create();
});

afterEach(async () => {
  await killPrograms();
});

afterAll(() => {
  certificates.remove();
});

/** Makes one connection, which ends by itself. */
async function visit(port: number, behave: (socket: Socket) => void): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.once('connect', () => {
    behave(socket);
  });
  return new Promise((resolve) =>
    socket.resume().once('close', () => {
      resolve();
    }),
  );
}

async function visits(port: number, behave: (socket: Socket) => void): Promise<void> {
  await Promise.all(Array.from({ length: AT_ONCE }, () => visit(port, behave)));
}

const reset = (socket: Socket): void => {
  socket.resetAndDestroy();
};

test.each([
  ['TCP', []],
  ['TLS', ['cert', 'key']],
] as const)(
  'over %s, every place of 5000 hostile connections is given back',
  async (_, tls) => {
    const files = tls.map((name) => `--tls-${name}=${certificates.files[name]}`);
    const program = new Program(['0', '--admin-port=0', `--max-connections=${AT_ONCE}`, ...files]);
    const port = await program.port();
    await program.logs(/Admin port/);
    const before = socketsOf(program.pid).length;
    expect(await program.metric('chat_places_taken')).toBe(0);
    const hello = await clientHello();
    for (let made = 0; made < HOSTILE; made += AT_ONCE) {
      // They are reset before they are accepted.
      program.signal('SIGSTOP');
      await visits(port, reset);
      program.signal('SIGCONT');
      await visits(port, (socket) =>
        socket.write(hello.subarray(0, 100), () => {
          reset(socket);
        }),
      );
      await visits(port, (socket) => socket.end(Buffer.concat([hello, hello])));
      await visits(port, (socket) => socket.end());
    }
    while ((await program.metric('chat_places_taken')) > 0);
    expect(await program.metric('chat_connections_total')).toBeGreaterThan(HOSTILE);
    while (socketsOf(program.pid).length > before) await delay(5);
  },
  60_000,
);
