import { tied } from '@chat/loopback/tie';
import { openBrowser, type Browser, type Page } from '@chat/browser';
import { build } from 'esbuild';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { consumer } from './delivery';
import { workspace } from './workspace';

/** What a page does with the packages. */
const PAGE = `
import { encodeFrames, FrameDecoder, FrameDecoderStream, frameText } from '@chat/framing';
import { connect } from '@chat/session/web';

export async function chat(url) {
  const ann = await connect({ url, name: 'Ann' });
  const ben = await connect({ url, name: 'Ben' });
  await ann.create('tea');
  const refusal = await ben.create('tea').catch(({ code, message }) => code + ': ' + message);
  const names = await ben.list();
  await ben.join('tea');
  ben.say('x'.repeat(192) + '你');
  await ben.close();
  const events = [];
  while (events.at(-1)?.type !== 'left') events.push((await ann.next()).value);
  await ann.close();
  return { refusal, names, events };
}

export async function decode() {
  const bytes = encodeFrames('[Ann] ' + 'x'.repeat(200));
  const streamed = [];
  const reader = new Blob([bytes]).stream().pipeThrough(new FrameDecoderStream()).getReader();
  for (let read; !(read = await reader.read()).done; ) streamed.push(frameText(read.value));
  const { contentWindow } = document.body.appendChild(document.createElement('iframe'));
  const { buffer } = contentWindow.Uint8Array.from(bytes);
  const shapes = [bytes, bytes.buffer, new DataView(bytes.buffer), buffer, new contentWindow.DataView(buffer)];
  return { streamed, shapes: shapes.map((shape) => new FrameDecoder().push(shape).map(frameText)) };
}

export async function untilDisconnected(url, connected) {
  const chat = await connect({ url, name: 'Ann' });
  await connected();
  return chat.next().catch(({ code }) => code);
}
`;

declare const page: Readonly<Record<string, (...args: unknown[]) => Promise<unknown>>>;

let browser: Browser;
let relay: ChildProcess;
let url: string;
let script: string;

beforeAll(async () => {
  const { outputFiles } = await build({
    stdin: { contents: PAGE, resolveDir: consumer() },
    bundle: true,
    format: 'iife',
    globalName: 'page',
    write: false,
  });
  script = outputFiles[0]?.text ?? '';
  browser = await openBrowser();
});

afterAll(() => browser.close());

beforeEach(async () => {
  const program = join(workspace, 'examples/relay.mjs');
  relay = tied(spawn(process.execPath, [program, '0'], { stdio: ['ignore', 'pipe', 'inherit'] }));
  const [line] = (await once(relay.stdout ?? relay, 'data')) as [Buffer];
  url = `ws://localhost:${/\d+/.exec(line.toString())?.[0] ?? ''}`;
});

afterEach(() => relay.kill());

async function open(): Promise<Page> {
  const opened = await browser.newPage();
  await opened.addScriptTag({ content: script });
  return opened;
}

test('a page chats over a WebSocket', async () => {
  const opened = await open();
  await expect(opened.evaluate((to) => page['chat']?.(to), url)).resolves.toEqual({
    refusal: 'ERR_REFUSED: Room tea already exists, so cannot be created.',
    names: ['tea'],
    events: [
      { type: 'joined', name: 'Ben', mayContinue: false },
      { type: 'message', from: 'Ben', text: 'x'.repeat(192), mayContinue: true },
      { type: 'message', from: 'Ben', text: '你', mayContinue: false },
      { type: 'left', name: 'Ben', mayContinue: false },
    ],
  });
});

test("a page decodes streams, and bytes in every shape, another window's too", async () => {
  const texts = [`[Ann] ${'x'.repeat(194)}`, 'x'.repeat(6)];
  const opened = await open();
  await expect(opened.evaluate(() => page['decode']?.())).resolves.toEqual({
    streamed: texts,
    shapes: Array.from({ length: 5 }, () => texts),
  });
});

test('a page is told that the connection is lost', async () => {
  const opened = await open();
  await opened.exposeFunction('connected', () => relay.kill());
  const outcome = opened.evaluate(
    (to) => page['untilDisconnected']?.(to, (globalThis as { connected?: unknown }).connected),
    url,
  );
  await expect(outcome).resolves.toBe('ERR_DISCONNECTED');
});
