import { concatBytes, FrameDecoder, framePayload, frameText } from '@chat/framing';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { ModelServer, RIGHT } from './testing/model-server';
import { fenceWordIn } from './index';
import { connect, type Chat } from './web';

// What every browser has, and Node from 22 on.
Object.assign(globalThis, { WebSocket });

let server: WebSocketServer;
let url: string;
/** The sizes of the messages that came. */
let sizes: number[];
const chats: Chat[] = [];

/** Sends a reply in pieces that are no frames. */
function answer(socket: WebSocket, bytes: Uint8Array): void {
  socket.send(bytes.subarray(0, 7));
  socket.send(bytes.subarray(7));
}

beforeEach(async () => {
  sizes = [];
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket) => {
    const model = new ModelServer(RIGHT);
    socket.on('message', (data: Buffer, isBinary) => {
      expect(isBinary).toBe(true);
      sizes.push(data.length);
      for (const frame of model.receive(data)) answer(socket, frame);
    });
  });
  await once(server, 'listening');
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  await Promise.all(chats.splice(0).map((chat) => chat.close()));
  for (const client of server.clients) client.terminate();
  server.close();
  await once(server, 'close');
});

async function enter(): Promise<Chat> {
  const chat = await connect({ url, name: 'Ann' });
  chats.push(chat);
  return chat;
}

/** The next socket that connects. */
async function accepted(): Promise<WebSocket> {
  const [socket] = (await once(server, 'connection')) as [WebSocket];
  return socket;
}

test('calls answer, over binary messages cut anywhere', async () => {
  const ann = await enter();
  await ann.create('tea');
  await expect(ann.list()).resolves.toEqual(['tea']);
  await expect(ann.join('nowhere')).rejects.toMatchObject({ code: 'ERR_REFUSED' });
  ann.line('/nope');
  await expect(ann.next()).resolves.toMatchObject({ value: { type: 'refused' } });
});

test('sends messages of at most 64 KiB, of whole frames', async () => {
  const accepting = accepted();
  const ann = await enter();
  const socket = await accepting;
  const frames: Uint8Array[] = [];
  const decoder = new FrameDecoder();
  socket.on('message', (data: Buffer) => frames.push(...decoder.push(data)));
  ann.line('x'.repeat(150_000));
  await ann.list();
  expect(Math.max(...sizes)).toBe(65_400);
  expect(sizes.every((size) => size % 200 === 0)).toBe(true);
  const said = frames.map((frame) => Buffer.from(framePayload(frame)).toString()).join('');
  expect(/x+/.exec(said)?.[0]).toHaveLength(150_000);
});

test('a tap is shown each message of each connection, before anything comes of it', async () => {
  const taps: (readonly [direction: string, message: Uint8Array])[][] = [];
  const accepting = accepted();
  const ann = await connect({
    url,
    name: 'Ann',
    reconnect: true,
    tap: () => {
      const tape: (typeof taps)[number] = [];
      taps.push(tape);
      return {
        sent: (message) => tape.push(['sent', message]),
        received: (message) => tape.push(['received', message]),
      };
    },
  });
  chats.push(ann);
  await ann.list();
  const [name, call, ...received] = taps[0] ?? [];
  expect([name?.[1].length, call?.[1].length]).toEqual([200, 600]);
  const frames = [name, call].flatMap((sent) =>
    new FrameDecoder().push(sent?.[1] ?? new Uint8Array()),
  );
  const [first, word, command, last] = frames.map(frameText);
  expect([first, command]).toEqual(['Ann', '/list']);
  // Three replies, each in two pieces.
  expect(received.map(([direction, { length }]) => `${direction} ${length}`)).toEqual(
    Array.from({ length: 3 }, () => ['received 7', 'received 193']).flat(),
  );
  const replies = new FrameDecoder().push(concatBytes(received.map(([, message]) => message)));
  expect(replies.map((reply) => fenceWordIn(frameText(reply)))).toEqual([word, undefined, last]);
  expect([word, command, last].map((line = '') => fenceWordIn(line))).toEqual([
    word,
    undefined,
    last,
  ]);

  (await accepting).close();
  await ann.next();
  await ann.next();
  expect(taps).toHaveLength(2);
  expect(taps[1]).toHaveLength(1);
});

test('a server that is not there cannot be connected to', async () => {
  await expect(connect({ url: 'ws://127.0.0.1:1', name: 'Ann' })).rejects.toMatchObject({
    code: 'ERR_CANNOT_CONNECT',
    message: 'Unable to connect to ws://127.0.0.1:1',
  });
});

test('a server that goes ends the events with an error', async () => {
  const accepting = accepted();
  const ann = await enter();
  (await accepting).close();
  await expect(ann.next()).rejects.toMatchObject({ code: 'ERR_DISCONNECTED' });
});

test('a server that sends text is none', async () => {
  const accepting = accepted();
  const ann = await enter();
  (await accepting).send('hello');
  await expect(ann.next()).rejects.toMatchObject({ code: 'ERR_DISCONNECTED' });
});

test('closing ends the events', async () => {
  const ann = await enter();
  const reading = ann.next();
  await ann.close();
  await expect(reading).resolves.toMatchObject({ done: true });
});
