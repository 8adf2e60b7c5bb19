import type { Cluster } from '@chat/cluster';
import type { Here } from '@chat/hub';
import { once } from 'node:events';
import { connect } from 'node:net';
import { defaultOptions, type Options } from './operation/options';
import { ChatServer } from './server';
import { destroyPeers, enter, Peer } from './testing/test-peer';

let server: ChatServer;
let port: number;
let logged: [message: string, properties: Record<string, unknown>][];

async function start(options: Partial<Options> = {}): Promise<void> {
  server = new ChatServer(options);
  const lines: typeof logged = [];
  logged = lines;
  const say = (message: string, properties: Record<string, unknown>): void => {
    lines.push([message, properties]);
  };
  server.logTo({ debug: say, info: say, warn: say });
  ({ port } = await server.listen(0));
}

/** Waits until the server has counted so many ends for the reason. */
async function counted(reason: keyof ChatServer['traffic']['disconnects'], ends: number) {
  while (server.traffic.disconnects[reason] < ends) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(server.traffic.disconnects[reason]).toBe(ends);
}

afterEach(async () => {
  destroyPeers();
  if (!server.draining) await server.close();
});

describe('a slow reader', () => {
  test('is cut off when it leaves more unread than its send queue holds, and nobody else is', async () => {
    await start();
    const frozen = await enter(port, 'Frozen');
    const busy = await enter(port, 'Busy');
    const other = await enter(port, 'Other');
    frozen.socket.pause();
    // The buffers of the system come on top of the queue; they are not that large.
    const burst = 'x'.repeat(256 * 1024);
    const heard: string[] = [];
    for (let said = 0; said < 16 * defaultOptions().sendQueueLimit; said += burst.length) {
      busy.say(burst);
      busy.say('over');
      heard.push(...(await other.hearUntil('[Busy] over')));
      if (heard.includes('Frozen has left')) break;
    }
    expect(heard.filter((text) => !text.startsWith('[Busy] '))).toEqual(['Frozen has left']);
    await counted('slow_reader', 1);
    expect(logged.at(-1)?.[1]).toMatchObject({ reason: 'slow_reader', name: 'Frozen' });
    expect(server.traffic.sendQueueHighWater).toBeGreaterThan(8 * 1024 * 1024);
  });

  test('that reads again in time gets everything, in order', async () => {
    await start();
    const lagging = await enter(port, 'Lagging');
    const busy = await enter(port, 'Busy');
    const other = await enter(port, 'Other');
    lagging.socket.pause();
    const said: string[] = [];
    // Many small turns: each is a view of its own in the queue.
    for (let turn = 0; server.traffic.sendQueueHighWater < 1024 * 1024; turn++) {
      for (let line = 0; line < 60; line++) {
        said.push(`[Busy] ${turn}.${line} ${'x'.repeat(150)}`);
        busy.say(`${turn}.${line} ${'x'.repeat(150)}`);
      }
      await other.hearUntil(said.at(-1) ?? '');
    }
    lagging.socket.resume();
    const heard = await lagging.hearUntil(said.at(-1) ?? '');
    expect(heard.filter((text) => text.startsWith('[Busy]'))).toEqual(said);
  });
});

