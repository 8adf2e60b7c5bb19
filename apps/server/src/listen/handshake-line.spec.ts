import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectPlain, type Socket } from 'node:net';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import type { Options } from '../operation/options';
import { ChatServer } from '../server';
import { selfSign, TestCertificates } from '../testing/test-certificates';
import { clientHello, RETRIES } from '../testing/test-hello';
import { Encryption } from './tls';

/** Handshakes that may be under way and have not asked for a signature yet. */
const RETRYING = 2;

let certificates: TestCertificates;
let server: ChatServer;
let port: number;
const sockets: Socket[] = [];

beforeAll(async () => {
  certificates = await TestCertificates.create();
  // A signature of this key takes most of the millisecond of one turn, or more.
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 3072 });
  const pem = { format: 'pem' } as const;
  certificates.install(
    await selfSign('server', {
      keyPair: {
        privateKey: privateKey.export({ type: 'pkcs8', ...pem }).toString(),
        publicKey: publicKey.export({ type: 'spki', ...pem }).toString(),
      },
      keyType: 'rsa',
    }),
  );
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await server.close();
});

afterAll(() => {
  certificates.remove();
});

async function start(options: Partial<Options> = {}): Promise<void> {
  const { nameTimeout = Infinity } = options;
  server = new ChatServer(options, {
    encryption: new Encryption(certificates.files, nameTimeout),
  });
  ({ port } = await server.listen(0));
}

/** A connection that the server has accepted, from a loopback address. */
async function accepted(localAddress = '127.0.0.1'): Promise<Socket> {
  const made = server.traffic.connectionsMade;
  const socket = connectPlain({ port, host: '127.0.0.1', localAddress });
  sockets.push(socket.on('error', () => undefined));
  await once(socket, 'connect');
  while (server.traffic.connectionsMade === made) await new Promise(setImmediate);
  return socket;
}

async function crowd(count: number): Promise<Socket[]> {
  const all: Socket[] = [];
  while (all.length < count) all.push(await accepted());
  return all;
}

/** A client through its handshake. */
async function secured(options: ConnectionOptions = {}): Promise<TLSSocket> {
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options });
  sockets.push(socket.on('error', () => undefined));
  await once(socket, 'secureConnect');
  return socket;
}

test('however many send a ClientHello at once, each turn makes one signature', async () => {
  await start();
  const hello = await clientHello();
  const all = await crowd(50);
  // However fast this machine signs, it has taken the millisecond of a turn.
  let time = 0;
  const clock = jest.spyOn(performance, 'now').mockImplementation(() => ++time);
  let answered = 0;
  for (const socket of all) socket.once('data', () => answered++);
  for (const socket of all) socket.write(hello);
  let most = 0;
  while (answered < all.length) {
    const before = answered;
    await new Promise(setImmediate);
    most = Math.max(most, answered - before);
  }
  clock.mockRestore();
  expect(most).toBe(1);
});

test('many of one address delay the handshake of another by one', async () => {
  await start();
  const hello = await clientHello();
  const all = await crowd(50);
  const other = await accepted('127.0.0.2');
  let answered = 0;
  for (const socket of all) socket.once('data', () => answered++);
  for (const socket of all) socket.write(hello);
  // The line has begun.
  while (answered === 0) await new Promise(setImmediate);
  const before = answered;
  other.write(hello);
  await once(other, 'data');
  expect(answered - before).toBeLessThan(10);
});

test('who is to be accepted does not wait for a signature each', async () => {
  await start();
  const hello = await clientHello();
  const all = await crowd(50);
  let answered = 0;
  for (const socket of all) socket.once('data', () => answered++);
  for (const socket of all) socket.write(hello);
  while (answered === 0) await new Promise(setImmediate);
  const made = server.traffic.connectionsMade;
  for (let count = 0; count < 40; count++) sockets.push(connectPlain(port, '127.0.0.1'));
  while (server.traffic.connectionsMade < made + 40) await new Promise(setImmediate);
  expect(answered).toBeLessThan(25);
});

test('a ClientHello in single bytes is answered when it is there as a whole, and delays nobody', async () => {
  await start();
  const hello = await clientHello();
  const slow = (await accepted()).setNoDelay();
  let answered = false;
  slow.once('data', () => (answered = true));
  for (const byte of hello.subarray(0, -1)) {
    slow.write(Buffer.from([byte]));
    await new Promise(setImmediate);
  }
  await secured();
  expect(answered).toBe(false);
  slow.write(hello.subarray(-1));
  await once(slow, 'data');
});

test('two of those that need a second ClientHello are under way at once, and delay no others', async () => {
  await start();
  const hello = await clientHello(RETRIES);
  const all = await crowd(6);
  const asked: Socket[] = [];
  for (const socket of all) socket.once('data', () => asked.push(socket));
  for (const socket of all) socket.write(hello);
  while (asked.length < RETRYING) await new Promise(setImmediate);
  await secured();
  expect(asked).toHaveLength(RETRYING);
  // They have two seconds, then the next two are asked.
  await Promise.all(asked.map((socket) => once(socket, 'close')));
  while (asked.length < 2 * RETRYING) await new Promise(setImmediate);
  expect(server.traffic.disconnects.tls_failed).toBe(RETRYING);
  for (const socket of all) socket.destroy();
  await secured(RETRIES);
});

test('who waits for too long is closed', async () => {
  await start({ nameTimeout: 100 });
  const hello = await clientHello();
  const half = await accepted();
  half.write(hello.subarray(0, 50));
  await once(half.resume(), 'close');
  while (server.traffic.disconnects.tls_failed === 0) await new Promise(setImmediate);
});

test.each([
  ['as it sends its ClientHello', (socket: Socket) => socket.end()],
  ['when it has the answer', (socket: Socket) => once(socket, 'data').then(() => socket.end())],
])('who closes %s is let go', async (_, close) => {
  await start();
  const hello = await clientHello();
  for (const socket of await crowd(10)) {
    socket.write(hello);
    await close(socket);
    socket.resume();
  }
  while (server.placesTaken > 0) await new Promise(setImmediate);
});

test('whoever says more than a ClientHello before the answer is closed', async () => {
  await start();
  const socket = await accepted();
  socket.write(Buffer.concat([(await clientHello()).subarray(0, -1), Buffer.alloc(20_000)]));
  await once(socket.resume(), 'close');
});

test('the key is not used again on one connection, nor to decrypt', async () => {
  await start();
  const old: ConnectionOptions = { maxVersion: 'TLSv1.2' };
  const again = await secured(old);
  again.renegotiate({}, () => undefined);
  const [error] = (await once(again, 'error')) as [Error];
  expect(error.message).toContain('no renegotiation');
  await expect(secured({ ...old, ciphers: 'AES128-GCM-SHA256' })).rejects.toThrow();
  await secured({ ...old, ciphers: 'ECDHE-RSA-AES128-GCM-SHA256' });
});
