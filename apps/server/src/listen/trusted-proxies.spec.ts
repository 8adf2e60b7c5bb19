import { encodeFrames, FrameDecoder, framePayload } from '@chat/framing';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import { WebSocket } from 'ws';
import type { Options } from '../operation/options';
import { TestCertificates } from '../testing/test-certificates';
import { pageFolder } from '../testing/test-page';
import { startWeb, stopServers } from '../testing/test-web-server';
import { Page } from '../web/page';
import { Encryption } from './tls';
import { isRange, TrustedProxies } from './trusted-proxies';

const page = new Page(pageFolder());
const sockets: Socket[] = [];
const webSockets: WebSocket[] = [];

/** A proxy's address, and another that is as good. */
const PROXY = '127.0.0.1';
const OTHER = '127.0.0.2';

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const socket of webSockets.splice(0)) socket.on('error', () => undefined).terminate();
  await stopServers();
});

function start(options: Partial<Options> = {}, encryption?: Encryption) {
  return startWeb(page, { trustedProxy: [PROXY], nameTimeout: 1000, ...options }, encryption);
}

/** Connects from an address, and sends what it says. */
function say(port: number, localAddress: string, ...said: (string | Uint8Array)[]): Socket {
  const socket = connect({ port, host: '127.0.0.1', localAddress, allowHalfOpen: true });
  socket.on('error', () => undefined);
  for (const bytes of said) socket.write(bytes);
  sockets.push(socket);
  return socket;
}

/** The first text that comes; `undefined` if the connection ends before. */
async function answer(socket: NodeJS.ReadableStream): Promise<string | undefined> {
  const decoder = new FrameDecoder();
  for await (const chunk of socket) {
    const [frame] = decoder.push(chunk as Buffer);
    if (frame !== undefined) return Buffer.from(framePayload(frame)).toString();
  }
  return undefined;
}

const asking = [encodeFrames('Ann'), encodeFrames('/what')];
const of = (address: string): string => `PROXY TCP4 ${address} 192.0.2.9 4711 55555\r\n`;

test.each([
  ['an address', ['192.0.2.1'], '192.0.2.1', '192.0.2.2'],
  ['a network', ['192.0.2.0/24'], '192.0.2.200', '192.0.3.1'],
  ['a network of IPv6', ['2001:db8::/32'], '2001:db8:1::1', '2001:db9::1'],
  ['one of several', ['192.0.2.1', '::1'], '::1', '::2'],
])('%s is trusted', (_, ranges, proxy, other) => {
  const proxies = new TrustedProxies(ranges);
  expect([proxies.has(proxy), proxies.has(other), proxies.has('no address')]).toEqual([
    true,
    false,
    false,
  ]);
});

test.each([
  '192.0.2.0/33',
  '::/129',
  '192.0.2',
  'localhost',
  '192.0.2.1/',
  '/8',
  '',
  '192.0.2.1/8/8',
])('"%s" is no address and no network', (text) => {
  expect(isRange(text)).toBe(false);
});

test('whom a proxy names is counted, and not the proxy', async () => {
  const { server, port } = await start({ maxConnectionsPerAddress: 1 });
  const first = say(port, PROXY, of('192.0.2.1'), ...asking);
  expect(await answer(first)).toMatch('/what is not');
  expect(await answer(say(port, PROXY, of('192.0.2.2'), ...asking))).toMatch('/what is not');
  const again = say(port, PROXY, of('192.0.2.2'));
  expect(await answer(again)).toMatch('too many connections from your address');
  expect(server.traffic.disconnects.too_many_from_address).toBe(1);
});

test('byte by byte, and with a name in the same packet, a header is a header', async () => {
  const { port } = await start();
  expect(
    await answer(say(port, PROXY, Buffer.concat([Buffer.from(of('192.0.2.1')), ...asking]))),
  ).toMatch('/what is not');
  const slow = say(port, PROXY);
  for (const byte of Buffer.from(of('192.0.2.1'))) {
    slow.write(Buffer.from([byte]));
    await new Promise(setImmediate);
  }
  for (const bytes of asking) slow.write(bytes);
  expect(await answer(slow)).toMatch('/what is not');
});