describe('a flood', () => {
  test('is read no faster than the rate allows; nothing is lost, and its order is kept', async () => {
    await start({ floodRate: 500, floodBurst: 10 });
    const listener = await enter(port, 'Listener');
    const flooder = new Peer(port);
    flooder.say('Flooder');
    flooder.say('/join c');
    const before = performance.now();
    const said = Array.from({ length: 600 }, (_, index) => `${index}`);
    for (const text of said) flooder.say(text);
    flooder.socket.end();
    const heard = await listener.hearUntil('Flooder has left');
    const took = performance.now() - before;
    expect(heard).toEqual([
      'Flooder has joined',
      ...said.map((text) => `[Flooder] ${text}`),
      'Flooder has left',
    ]);
    // 602 frames less the burst, at 500 a second.
    expect(took).toBeGreaterThan(1000 * (592 / 500) - 50);
  });

  test('that nobody hears has every frame answered, in order, too', async () => {
    await start();
    const flooder = new Peer(port);
    flooder.say('Flooder');
    const names = Array.from({ length: 2000 }, (_, index) => `c${index}`);
    for (const name of names) flooder.say(`/join ${name}`);
    flooder.socket.end();
    for (const name of names) {
      expect(await flooder.hear()).toBe(`No channel named ${name} exists. Try '/create ${name}'?`);
    }
    expect(await flooder.hear()).toBeUndefined();
  });

  test('is no silence while it waits to be read', async () => {
    await start({ floodRate: 20, floodBurst: 1, idleTimeout: 500 });
    const listener = await enter(port, 'Listener');
    listener.keepSaying('hm', 100);
    const flooder = new Peer(port);
    flooder.say('Flooder');
    flooder.say('/join c');
    for (let said = 0; said < 13; said++) flooder.say('hm');
    for (let said = 0; said < 13; said++) await listener.hearUntil('[Flooder] hm');
    flooder.say('still here');
    await listener.hearUntil('[Flooder] still here');
  });

  test('ends with its connection: once that is reset, one burst more is handled, and no more', async () => {
    await start({ floodRate: 1, floodBurst: 3 });
    const listener = await enter(port, 'Listener');
    const flooder = new Peer(port);
    flooder.say('Flooder');
    flooder.say('/join c');
    for (let index = 0; index < 30; index++) flooder.say(`${index}`);
    await listener.hearUntil('[Flooder] 0');
    flooder.socket.resetAndDestroy();
    const rest = await listener.hearUntil('Flooder has left');
    expect(rest.length).toBeLessThanOrEqual(1 + 3);
    await counted('reset', 1);
  });
});

describe('connections', () => {
  test('more than the limit are told why and closed, until there is room again', async () => {
    await start({ maxConnections: 2 });
    const alice = await enter(port, 'Alice');
    const bob = await enter(port, 'Bob');
    for (let attempt = 0; attempt < 30; attempt++) {
      const refused = new Peer(port);
      refused.say('Carol');
      if (attempt < 3) expect(await refused.hear()).toBe('The server is full. Try again later.');
      await refused.ended;
      refused.socket.destroy();
    }
    await counted('too_many_connections', 30);
    expect(logged.filter(([, { reason }]) => reason === 'too_many_connections')).toHaveLength(1);
    alice.say('still here');
    expect(await bob.hearUntil('[Alice] still here')).toBeDefined();
    bob.socket.end();
    await counted('closed', 1);
    await enter(port, 'Carol');
    expect(server.connections).toBe(2);
  });

  test('more than the limit from one address are told why and closed', async () => {
    await start({ maxConnectionsPerAddress: 1 });
    await enter(port, 'Alice');
    const refused = new Peer(port);
    expect(await refused.hear()).toMatch(/^There are too many connections from your address/);
    await refused.ended;
    await counted('too_many_from_address', 1);
  });

  test('that send no name in time are told so and closed; those with a name stay', async () => {
    await start({ nameTimeout: 300 });
    const named = await enter(port, 'Named');
    const silent = new Peer(port);
    const half = new Peer(port);
    half.socket.write('half a name');
    for (const peer of [silent, half]) {
      expect(await peer.hear()).toMatch(/^No name came in time/);
      await peer.ended;
    }
    await counted('name_timeout', 2);
    named.say('/list');
    expect(await named.hear()).toBe('c');
  });

  test('that send nothing for too long are told so and closed, and the others hear it', async () => {
    await start({ idleTimeout: 500 });
    const idle = await enter(port, 'Idle');
    const talker = await enter(port, 'Talker');
    talker.keepSaying('hm', 50);
    expect(await talker.hearUntil('Idle has left')).toEqual(['Idle has left']);
    await idle.hearUntil('Disconnected: nothing came from you for too long.');
    await idle.ended;
    await counted('idle_timeout', 1);
  });

  test('are logged as they come, are named and go, with the reason, never with what was said', async () => {
    await start();
    const peer = await enter(port, 'Alice');
    peer.say('secret');
    peer.socket.end();
    await counted('closed', 1);
    const where = { address: expect.stringMatching(/^(127\.0\.0\.1|::1)$/) as string };
    expect(logged).toMatchObject([
      ['{address} port {port} connected', where],
      ['{address} port {port} is {name}', { name: 'Alice' }],
      ['{address} port {port} disconnected: {reason}', { name: 'Alice', reason: 'closed' }],
    ]);
    expect(JSON.stringify(logged)).not.toContain('secret');
  });

  test('that are reset, or whose name is refused, are counted as such', async () => {
    await start();
    const reset = await enter(port, 'Reset');
    reset.socket.resetAndDestroy();
    await counted('reset', 1);
    const nameless = new Peer(port);
    nameless.say('');
    nameless.say('more');
    expect(await nameless.hear()).toBe('A name cannot be empty.');
    await nameless.ended;
    nameless.socket.end();
    await counted('name_refused', 1);
  });
});

