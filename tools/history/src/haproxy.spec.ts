import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Broker } from '@chat/broker';
import { encodeFrames } from '@chat/framing';
import { FaultProxy } from '@chat/loopback/fault-proxy';
import { freePort } from '@chat/loopback/free-port';
import { Killable } from '@chat/loopback/killable';
import WebSocket from 'ws';
import { checks } from './checks';
import { Client } from './run/client';
import { Recorder } from './run/recorder';
import { ChatServer } from './run/world';
import { storyOf } from './story';

const CONFIGURATION = join(import.meta.dirname, '../../../apps/server/haproxy/haproxy.cfg');
const COUNT = 4;
const SEATS = 12;

/** Milliseconds before the end of a connection in which what is said need not have reached the server. */
const LAST_WORDS = 500;

const haproxy = spawnSync('haproxy', ['-v']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'chat-haproxy-'));
const ends: (() => Promise<void> | void)[] = [];

afterAll(async () => {
  for (const end of ends.reverse()) await end();
  rmSync(folder, { recursive: true });
});

(haproxy ? test : test.skip)('HAProxy finds no fault with the configuration', () => {
  const { status, stderr } = spawnSync('haproxy', ['-c', '-f', CONFIGURATION], {
    encoding: 'utf8',
  });
  expect({ status, warnings: stderr.includes('WARNING') }).toEqual({ status: 0, warnings: false });
});

(haproxy ? test : test.skip)('the page behind HAProxy is of the same chat', async () => {
  const { port, page } = await startAll();
  const recorder = new Recorder();
  const ann = await Client.enter(recorder, { name: 'ann', server: 0, port });
  await ann.call({ kind: 'create', channel: 'tea' });
  const socket = new WebSocket(`ws://127.0.0.1:${page}/chat`);
  await once(socket, 'open');
  socket.send(Buffer.concat(['ben', '/join tea', 'tea 7'].map((text) => encodeFrames(text))));
  while (!recorder.history.some(({ type }) => type === 'heard')) await delay(20);
  expect(recorder.history.at(-1)).toMatchObject({ client: 'ann', from: 'ben', number: 7 });
  socket.close();
  await ann.end();
});

(haproxy ? test : test.skip)(
  'a rolling restart behind HAProxy costs nobody on the other servers a message',
  async () => {
    const { servers, port } = await startAll();
    const recorder = new Recorder();
    const seats = Array.from({ length: SEATS }, (_, index) => new Seat(index));
    const over = new AbortController();
    const [first, ...others] = seats;
    await first?.enter(recorder, port, 'create');
    await Promise.all(others.map((seat) => seat.enter(recorder, port, 'join')));
    const sitting = seats.map((seat) => seat.sit(recorder, port, over.signal));
    for (const { server } of servers) {
      await server.end('SIGTERM');
      await server.start();
      while (seats.some(({ client }) => client?.channel === undefined)) await delay(50);
    }
    over.abort();
    await Promise.all(sitting);

    // Everybody had to go once, and came again.
    expect(seats.map(({ lives }) => lives > 1)).toEqual(seats.map(() => true));
    const story = storyOf(recorder.history);
    const said = story.said.filter(
      ({ teller, at }) => at + LAST_WORDS < (teller.end?.at ?? Infinity),
    );
    const observations = [
      ...checks['none lost']({ ...story, said }),
      ...checks['in order, none twice'](story),
      ...checks['no answered create missed'](story),
    ];
    expect(observations.length).toBeGreaterThan(1000);
    expect(observations.filter(({ verdict }) => verdict === 'broken')).toEqual([]);
  },
  120_000,
);

/** Somebody who talks in the hall, on whatever server, and comes again when that one stops. */
class Seat {
  client: Client | undefined;
  lives = 0;

  constructor(private readonly index: number) {}

  async enter(recorder: Recorder, port: number, how: 'create' | 'join'): Promise<void> {
    const name = `seat${this.index}.${this.lives++}`;
    // Who is on which server is not known here, and nothing befalls that would excuse a loss.
    const client = await Client.enter(recorder, { name, server: this.index, port });
    this.client = client;
    await client.call({ kind: how, channel: 'hall' });
  }

  async sit(recorder: Recorder, port: number, over: AbortSignal): Promise<void> {
    while (!over.aborted) {
      if (this.client?.isOver === true) await this.enter(recorder, port, 'join');
      this.client?.say();
      await delay(30);
    }
    await this.client?.end();
  }
}

/** A server, and its ports beside that of the chat. */
interface Place {
  readonly server: ChatServer;
  readonly admin: number;
  readonly web: number;
}

let started: ReturnType<typeof start> | undefined;

/** A broker, four servers and HAProxy, once for all tests. */
function startAll(): ReturnType<typeof start> {
  return (started ??= start());
}

async function start(): Promise<{ servers: Place[]; port: number; page: number }> {
  const broker = await Broker.start();
  ends.push(() => broker.stop());
  const servers = await startServers(broker);
  return { servers, ...(await startProxy(servers)) };
}

async function startServers(broker: Broker): Promise<Place[]> {
  const [node] = broker.nodes;
  const links = node === undefined ? [] : [await FaultProxy.to(node.ports.client)];
  ends.push(() => {
    for (const link of links) link.close();
  });
  return Promise.all(
    Array.from({ length: COUNT }, async () => {
      const admin = await freePort();
      const web = await freePort();
      const ports = ['--admin-port', String(admin), '--web-port', String(web)];
      const options = [...ports, '--trusted-proxy', '127.0.0.1'];
      const server = new ChatServer(await freePort(), links, broker, options);
      ends.push(() => server.end('SIGKILL'));
      await server.start();
      return { server, admin, web };
    }),
  );
}

/** Starts HAProxy with the configuration, but for the ports, and waits until it takes connections. */
async function startProxy(places: readonly Place[]): Promise<{ port: number; page: number }> {
  const port = await freePort();
  const page = await freePort();
  let text = readFileSync(CONFIGURATION, 'utf8')
    .replace(':55555', `127.0.0.1:${port}`)
    .replace('bind :8080', `bind 127.0.0.1:${page}`);
  for (const [index, { server, admin, web }] of places.entries()) {
    text = text
      .replace(`127.0.0.1:${55501 + index}`, `127.0.0.1:${server.port}`)
      .replace(`127.0.0.1:${8101 + index}`, `127.0.0.1:${web}`)
      .replaceAll(`port ${9101 + index}`, `port ${admin}`);
  }
  const file = join(folder, 'haproxy.cfg');
  writeFileSync(file, text);
  const proxy = new Killable(['haproxy', '-db', '-f', file]);
  ends.push(() => proxy.end('SIGKILL'));
  proxy.begin();
  await proxy.until(async () => {
    const socket = connect(port, '127.0.0.1');
    const [answer] = await Promise.race([once(socket, 'connect'), once(socket, 'error')]).catch(
      (error: unknown) => [error],
    );
    socket.destroy();
    return answer === undefined;
  });
  return { port, page };
}
