import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { destroyPeers, enter, Peer, settleIn, WebPeer } from './testing/test-peer';
import { killPrograms, Program, PROGRAM } from './testing/test-program';

afterEach(async () => {
  destroyPeers();
  await killPrograms();
});

/** Lets the frozen peer's queue grow, as the high-water mark of the metrics tells. */
async function fill(program: Program, busy: Peer, other: Peer): Promise<void> {
  for (;;) {
    busy.say('x'.repeat(64 * 1024));
    busy.say('over');
    await other.hearUntil('[Busy] over');
    const size = await program.metric('chat_send_queue_high_water_bytes');
    if (size > 512 * 1024) return;
  }
}

describe.each([
  ['SIGTERM', 143],
  ['SIGINT', 130],
  ['SIGQUIT', 131],
] as const)('%s', (signal, status) => {
  test('what clients are owed arrives before it exits with 0', async () => {
    const program = new Program(['0']);
    const port = await program.port();
    const alice = await enter(port, 'Alice');
    const bob = await enter(port, 'Bob');
    await alice.hearUntil('Bob has joined');
    for (let index = 0; index < 1000; index++) alice.say(`${index}`);
    await Promise.all([alice.sent(), bob.hearUntil('[Alice] 0')]);
    program.signal(signal);
    await bob.hearUntil('[Alice] 999');
    await bob.ended;
    destroyPeers();
    expect(await program.closed).toBe(0);
    expect(program.lines.at(-1)).toContain('Stopped');
  });

  test('twice in a moment, as npm hands it on, it counts once', async () => {
    const program = new Program(['0', '--drain-timeout=1h', '--admin-port=0']);
    const port = await program.port();
    const frozen = await enter(port, 'Frozen');
    frozen.socket.pause();
    await fill(program, await enter(port, 'Busy'), await enter(port, 'Other'));
    program.signal(signal);
    await program.logs(/Stopping/);
    program.signal(signal);
    destroyPeers();
    expect(await program.closed).toBe(0);
    expect(program.lines.at(-1)).toContain('Stopped');
  });

  test(`a second one ends it at once, with ${status}`, async () => {
    const program = new Program(['0', '--drain-timeout=1h', '--admin-port=0']);
    const port = await program.port();
    const frozen = await enter(port, 'Frozen');
    frozen.socket.pause();
    await fill(program, await enter(port, 'Busy'), await enter(port, 'Other'));
    program.signal(signal);
    const again = setInterval(() => {
      program.signal(signal);
    }, 100);
    const ended = await program.exited;
    clearInterval(again);
    expect(ended).toBe(status);
  });
});

test('what is not taken within the drain timeout is cut, and the status is 0 still', async () => {
  const program = new Program(['0', '--drain-timeout=200ms', '--admin-port=0']);
  const port = await program.port();
  const admin = await program.logs(/Admin port (\d+)/);
  const frozen = await enter(port, 'Frozen');
  frozen.socket.pause();
  await fill(program, await enter(port, 'Busy'), await enter(port, 'Other'));
  expect((await fetch(`http://127.0.0.1:${admin}/readyz`)).status).toBe(200);
  program.signal('SIGTERM');
  await program.logs(/Stopping/);
  await program.logs(/connections are cut/);
  expect(await program.exited).toBe(0);
});

test('out of files, chats go on, the log says it once, and there is room again when some leave', async () => {
  const program = new Program(['0'], 80);
  const port = await program.port();
  const alice = await enter(port, 'Alice');
  const bob = await enter(port, 'Bob');
  const crowd = Array.from({ length: 200 }, () => new Peer(port));
  await Promise.all(crowd.slice(100).map(({ ended }) => ended));
  expect(await crowd.at(50)?.hear()).toBe('The server is full. Try again later.');
  alice.say('still here');
  expect(await bob.hearUntil('[Alice] still here')).toContain('[Alice] still here');
  for (const { socket } of crowd) socket.destroy();
  for (;;) {
    const late = new Peer(port);
    late.say('Late');
    late.say('/join c');
    late.say('/list');
    if ((await late.hear()) === 'c') break;
  }
  expect(program.lines.filter((line) => line.includes('Refusing'))).toHaveLength(1);
});

