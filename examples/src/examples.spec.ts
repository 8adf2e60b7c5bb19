import { encodeFrames } from '@chat/framing';
import { connect, type Chat, type ChatEvent } from '@chat/session/node';
import { connect as connectWeb } from '@chat/session/web';
import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { Example } from './example';

jest.setTimeout(30_000);
Object.assign(globalThis, { WebSocket });

const running: Example[] = [];
const chats: Chat[] = [];

function start(file: string, ...args: string[]): Example {
  const example = new Example(file, ...args);
  running.push(example);
  return example;
}

/** @returns the port that its first line names */
async function portOf(example: Example): Promise<string> {
  return /(?<=port |localhost:)\d+/.exec(await example.ready)?.[0] ?? '';
}

function startServer(): Promise<string> {
  return portOf(start('../apps/server/dist/main.js', '0'));
}

async function enter(port: string, name: string): Promise<Chat> {
  const chat = await connect({ host: '127.0.0.1', port, name });
  chats.push(chat);
  return chat;
}

async function heard(chat: Chat, type: ChatEvent['type']): Promise<ChatEvent> {
  for await (const event of chat) if (event.type === type) return event;
  throw new Error(`no ${type}`);
}

/** Waits for what the bridge carries; who came and went, before or behind it, is carried too. */
async function carried(chat: Chat, text: string): Promise<void> {
  for await (const event of chat) {
    if (event.type === 'message' && event.from === 'Bridge' && event.text === text) return;
  }
  throw new Error(`not carried: ${text}`);
}

afterEach(async () => {
  await Promise.all(chats.splice(0).map((chat) => chat.close()));
  await Promise.all(running.splice(0).map((example) => example.stop()));
});

test('the bot repeats what it hears', async () => {
  const port = await startServer();
  await expect(start('echo-bot.mjs', '127.0.0.1', port, 'tea').ready).resolves.toBe(
    'Echo is in tea',
  );
  const ann = await enter(port, 'Ann');
  await ann.join('tea');
  ann.say('hello');
  await expect(heard(ann, 'message')).resolves.toMatchObject({
    from: 'Echo',
    text: 'Ann said: hello',
  });
});

test('the bridge carries messages both ways', async () => {
  const ports = await Promise.all([startServer(), startServer()]);
  const [one, other] = ports;
  await start('bridge.mjs', '127.0.0.1', one, '127.0.0.1', other, 'tea').ready;
  const [ann, ben] = [await enter(one, 'Ann'), await enter(other, 'Ben')];
  await ann.join('tea');
  await ben.join('tea');
  await carried(ann, '(Ben has joined)');
  ann.say('hello');
  await carried(ben, 'Ann: hello');
  ben.say('hi');
  await carried(ann, 'Ben: hi');
});

test('the relay is a server, for what speaks over WebSockets', async () => {
  const url = `ws://localhost:${await portOf(start('relay.mjs', '0'))}`;
  const [ann, ben] = [
    await connectWeb({ url, name: 'Ann' }),
    await connectWeb({ url, name: 'Ben' }),
  ];
  chats.push(ann, ben);
  await ann.create('tea');
  await ben.join('tea');
  await expect(ben.list()).resolves.toEqual(['tea']);
  ben.say('hello');
  await expect(heard(ann, 'message')).resolves.toMatchObject({ from: 'Ben', text: 'hello' });
});

/** As much of a document as the page has use for. */
class Element {
  textContent = '';
  files: Blob[] = [];
  readonly items: Element[] = [];
  change: () => Promise<void> = () => Promise.resolve();

  addEventListener(_type: string, listener: () => Promise<void>): void {
    this.change = listener;
  }

  append(item: Element): void {
    this.items.push(item);
  }

  replaceChildren(): void {
    this.items.length = 0;
  }
}

test('the page decodes a file, with the library as it is served', async () => {
  const url = `http://localhost:${await portOf(start('page.mjs', '0'))}`;
  const page = await (await fetch(url)).text();
  const [, script = ''] = /<script type="module">([^]*)<\/script>/.exec(page) ?? [];
  const folder = await mkdtemp(join(tmpdir(), 'chat-page-'));
  const modules = [
    'index',
    'bytes',
    'decoder',
    'encode',
    'errors',
    'frame',
    'streams',
    'text',
    'utf8',
  ];
  for (const module of modules) {
    const response = await fetch(`${url}/framing/${module}.js`);
    expect(response.headers.get('content-type')).toBe('text/javascript');
    await writeFile(
      join(folder, `${module}.mjs`),
      (await response.text()).replaceAll('.js"', '.mjs"'),
    );
  }
  await writeFile(join(folder, 'page.mjs'), script.replace('/framing/index.js', './index.mjs'));
  await writeFile(
    join(folder, 'run.mjs'),
    `${String(Element)}
    const elements = { input: new Element(), ol: new Element(), '[role=status]': new Element() };
    globalThis.document = {
      querySelector: (name) => elements[name],
      createElement: () => new Element(),
    };
    await import('./page.mjs');
    elements.input.files = [new Blob([Buffer.from(process.argv[2], 'base64')])];
    await elements.input.change();
    console.log(JSON.stringify([elements.ol.items.map((i) => i.textContent), elements['[role=status]'].textContent]));`,
  );
  const bytes = Buffer.concat([encodeFrames('one'), encodeFrames('two'), Buffer.alloc(7)]);
  const run = start(join(folder, 'run.mjs'), bytes.toString('base64'));
  expect(JSON.parse(await run.ready)).toEqual([['one', 'two'], '7 bytes of another']);
  await rm(folder, { recursive: true });
});
