import { connect as connectSession } from '@chat/session/web';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import { pageFolder } from '../testing/test-page';
import { destroyPeers, enter, settleIn, WebPeer, type PeerOn } from '../testing/test-peer';
import { startWeb, stopServers } from '../testing/test-web-server';
import { Page } from './page';

// What every browser has, and Node from 22 on.
Object.assign(globalThis, { WebSocket });

const page = new Page(pageFolder());

afterEach(async () => {
  destroyPeers();
  await stopServers();
});

const urlOf = (port: number): string => `ws://127.0.0.1:${port}/chat`;

/** All bytes that a peer is sent from now on. */
function bytesOf({ socket }: PeerOn<Duplex>): Buffer[] {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  return chunks;
}

test('who listens on a WebSocket is sent the bytes that others are sent on TCP', async () => {
  const { port, webPort } = await startWeb(page);
  const ann = await enter(port, 'Ann');
  const ben = await settleIn(new WebPeer(urlOf(webPort)), 'Ben');
  const [onTcp, onWeb] = [
    await enter(port, 'Cay'),
    await settleIn(new WebPeer(urlOf(webPort)), 'Dan'),
  ];
  await ann.hearUntil('Dan has joined');
  await onTcp.hearUntil('Dan has joined');
  const [tcpBytes, webBytes] = [bytesOf(onTcp), bytesOf(onWeb)];
  for (const text of ['hi', '  led by spaces', '\0\xff', 'é'.repeat(99), 'x'.repeat(50_000)]) {
    ann.say(text);
    ben.say(text);
  }
  ann.say('over');
  ben.say('over');
  for (const peer of [onTcp, onWeb]) {
    // Who is last is not known.
    const first = (await peer.hearUntil('[Ann] over')).includes('[Ben] over');
    if (!first) await peer.hearUntil('[Ben] over');
  }
  expect(Buffer.concat(webBytes).equals(Buffer.concat(tcpBytes))).toBe(true);
});

test('whoever speaks on a WebSocket hears nothing of its own', async () => {
  const { webPort } = await startWeb(page);
  const ann = await settleIn(new WebPeer(urlOf(webPort)), 'Ann');
  const ben = await settleIn(new WebPeer(urlOf(webPort)), 'Ben');
  for (let index = 0; index < 100; index++) {
    ann.say(`${index}`);
    ben.say(`${index}`);
  }
  ann.say('/over');
  const heard: string[] = [];
  for (let text; !text?.startsWith('/over'); text = await ann.hear()) heard.push(text ?? '');
  expect(heard.filter((text) => text.startsWith('[Ann]'))).toEqual([]);
});

test('the session of a page chats', async () => {
  const { port, webPort } = await startWeb(page);
  const chat = await connectSession({ url: urlOf(webPort), name: 'Ann' });
  await chat.create('tea');
  await chat.join('tea');
  expect(await chat.list()).toEqual(['tea']);
  const ben = await enter(port, 'Ben', 'tea');
  chat.line('hello');
  await ben.hearUntil('[Ann] hello');
  await chat.close();
  await ben.hearUntil('Ann has left');
});

test('what came before a close frame is heard by all, and its status comes back', async () => {
  const { port, webPort } = await startWeb(page);
  const ann = await enter(port, 'Ann');
  const ben = await settleIn(new WebPeer(urlOf(webPort)), 'Ben');
  for (let index = 0; index < 500; index++) ben.say(`${index}`);
  await ben.sent();
  ben.webSocket.close(3000);
  await ann.hearUntil('[Ben] 499');
  await ann.hearUntil('Ben has left');
  expect(await ben.status).toBe(3000);
});

test('a server that stops sends what is owed, and then 1001', async () => {
  const { server, port, webPort } = await startWeb(page);
  const ann = await enter(port, 'Ann');
  const ben = await settleIn(new WebPeer(urlOf(webPort)), 'Ben');
  await ann.hearUntil('Ben has joined');
  for (let index = 0; index < 500; index++) ann.say(`${index}`);
  await ben.hearUntil('[Ann] 0');
  const closed = server.close();
  await ben.hearUntil('[Ann] 499');
  expect(await ben.status).toBe(1001);
  destroyPeers();
  await closed;
});