test.each([
  ['name_timeout', '--name-timeout=200ms'],
  ['idle_timeout', '--idle-timeout=300ms'],
  ['too_many_connections', '--max-connections=1'],
  ['too_many_from_address', '--max-connections-per-address=1'],
])('a crowd of %s is two lines in the log', async (reason, option) => {
  const program = new Program(['0', option]);
  const port = await program.port();
  const crowd = Array.from({ length: 50 }, () => new Peer(port));
  if (reason === 'idle_timeout') for (const peer of crowd) peer.say('Silent');
  const refused = reason.startsWith('too_many') ? 49 : 50;
  // Whoever came first is not refused: it need not be the first that was made.
  await new Promise<void>((resolve) => {
    let left = refused;
    for (const { ended } of crowd) {
      void ended.then(() => {
        if (--left === 0) resolve();
      });
    }
  });
  destroyPeers();
  await program.logs(new RegExp(`"reason":"${reason}"`));
  program.signal('SIGTERM');
  expect(await program.closed).toBe(0);
  const lines = program.lines
    .map((line) => JSON.parse(line) as { reason?: string; leftOut?: number; message: string })
    .filter((event) => event.reason === reason);
  expect(lines.map(({ leftOut }) => leftOut)).toEqual([0, refused - 2]);
  expect(lines[1]?.message).toContain(`(${refused - 2} others were left out)`);
});

test('the log is a line of JSON per event, as much of it as was asked for', async () => {
  const program = new Program(['0', '--log-level=debug']);
  const port = await program.port();
  const peer = await enter(port, 'Al"ice');
  peer.say('secret');
  peer.socket.end();
  await program.logs(/disconnected/);
  const events = program.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(events).toMatchObject([
    { level: 'INFO', port },
    { level: 'DEBUG', address: '127.0.0.1' },
    { level: 'DEBUG', name: 'Al"ice' },
    { level: 'DEBUG', name: 'Al"ice', reason: 'closed' },
  ]);
  expect(program.lines.join()).not.toContain('secret');
});

test('it goes on when nobody reads its log any more', async () => {
  const program = new Program(['0', '--log-level=debug']);
  const port = await program.port();
  program.closeLog();
  for (const name of ['Alice', 'Bob', 'Carol']) {
    (await enter(port, name)).socket.destroy();
  }
  await enter(port, 'Dave');
});

test('an admin port that is taken is one clear line, and status 1', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const program = new Program(['0', `--admin-port=${port}`]);
  expect(await program.closed).toBe(1);
  expect(program.lines).toEqual([
    `chat-server: Port ${port} is in use: choose another, or stop the program that listens on it.`,
  ]);
  taken.close();
});

test('the log says who sends, and --no-native leaves all to Node', async () => {
  const [usual, plain] = [new Program(['0']), new Program(['0', '--no-native'])];
  const isBuilt = existsSync(join(__dirname, '../../socket-send/build/socket-send.node'));
  await usual.logs(isBuilt ? /sending by send\(2\)"/ : /sending by Node"/);
  await plain.logs(/sending by Node"/);
  for (const program of [usual, plain]) {
    const ann = await enter(await program.port(), 'Ann');
    await enter(await program.port(), 'Ben');
    await ann.hearUntil('Ben has joined');
  }
});

test('--host listens there alone', async () => {
  const program = new Program(['0', '--host=127.0.0.1']);
  await program.logs(/Listening on port \d+, address 127\.0\.0\.1/);
  await enter(await program.port(), 'Alice');
});

test('--web-port serves the page that is built in, and says where', async () => {
  const program = new Program(['0', '--web-port=0', '--web-host=127.0.0.1']);
  const url = await program.logs(/page is at (http:\/\/127\.0\.0\.1:\d+\/)/);
  const response = await fetch(url);
  expect(response.status).toBe(200);
  const html = await response.text();
  const scripts = [...html.matchAll(/<script[^>]* src="([^"]+)"[^>]*><\/script>/g)];
  expect(scripts.length).toBeGreaterThan(0);
  for (const [, source = ''] of scripts) {
    const script = await fetch(new URL(source, url));
    expect(script.status).toBe(200);
    // A connection that ends before its answer is read is an error of fetch's own, which nobody can catch.
    await script.arrayBuffer();
  }
  const ann = await enter(await program.port(), 'Ann');
  await settleIn(new WebPeer(`${url.replace('http', 'ws')}chat`), 'Ben');
  await ann.hearUntil('Ben has joined');
});

test('a plain start has nothing of the web port', () => {
  const libraries = (file: string): string[] => {
    const text = readFileSync(join(PROGRAM, '..', file), 'utf8');
    return ['ws', 'commander'].filter((name) => text.includes(`node_modules/${name}/`));
  };
  expect(libraries('main.js')).toEqual(['commander']);
  expect(libraries('web.js')).toEqual(['ws']);
});
