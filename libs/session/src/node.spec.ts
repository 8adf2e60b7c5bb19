import { spawnSync } from 'node:child_process';
import { createServer } from 'node:tls';
import { once } from 'node:events';
import { Socket, type AddressInfo } from 'node:net';
import { generate } from 'selfsigned';
import { connect, type Chat, type ChatEvent } from './node';
import {
  type Command,
  mutant,
  OURS,
  PYTHON,
  run,
  serve,
  type RunningServer,
} from './testing/servers';
import { ModelServer, RIGHT } from './testing/model-server';

const host = '127.0.0.1';

jest.setTimeout(20_000);

let server: RunningServer;
const chats: Chat[] = [];

async function enter(name: string): Promise<Chat> {
  const chat = await connect({ host, port: server.port, name });
  chats.push(chat);
  return chat;
}

/** The first event of a type. */
async function next(chat: Chat, type: ChatEvent['type']): Promise<ChatEvent> {
  for await (const event of chat) if (event.type === type) return event;
  throw new Error(`no ${type}`);
}

afterEach(async () => {
  await Promise.all(chats.splice(0).map((chat) => chat.close()));
  await server.stop();
});

const hasPython = spawnSync('python3', ['--version']).status === 0;

describe.each([
  ['ours', OURS],
  ...(hasPython ? [['the one in Python', PYTHON] as [string, Command]] : []),
  ...[
    'none',
    'greets-newcomers',
    'tells-a-member-of-its-own-join',
    'names-the-whole-line-in-the-error',
    'does-not-answer-an-empty-list',
    'cuts-long-texts-off',
    'lists-in-the-order-of-creation',
    'relays-newlines',
    'strips-leading-spaces',
  ].map((name): [string, Command] => [name, mutant(name)]),
])('with a server: %s', (_, command) => {
  test('calls answer, and what is said arrives', async () => {
    server = await run(command);
    const [ann, ben] = [await enter('Ann'), await enter('Ben')];
    await expect(ann.list()).resolves.toEqual([]);
    await ann.create('tea room');
    expect(ann.channel).toBe('tea room');
    await expect(ben.join('nowhere')).rejects.toMatchObject({
      code: 'ERR_REFUSED',
      message: "No channel named nowhere exists. Try '/create nowhere'?",
    });
    await ben.join('tea room');
    await expect(ben.create('tea room')).rejects.toMatchObject({
      message: 'Room tea room already exists, so cannot be created.',
    });
    await ben.create('z'.repeat(100));
    await expect(ben.create('z'.repeat(190))).resolves.toBeUndefined();
    await ben.join('tea room');
    await expect(next(ann, 'joined')).resolves.toMatchObject({ name: 'Ben' });
    ben.say('hello');
    await expect(next(ann, 'message')).resolves.toMatchObject({ from: 'Ben', text: 'hello' });
    ann.line('/list');
    await expect(next(ann, 'listing')).resolves.toMatchObject({
      names: expect.arrayContaining(['tea room']) as unknown,
    });
  });
});

test('a long refusal is one, in the words of our server', async () => {
  server = await run(OURS);
  const ann = await enter('Ann');
  const name = 'x '.repeat(90) + 'y';
  await expect(ann.join(name)).rejects.toMatchObject({
    message: `No channel named ${name} exists. Try '/create ${name}'?`,
  });
});

describe('where no word is refused', () => {
  // Sockets know nothing of these timers.
  beforeEach(() => {
    jest.useFakeTimers({
      doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance', 'Date'],
    });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  test('a bare /join is, and tells where the answers are', async () => {
    server = await serve({ ...RIGHT, refusesWords: false });
    const ann = await enter('Ann');
    const created = ann.create('tea');
    jest.advanceTimersByTime(3_000);
    await created;
    await expect(ann.join('nowhere')).rejects.toMatchObject({ code: 'ERR_REFUSED' });
    await expect(ann.list()).resolves.toEqual(['tea']);
  });

  test('and a bare /join neither, calls reject after 10 seconds', async () => {
    server = await serve({ ...RIGHT, refusesWords: false, refusesBareJoins: false });
    const ann = await enter('Ann');
    const call = ann.create('tea');
    jest.advanceTimersByTime(10_000);
    await expect(call).rejects.toMatchObject({ code: 'ERR_NO_ANSWER' });
  });
});

test('says what was said before it closes', async () => {
  server = await run(OURS);
  const [ann, ben] = [await enter('Ann'), await enter('Ben')];
  await ann.create('tea');
  await ben.join('tea');
  for (let count = 0; count < 500; count++) ben.say(`${count}`);
  await ben.close();
  const texts: string[] = [];
  for await (const event of ann) {
    if (event.type === 'message') texts.push(event.text);
    if (event.type === 'left') break;
  }
  expect(texts).toEqual(Array.from({ length: 500 }, (_, count) => `${count}`));
});

test('a server that is not there cannot be connected to', async () => {
  server = await serve(RIGHT);
  const { port } = server;
  await server.stop();
  await expect(connect({ host, port, name: 'Ann' })).rejects.toMatchObject({
    code: 'ERR_CANNOT_CONNECT',
    message: `Unable to connect to 127.0.0.1:${port}`,
    cause: { code: 'ECONNREFUSED' },
  });
});

test('a server that is silent is asked every minute whether it is there', async () => {
  server = await serve(RIGHT);
  const asks = jest.spyOn(Socket.prototype, 'setKeepAlive');
  await enter('Ann');
  expect(asks).toHaveBeenCalledWith(true, 60_000);
  asks.mockRestore();
});

test('a server that goes ends the events with an error', async () => {
  server = await serve(RIGHT);
  const ann = await enter('Ann');
  await ann.create('tea');
  const reading = next(ann, 'message');
  await server.stop();
  await expect(reading).rejects.toMatchObject({
    code: 'ERR_DISCONNECTED',
    message: `Server at 127.0.0.1:${server.port} has disconnected`,
  });
});

test('encrypts, if asked for, and refuses a server that is not who it should be', async () => {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
  const listener = createServer({ cert, key }, (socket) => {
    const model = new ModelServer(RIGHT);
    socket.on('data', (chunk: Buffer) => {
      for (const frame of model.receive(chunk)) socket.write(frame);
    });
    socket.on('error', () => undefined);
  }).listen(0, host);
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  server = {
    port,
    stop: async () => {
      listener.close();
      await once(listener, 'close');
    },
  };

  const ann = await connect({ host: 'localhost', port, name: 'Ann', tls: { ca: cert } });
  chats.push(ann);
  await ann.create('tea');
  await expect(ann.list()).resolves.toEqual(['tea']);
  await expect(connect({ host: 'localhost', port, name: 'Ann', tls: true })).rejects.toMatchObject({
    code: 'ERR_CANNOT_CONNECT',
    cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
  });
});