describe('closing', () => {
  test('delivers what was said before, then closes, whether or not the peers do', async () => {
    await start();
    const alice = await enter(port, 'Alice');
    const bob = await enter(port, 'Bob');
    await alice.hearUntil('Bob has joined');
    alice.say('bye');
    await bob.hearUntil('[Alice] bye');
    const closed = server.close();
    expect(server.draining).toBe(true);
    await Promise.all([alice.ended, bob.ended, closed]);
    await expect(once(connect(port), 'connect')).rejects.toThrow('ECONNREFUSED');
  });

  test('delivers what still waits in a queue', async () => {
    await start();
    const lagging = await enter(port, 'Lagging');
    const busy = await enter(port, 'Busy');
    const other = await enter(port, 'Other');
    lagging.socket.pause();
    while (server.traffic.sendQueueHighWater < 1024 * 1024) {
      busy.say('x'.repeat(64 * 1024));
      busy.say('over');
      await other.hearUntil('[Busy] over');
    }
    busy.say('the last');
    await other.hearUntil('[Busy] the last');
    const closed = server.close();
    lagging.socket.resume();
    expect((await lagging.hearUntil('[Busy] the last')).length).toBeGreaterThan(5000);
    await lagging.ended;
    destroyPeers();
    await closed;
  });

  test('cuts who does not take what it is owed in time', async () => {
    await start({ drainTimeout: 100 });
    const frozen = await enter(port, 'Frozen');
    frozen.socket.pause();
    const busy = await enter(port, 'Busy');
    const other = await enter(port, 'Other');
    while (server.traffic.sendQueueHighWater < 1024 * 1024) {
      busy.say('x'.repeat(64 * 1024));
      busy.say('over');
      await other.hearUntil('[Busy] over');
    }
    await server.close();
    expect(server.connections).toBe(0);
    expect(logged.some(([message]) => message.includes('did not close in time'))).toBe(true);
  });
});

test('what other servers are told leaves before the members here are written to', async () => {
  let here: Here | undefined;
  let written: number[] = [];
  const cluster: Partial<Cluster> = {
    congested: false,
    attach: (given) => {
      here = given;
    },
    create: (channel, asker) => {
      here?.added(channel);
      asker.answered('yes');
    },
    open: (_, asker) => {
      asker.answered('yes');
    },
    // As NATS does: what is published in a turn leaves in a microtask.
    deliver: () => {
      queueMicrotask(() => written.push(server.traffic.bytesOut));
    },
    stop: () => Promise.resolve(),
  };
  server = new ChatServer({}, { cluster: cluster as Cluster });
  ({ port } = await server.listen(0));
  const ann = await enter(port, 'Ann');
  const ben = await enter(port, 'Ben');
  await ann.hearUntil('Ben has joined');
  const { bytesOut } = server.traffic;
  written = [];
  ann.say('hello');
  await ben.hearUntil('[Ann] hello');
  expect(written).toEqual([bytesOut]);
});
