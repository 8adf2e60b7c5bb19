import { encodeFrames } from '@chat/framing';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Sender } from 'ws';
import type { ChatServer } from '../server';
import { pageFolder } from '../testing/test-page';
import { destroyPeers, enter } from '../testing/test-peer';
import { startWeb, stopServers } from '../testing/test-web-server';
import { Page } from './page';

const page = new Page(pageFolder());
let server: ChatServer;
let port: number;
let webPort: number;
const sockets: Socket[] = [];

async function start(options = {}): Promise<void> {
  ({ server, port, webPort } = await startWeb(page, options));
}

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  destroyPeers();
  await stopServers();
});

const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';

/** The head of a request for a WebSocket, with headers of its own instead of, or beside, the right ones. */
function upgrade(headers: Record<string, string> = {}, first = 'GET /chat HTTP/1.1'): string {
  const all = {
    Host: `127.0.0.1:${webPort}`,
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    'Sec-WebSocket-Key': KEY,
    'Sec-WebSocket-Version': '13',
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${first}\r\n${lines.join('')}\r\n`;
}

function masked(opcode: number, payload: Uint8Array): Buffer {
  const options = { opcode, fin: true, mask: true, readOnly: true, rsv1: false };
  return Buffer.concat(Sender.frame(payload, options));
}

const say = (text: string): Buffer => masked(2, encodeFrames(text));

/** A connection to the web port, and what it has been sent. */
class Raw {
  readonly socket = connect({ port: webPort, host: '127.0.0.1', allowHalfOpen: true });
  readonly closed = once(this.socket, 'end').catch(() => undefined);
  text = '';

  constructor(...said: (string | Uint8Array)[]) {
    sockets.push(this.socket);
    this.socket.on('data', (chunk) => (this.text += chunk.toString('latin1')));
    this.socket.on('error', () => undefined);
    for (const bytes of said) this.socket.write(bytes);
  }

  async hears(what: RegExp): Promise<void> {
    while (!what.test(this.text)) await once(this.socket, 'data');
  }
}

test('a client that sends all at once, or byte by byte, is answered', async () => {
  await start();
  const bytes = Buffer.concat([Buffer.from(upgrade()), say('Ann'), say('/what')]);
  await new Raw(bytes).hears(/\/what is not a valid/);
  const slow = new Raw();
  for (const byte of bytes) {
    slow.socket.write(Buffer.from([byte]));
    await new Promise(setImmediate);
  }
  await slow.hears(/\/what is not a valid/);
  expect(slow.text).toMatch(
    /^HTTP\/1\.1 101 Switching Protocols\r\n[^]*Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK\+xOo=\r\n\r\n/,
  );
});

test.each([
  ['another path', () => upgrade({}, 'GET /chats HTTP/1.1'), 404],
  ['another method', () => upgrade({}, 'POST /chat HTTP/1.1'), 405],
  ['another protocol', () => upgrade({ Upgrade: 'h2c' }), 400],
  ['another version', () => upgrade({ 'Sec-WebSocket-Version': '8' }), 426],
  ['an old HTTP', () => upgrade({}, 'GET /chat HTTP/1.0'), 400],
  ['no key', () => upgrade({ 'Sec-WebSocket-Key': 'short' }), 400],
  ['the page of a stranger', () => upgrade({ Origin: 'https://stranger.example' }), 403],
  ['a page of no host', () => upgrade({ Origin: 'null' }), 403],
  ['another port of this host', () => upgrade({ Origin: 'http://127.0.0.1:1' }), 403],
  [
    'a name that a stranger has had point here',
    () => upgrade({ Host: 'stranger.example', Origin: 'http://stranger.example' }),
    403,
  ],
  [
    'a host that is more than that',
    () => upgrade({ Host: 'localhost/?@', Origin: 'http://localhost' }),
    403,
  ],
  ['a request of no sense', () => 'what?\r\n\r\n', 400],
  ['a head above 16 KiB', () => upgrade({ More: 'x'.repeat(16 * 1024) }), 431],
  ['a head above 16 KiB that never ends', () => `GET / HTTP/1.1\r\n${'x'.repeat(17_000)}`, 431],
])('%s is answered and closed', async (_, request, status) => {
  await start();
  const raw = new Raw(request());
  await raw.closed;
  expect(raw.text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} .*\r\n`));
  while (server.placesTaken > 0) await delay(5);
});

test.each([
  ['of this host', () => `http://127.0.0.1:${webPort}`, () => `127.0.0.1:${webPort}`],
  ['of a listed name', () => 'https://chat.example.org', () => 'chat.example.org'],
  [
    'of a listed name behind a proxy that names the port',
    () => 'https://chat.example.org',
    () => 'chat.example.org:443',
  ],
  ['of an IPv6 address', () => 'http://[::1]:8080', () => '[::1]:8080'],
])('a page %s may connect', async (_, origin, host) => {
  await start({ webOrigin: ['chat.example.org'] });
  await new Raw(upgrade({ Origin: origin(), Host: host() })).hears(/^HTTP\/1\.1 101 /);
});

