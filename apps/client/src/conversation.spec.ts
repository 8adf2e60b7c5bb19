import { encodeFrames, FrameDecoder, framePayload } from '@chat/framing';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { dial } from './connection/call';
import { EXACT, Pipe } from './pipe/pipe';
import { Conversation } from './conversation';

let server: Server;
let port: number;

beforeEach(async () => {
  server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});

afterEach(() => {
  server.close();
});

/** A conversation through a pipe, and what it has printed. */
function begin() {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const invitation = {
    name: 'Scott',
    host: '127.0.0.1',
    port: String(port),
    comforts: {},
    color: true,
  };
  const { ended } = new Conversation(invitation, new Pipe(input, output, EXACT), dial);
  let text = '';
  output.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { ended, input, output, printed: () => text };
}

/** The server's end of a conversation. */
async function accept(): Promise<Socket> {
  const [peer] = (await once(server, 'connection')) as [Socket];
  return peer.on('error', () => undefined);
}

/** What the client says until it half-closes. */
async function heard(peer: Socket): Promise<string[]> {
  const decoder = new FrameDecoder();
  const texts: string[] = [];
  peer.on('data', (chunk) => {
    for (const frame of decoder.push(chunk)) texts.push(String(Buffer.from(framePayload(frame))));
  });
  await once(peer, 'end');
  return texts;
}

describe('Conversation', () => {
  test('sends the name and the lines, and shows the replies (rules 21, 23 and 25)', async () => {
    const { ended, input, printed } = begin();
    const peer = await accept();
    input.end(`hello\n\n${'x'.repeat(201)}\n/list`);
    await expect(heard(peer)).resolves.toEqual([
      'Scott',
      'hello',
      '',
      'x'.repeat(200),
      'x',
      '/list',
    ]);
    peer.end(encodeFrames('c1\nc2'));
    await expect(ended).resolves.toBe(0);
    expect(printed()).toBe(`${'[Me] '.repeat(5)}\r    \rc1\nc2\n[Me] `);
  });

  test('refuses a command over 200 bytes and sends nothing of it (rule 23)', async () => {
    const { ended, input, printed } = begin();
    const peer = await accept();
    input.end(`/join ${'x'.repeat(195)}\n`);
    await expect(heard(peer)).resolves.toEqual(['Scott']);
    peer.end();
    await ended;
    expect(printed()).toMatch(/^\[Me\] \r {4}\rA command is at most 200 bytes long.*\n\[Me\] $/);
  });

  test('shows every complete message before it says that the server is gone (rule 24)', async () => {
    const { ended, printed } = begin();
    const peer = await accept();
    peer.end(Buffer.concat([encodeFrames('one'), encodeFrames('half').subarray(0, 199)]));
    await expect(ended).resolves.toBe(1);
    const gone = `Server at 127.0.0.1:${port} has disconnected\n`;
    expect(printed()).toBe(`[Me] \r    \rone\n[Me] \r    \r${gone}`);
  });

  test('says that there is no server, without a prompt (rule 24)', async () => {
    server.close();
    await once(server, 'close');
    const { ended, printed } = begin();
    await expect(ended).resolves.toBe(1);
    expect(printed()).toBe(`Unable to connect to 127.0.0.1:${port}\n`);
  });

  test('loses nothing to a server that begins to read late', async () => {
    const lines = Array.from({ length: 50_000 }, (_, index) => `line ${index}`);
    const { ended, input } = begin();
    const peer = await accept();
    input.write(`${lines.join('\n')}\n`);
    await once(input, 'drain');
    const all = heard(peer);
    input.end();
    await expect(all).resolves.toEqual(['Scott', ...lines]);
    peer.end();
    await expect(ended).resolves.toBe(0);
  });

  test('after the end of the input, waits as long as nobody takes the output', async () => {
    const { ended, input, output, printed } = begin();
    const peer = await accept();
    output.pause();
    const messages = Array.from({ length: 10_000 }, (_, index) => `message ${index}`);
    peer.end(Buffer.concat(messages.map((message) => encodeFrames(message))));
    input.end();
    // Nothing happens that could be awaited: more than the second that a silent server has.
    await Promise.race([ended, delay(1500)]);
    output.resume();
    await expect(ended).resolves.toBe(0);
    const shown = messages.map((message) => `\r    \r${message}\n[Me] `);
    expect(printed()).toBe(`[Me] ${shown.join('')}`);
  });

  test('leaves a server that talks but takes nothing, once the input has ended (rule 25)', async () => {
    const { ended, input } = begin();
    const peer = await accept();
    const talk = setInterval(() => peer.write(encodeFrames('blah')), 100);
    input.end(Buffer.alloc(20_000_000, 'x'));
    await expect(ended).resolves.toBe(0);
    clearInterval(talk);
    peer.destroy();
  });
});
