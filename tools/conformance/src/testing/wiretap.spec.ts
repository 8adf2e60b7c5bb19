import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Readable } from 'node:stream';
import { clearTimeout, setTimeout } from 'node:timers';
import { freePort } from '@chat/loopback/free-port';
import { tied } from '@chat/loopback/tie';
import { Peer } from '../server/driver/peer';
import { ServerUnderTest } from '../server/driver/server-under-test';
import { JOIN_REQUIRES_ARGUMENT } from '../server/driver/wording';
import { type RunningServer } from '../server/driver/running-server';
import { SERVER } from './our-programs';

const WIRETAP = join(__dirname, '../../dist/wiretap.js');

jest.setTimeout(60_000);

let server: RunningServer;
let tap: ChildProcessByStdio<null, Readable, Readable>;
let port: number;
let printed = '';

/** Starts it before our server. */
async function start(...options: string[]): Promise<void> {
  port = await freePort();
  const args = [WIRETAP, String(port), `127.0.0.1:${server.port}`, ...options];
  const started = tied(spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] }));
  tap = started;
  printed = '';
  started.stdout.on('data', (chunk: Buffer) => {
    // The one before it may still have been printing when it was ended.
    if (tap === started) printed += chunk.toString();
  });
  await once(started.stderr, 'data');
}

/** Waits until it has printed something like this. */
async function prints(pattern: RegExp): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  while (!pattern.test(printed)) {
    await Promise.race([
      once(tap.stdout, 'data'),
      new Promise((_, reject) => {
        timer = setTimeout(() => {
          reject(new Error(`Printed is:\n${printed}`));
        }, 10_000);
      }),
    ]);
    clearTimeout(timer);
  }
}

beforeAll(async () => {
  server = await new ServerUnderTest(SERVER).start();
});

afterEach(() => {
  tap.kill('SIGKILL');
});

afterAll(() => server.stop());

test('it shows the conversation, frame by frame, with what is wrong', async () => {
  await start();
  const peer = await Peer.connect(port);
  peer.say('Scott\n', '/join');
  await peer.receives(JOIN_REQUIRES_ARGUMENT);
  await prints(/server sends 200 bytes: 1 frame/);
  expect(printed).toMatch(/#1 connected from 127\.0\.0\.1:\d+\n/);
  expect(printed).toMatch(/#1 client sends 400 bytes: 2 frames\n/);
  expect(printed).toMatch(/"Scott\\n" and 194 spaces\n +!! a newline under the padding\n/);
  peer.write(Buffer.from('half'));
  peer.end();
  await prints(/client ends \(FIN\), with "half" left\n +!! the stream ends in the middle/);
});

test('for programs it is JSON, and the network is as bad as asked for', async () => {
  await start('--json', '--slice', '1-50', '--delay', '1');
  const peer = await Peer.connect(port);
  peer.say('Scott', '/join');
  await peer.receives(JOIN_REQUIRES_ARGUMENT);
  await prints(/"sender":"server".*\n/);
  const events = printed
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { event: string; sender?: string; frames?: number });
  expect(events[0]).toMatchObject({ connection: 1, event: 'connected' });
  expect(events).toContainEqual(expect.objectContaining({ sender: 'client', event: 'frame' }));
  peer.destroy();
});

test('a connection is reset when it is asked to', async () => {
  await start('--reset-after', '100');
  const peer = await Peer.connect(port);
  peer.say('Scott');
  await expect(peer.gone()).resolves.toBeDefined();
  peer.destroy();
});

test.each([
  [['abc', '127.0.0.1:1'], /A port is a whole number/],
  [['5555', 'nowhere'], /It is a host and a port/],
  [['5555', '127.0.0.1:1', '--slice', '0'], /It is a number of bytes/],
])('%j is refused in one line', async (args, fault) => {
  tap = tied(spawn(process.execPath, [WIRETAP, ...args], { stdio: ['ignore', 'pipe', 'pipe'] }));
  const [[said], [status]] = (await Promise.all([
    once(tap.stderr, 'data'),
    once(tap, 'close'),
  ])) as [[Buffer], [number]];
  expect(said.toString()).toMatch(fault);
  expect(said.toString()).toMatch(/^chat-wiretap: [^\n]+\n$/);
  expect(status).toBe(2);
});