test('what is no request, though it looks like one, is closed', async () => {
  await start();
  const raw = new Raw('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
  await raw.closed;
  expect(raw.text).toBe('');
});

test('one request is answered, however many come at once', async () => {
  await start();
  const raw = new Raw('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(1000));
  await raw.closed;
  expect(raw.text.match(/HTTP\/1\.1 /g)).toHaveLength(1);
});

test.each<[string, string | Uint8Array]>([
  ['TLS', Buffer.from('16030100a5010000a10303', 'hex')],
  ['frames', encodeFrames('SCOTT')],
  ['frames with a name of two words', encodeFrames('Scott Tiger')],
  ['an answer', 'HTTP/1.1 200 OK\r\n'],
])('who speaks %s is told at once that it is no request', async (_, bytes) => {
  await start();
  const raw = new Raw(bytes);
  await raw.closed;
  expect(raw.text).toMatch(/^HTTP\/1\.1 400 /);
});

test('half a request takes a place until its time is over', async () => {
  await start({ nameTimeout: 300, maxConnections: 10 });
  const halves = Array.from({ length: 10 }, () => new Raw(upgrade().slice(0, 50)));
  while (server.placesTaken < 10) await delay(5);
  const refused = new Raw();
  await refused.closed;
  expect(refused.text).toMatch(
    /^HTTP\/1\.1 503 [^]*\r\n\r\nThe server is full\. Try again later\.\n$/,
  );
  await Promise.all(halves.map(({ closed }) => closed));
  for (const { text } of halves) expect(text).toMatch(/^HTTP\/1\.1 408 /);
  while (server.placesTaken > 0) await delay(5);
  expect(server.webTraffic.disconnects).toMatchObject({
    request_timeout: 10,
    too_many_connections: 1,
  });
});

test('who has upgraded and says no name is told so, and closed with 1008', async () => {
  await start({ nameTimeout: 300 });
  const silent = new Raw(upgrade());
  await silent.closed;
  expect(silent.text).toMatch(/No name came in time\./);
  expect(silent.text.slice(-4)).toBe('\x88\x02\x03\xf0');
});

test('a connection cut anywhere is over, and whoever was in a channel has left, once', async () => {
  await start();
  const watcher = await enter(port, 'Watcher');
  const bytes = Buffer.concat([Buffer.from(upgrade()), say('Cut'), say('/join c'), say('hello')]);
  let joined = 0;
  for (let end = 1; end < bytes.length; end += 11) {
    const raw = new Raw(bytes.subarray(0, end));
    await once(raw.socket, 'connect');
    if (end % 2 === 0) raw.socket.end();
    else raw.socket.resetAndDestroy();
    while (server.webTraffic.connectionsMade < joined + 1 || server.placesTaken > 1) await delay(1);
    joined++;
  }
  watcher.say('/over');
  const heard: string[] = [];
  for (let text; !text?.startsWith('/over'); text = await watcher.hear()) heard.push(text ?? '');
  const count = (what: string): number => heard.filter((text) => text === what).length;
  expect(count('Cut has left')).toBe(count('Cut has joined'));
  expect(server.connections).toBe(1);
});

test('many pings are answered by one pong at a time, and never inside a message', async () => {
  await start();
  const pings = Array.from({ length: 5000 }, () => masked(9, Buffer.from('?')));
  const raw = new Raw(upgrade(), Buffer.concat([say('Ann'), ...pings, say('/over')]));
  await raw.hears(/\/over is not/);
  const [, , body = ''] = raw.text.split(/(\r\n\r\n)/);
  const pongs = body.slice(0, body.indexOf('\x82'));
  expect(pongs).toBe('\x8a\x01?'.repeat(pongs.length / 3));
  expect(pongs.length).toBeGreaterThan(0);
  expect(pongs.length).toBeLessThan(300);
  expect(body.slice(pongs.length)).toMatch(/^.~.\xc8\/over/s);
});

test('a server that stops waits for no request, and tells nobody less', async () => {
  await start();
  const half = new Raw('GET / HT');
  const open = new Raw(upgrade(), say('Ann'), say('/what'));
  await open.hears(/\/what is not/);
  const closed = server.close();
  await Promise.all([half.closed, open.closed]);
  expect(half.text).toBe('');
  expect(open.text.slice(-4)).toBe('\x88\x02\x03\xe9');
  for (const socket of sockets) socket.destroy();
  await closed;
});
