import { setImmediate as turn } from 'node:timers/promises';
import type { Options } from './operation/options';
import { ChatServer } from './server';
import { destroyPeers, enter, type Peer } from './testing/test-peer';

let server: ChatServer;
let port: number;

async function start(options: Partial<Options> = {}): Promise<void> {
  server = new ChatServer(options);
  ({ port } = await server.listen(0));
}

afterEach(async () => {
  destroyPeers();
  await server.close();
});

/** Creates so many channels with names of 180 bytes, and tells their names. */
async function createChannels(count: number): Promise<string[]> {
  const creator = await enter(port, 'Creator', 'c');
  const names = Array.from({ length: count }, (_, index) => `c${`${index}`.padStart(179, '0')}`);
  for (const name of names) creator.say(`/create ${name}`);
  creator.say('/done');
  await creator.hear();
  creator.socket.destroy();
  return ['c', ...names].sort();
}

/** Hears a whole list, whose last name is known. */
async function hearList(peer: Peer, names: readonly string[]): Promise<string[]> {
  const listed: string[] = [];
  while (listed.length < names.length) {
    const text = (await peer.hear()) ?? '';
    if (!text.endsWith(' has joined')) listed.push(...text.split('\n'));
  }
  return listed;
}

test('a list that is longer than the send queue may be cuts nobody off', async () => {
  await start({ sendQueueLimit: 512 * 1024 });
  const names = await createChannels(8000);
  const readers = await Promise.all(['A', 'B', 'C'].map((name) => enter(port, name)));
  for (const reader of readers) reader.say('/list');
  for (const reader of readers) expect(await hearList(reader, names)).toEqual(names);
  expect(server.traffic.disconnects.slow_reader).toBe(0);
}, 60_000);

test('who sends everything first and reads later gets every answer, in order', async () => {
  await start({ sendQueueLimit: 512 * 1024 });
  const names = await createChannels(3000);
  const peer = await enter(port, 'Late');
  peer.socket.pause();
  for (let asked = 0; asked < 5; asked++) {
    peer.say('/list');
    peer.say(`/number ${asked}`);
    peer.say('/list');
  }
  await peer.sent();
  peer.socket.resume();
  for (let asked = 0; asked < 5; asked++) {
    expect(await hearList(peer, names)).toEqual(names);
    expect(await peer.hear()).toMatch(/^\/number is not/);
    expect(await hearList(peer, names)).toEqual(names);
  }
}, 60_000);

test('others talk while somebody has long lists made again and again, and asks for more', async () => {
  await start();
  await createChannels(3000);
  const [alice, bob] = [await enter(port, 'Alice'), await enter(port, 'Bob')];
  const greedy = await enter(port, 'Greedy', 'g');
  greedy.socket.resume();
  for (let pair = 0; pair < 163; pair++) {
    greedy.say(`/create new ${pair}`);
    greedy.say('/list');
  }
  greedy.say('/done');
  let finished = false;
  const done = (async (): Promise<void> => {
    while (!((await greedy.hear()) ?? '/done').startsWith('/done'));
    finished = true;
  })();
  for (let said = 0; said < 10; said++) {
    alice.say(`${said}`);
    await bob.hearUntil(`[Alice] ${said}`);
  }
  expect(finished).toBe(false);
  await done;
}, 120_000);

test('who takes nothing of an answer holds up nobody, and what is said meanwhile comes behind it', async () => {
  await start();
  const names = await createChannels(30_000);
  const stuck = await enter(port, 'Stuck');
  const [alice, bob] = [await enter(port, 'Alice'), await enter(port, 'Bob')];
  stuck.socket.pause();
  const { framesIn } = server.traffic;
  stuck.say('/list');
  while (server.traffic.framesIn === framesIn) await turn();
  alice.say('meanwhile');
  await bob.hearUntil('[Alice] meanwhile');
  stuck.socket.resume();
  const heard = await stuck.hearUntil('[Alice] meanwhile');
  const listed = heard.filter((text) => text.startsWith('c')).flatMap((text) => text.split('\n'));
  expect(listed).toEqual(names);
}, 60_000);

test('channels beyond the limit are refused (rule 12)', async () => {
  await start({ maxChannels: 1 });
  const alice = await enter(port, 'Alice');
  alice.say('/create another');
  expect(await alice.hear()).toBe('No more channels can be created here.');
  alice.say('/list');
  expect(await alice.hear()).toBe('c');
});

test('when too much waits in all, who is furthest behind is cut off', async () => {
  await start({ sendQueueTotal: 4 * 1024 * 1024 });
  const slow = await enter(port, 'Slow');
  slow.socket.pause();
  const busy = await enter(port, 'Busy');
  const other = await enter(port, 'Other');
  const burst = 'x'.repeat(100 * 1024);
  for (let heard: string[] = []; !heard.includes('Slow has left');) {
    busy.say(burst);
    busy.say('over');
    heard = await other.hearUntil('[Busy] over');
  }
  expect(server.traffic.disconnects.slow_reader).toBe(1);
  while (server.unreadMemory > 0) await turn();
}, 60_000);