test('a name that is refused is explained, and then 1008', async () => {
  const { server, webPort } = await startWeb(page);
  const nobody = new WebPeer(urlOf(webPort));
  nobody.say('');
  expect(await nobody.hear()).toMatch(/name/);
  expect(await nobody.status).toBe(1008);
  while (server.connections > 0) await delay(5);
  expect(server.webTraffic.disconnects.name_refused).toBe(1);
});

test('a text message is answered with 1003, and a message above 64 KiB with 1009', async () => {
  const { server, webPort } = await startWeb(page);
  const texter = await settleIn(new WebPeer(urlOf(webPort)), 'Texter');
  texter.webSocket.send('hello');
  expect(await texter.status).toBe(1003);
  const large = await settleIn(new WebPeer(urlOf(webPort)), 'Large');
  large.webSocket.send(Buffer.alloc(64 * 1024, ' '));
  large.webSocket.send(Buffer.alloc(64 * 1024 + 1, ' '));
  expect(await large.status).toBe(1009);
  while (server.connections > 0) await delay(5);
  expect(server.webTraffic.disconnects.protocol_error).toBe(2);
});

test('a ping is answered, and who does not answer one is gone', async () => {
  const { server, port, webPort } = await startWeb(page, { tcpKeepalive: 1000 });
  const watcher = await enter(port, 'Watcher');
  const alive = await settleIn(new WebPeer(urlOf(webPort)), 'Alive');
  alive.webSocket.ping('are you there?');
  const [payload] = (await once(alive.webSocket, 'pong')) as [Buffer];
  expect(payload.toString()).toBe('are you there?');
  const dead = await settleIn(new WebPeer(urlOf(webPort), { autoPong: false }), 'Dead');
  await once(dead.webSocket, 'ping');
  await watcher.hearUntil('Dead has left');
  expect(server.webTraffic.disconnects.reset).toBe(1);
  expect(server.connections).toBe(2);
}, 60_000);

test('who reads nothing is cut off, and nobody else', async () => {
  const { server, port, webPort } = await startWeb(page, { sendQueueLimit: 1024 * 1024 });
  const ann = await enter(port, 'Ann');
  const frozen = await settleIn(new WebPeer(urlOf(webPort)), 'Frozen');
  const reader = await settleIn(new WebPeer(urlOf(webPort)), 'Reader');
  frozen.webSocket.pause();
  for (let round = 0; server.webTraffic.disconnects.slow_reader === 0; round++) {
    ann.say('x'.repeat(64 * 1024));
    ann.say(`round ${round}`);
    await reader.hearUntil(`[Ann] round ${round}`);
  }
  await ann.hearUntil('Frozen has left');
  expect(server.connections).toBe(2);
});

test('a list of any length is read slowly, in messages of at most 64 KiB', async () => {
  const { port, webPort } = await startWeb(page, { sendQueueLimit: 1024 * 1024 });
  const maker = await enter(port, 'Maker');
  for (let index = 0; index < 8000; index++) maker.say(`/create ${'c'.repeat(150)} ${index}`);
  maker.say('/over');
  await maker.hear();
  const reader = await settleIn(new WebPeer(urlOf(webPort)), 'Reader');
  const sizes: number[] = [];
  reader.webSocket.on('message', (data: Buffer) => sizes.push(data.length));
  reader.say('/list');
  reader.say('/list');
  reader.webSocket.pause();
  await delay(100);
  reader.webSocket.resume();
  reader.say('/over');
  let lines = 0;
  for (let text; !text?.startsWith('/over'); text = await reader.hear()) {
    lines += text?.split('\n').length ?? 0;
  }
  expect(lines).toBe(2 * 8001);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(64 * 1024);
  expect(sizes.every((size) => size % 200 === 0)).toBe(true);
});