test('a proxy must say for whom it connects, in time; nobody else can', async () => {
  const { server, port } = await start();
  expect(await answer(say(port, PROXY, ...asking))).toBeUndefined();
  expect(await answer(say(port, PROXY, 'PROXY TC'))).toBeUndefined();
  say(port, PROXY, 'PROXY TC').end();
  while (server.traffic.disconnects.proxy_failed < 3) await delay(5);
  expect(await answer(say(port, OTHER, ...asking))).toMatch('/what is not');
  // What looks like a header is a name.
  const name = encodeFrames(of('192.0.2.1').trim());
  expect(await answer(say(port, OTHER, name, encodeFrames('/what')))).toMatch('/what is not');
});

test('a proxy that looks whether the server is there is served as itself', async () => {
  const { port } = await start();
  const local = Buffer.from('0d0a0d0a000d0a515549540a20000000', 'hex');
  expect(await answer(say(port, PROXY, local, ...asking))).toMatch('/what is not');
});

test('before TLS, too', async () => {
  const certificates = await TestCertificates.create();
  const { port } = await start({}, new Encryption(certificates.files, 5000));
  const socket = say(port, PROXY, of('192.0.2.1'));
  await once(socket, 'connect');
  const secure = connectTls({ socket, rejectUnauthorized: false });
  for (const bytes of asking) secure.write(bytes);
  expect(await answer(secure)).toMatch('/what is not');
  certificates.remove();
});

/** Connects to the web port from an address, with `X-Forwarded-For` if it is given; whether it may. */
async function upgrade(port: number, localAddress: string, forwarded?: string): Promise<boolean> {
  const headers = forwarded === undefined ? {} : { 'X-Forwarded-For': forwarded };
  const socket = new WebSocket(`ws://127.0.0.1:${port}/chat`, { localAddress, headers });
  const [refusal] = (await Promise.race([
    once(socket, 'open'),
    once(socket, 'unexpected-response').then(([, { statusCode }]) => [statusCode as number]),
  ])) as [number | undefined];
  webSockets.push(socket);
  return refusal === undefined;
}

describe('X-Forwarded-For', () => {
  test('counts whom the last proxy names that is trusted', async () => {
    const { server, webPort } = await start({
      maxConnectionsPerAddress: 1,
      trustedProxy: [PROXY, '10.0.0.0/8'],
    });
    expect(await upgrade(webPort, PROXY, '192.0.2.1')).toBe(true);
    expect(await upgrade(webPort, PROXY, '192.0.2.1')).toBe(false);
    expect(await upgrade(webPort, PROXY, '192.0.2.66, 192.0.2.1, 10.1.1.1')).toBe(false);
    expect(await upgrade(webPort, PROXY, '192.0.2.1, 192.0.2.2, 10.1.1.1')).toBe(true);
    expect(server.webTraffic.disconnects.too_many_from_address).toBe(2);
  });

  test('counts for nothing from anybody else', async () => {
    const { webPort } = await start({ maxConnectionsPerAddress: 1 });
    expect(await upgrade(webPort, OTHER, '192.0.2.1')).toBe(true);
    expect(await upgrade(webPort, OTHER, '192.0.2.2').catch(() => false)).toBe(false);
  });

  test('that is missing, or no address, is the proxy itself', async () => {
    const { server, webPort } = await start({ maxConnectionsPerAddress: 2 });
    expect(await upgrade(webPort, PROXY)).toBe(true);
    expect(await upgrade(webPort, PROXY, 'unknown')).toBe(true);
    expect(await upgrade(webPort, PROXY, '192.0.2.1, unknown')).toBe(false);
    expect(server.webTraffic.open).toBe(2);
  });
});
