import { readFile } from 'node:fs/promises';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { Kvm, type KV } from '@nats-io/kv';
import {
  connect,
  TimeoutError,
  type NatsConnection,
  type NodeConnectionOptions,
} from '@nats-io/transport-node';
import { Broker, type BrokerOptions } from './broker';

let broker: Broker;
const connections: NatsConnection[] = [];

async function start(options?: BrokerOptions): Promise<void> {
  broker = await Broker.start(options);
}

afterEach(async () => {
  await Promise.all(connections.splice(0).map((connection) => connection.close()));
  await broker.stop();
});

/** Connects as a chat server does: with the rights of one. */
async function call(options: NodeConnectionOptions = {}): Promise<NatsConnection> {
  const addresses = broker
    .addresses()
    .split(',')
    .map((address) => new URL(address));
  const connection = await connect({
    servers: addresses.map(({ host }) => host),
    user: addresses[0]?.username ?? '',
    pass: addresses[0]?.password ?? '',
    maxReconnectAttempts: -1,
    reconnectTimeWait: 50,
    ...options,
  });
  connections.push(connection);
  return connection;
}

async function bucket(connection: NatsConnection, replicas = 1): Promise<KV> {
  const asked = jetstream(connection, { timeout: 2000 });
  return new Kvm(asked).create('chat_channels', { replicas, allow_direct: false });
}

/** What a channel holds. A question that was on its way when a broker ended has no answer: it is asked again. */
async function read(kv: KV): Promise<string | undefined> {
  for (;;) {
    try {
      return (await kv.get('room'))?.string();
    } catch (error) {
      if (!(error instanceof TimeoutError)) throw error;
    }
  }
}

test('a single broker keeps its data and its address when it is killed', async () => {
  await start();
  const kv = await bucket(await call());
  await kv.create('room', 'one');
  await broker.restart('SIGKILL');
  await expect(read(kv)).resolves.toBe('one');
  await expect(kv.create('room', 'two')).rejects.toThrow(/wrong last sequence/);
});

test('three brokers are one: what one knows is known when it is gone', async () => {
  await start({ nodes: 3 });
  const connection = await call();
  const kv = await bucket(connection, 3);
  await kv.create('room', 'one');
  const there = broker.nodes.find((node) =>
    connection.getServer().endsWith(`:${node.ports.client}`),
  );
  await there?.end('SIGKILL');
  await expect(read(kv)).resolves.toBe('one');
  await there?.start();
  const { cluster } = await (await jetstreamManager(connection)).streams.info('KV_chat_channels');
  expect([cluster?.leader, ...(cluster?.replicas ?? []).map(({ name }) => name)].sort()).toEqual([
    'node-0',
    'node-1',
    'node-2',
  ]);
});

test('a node that is paused answers nothing until it goes on', async () => {
  await start();
  const connection = await call();
  let paused = true;
  await broker.nodes[0]?.pause();
  const answer = connection.flush().then(() => paused);
  setTimeout(() => {
    paused = false;
    broker.nodes[0]?.resume();
  }, 100);
  await expect(answer).resolves.toBe(false);
});

test('one that is paused can be stopped', async () => {
  await start();
  await broker.nodes[0]?.pause();
  await broker.nodes[0]?.end('SIGTERM');
  expect(broker.nodes[0]?.pid).toBeUndefined();
});

test.each(['elsewhere', '$KV.other.room', '$JS.API.STREAM.DELETE.KV_chat_channels'])(
  'the account of a server may not publish to %s',
  async (subject) => {
    await start();
    const connection = await call();
    const refused = (async () => {
      for await (const status of connection.status()) {
        if (status.type === 'error') return status.error.message;
      }
      return undefined;
    })();
    connection.publish(subject);
    await expect(refused).resolves.toContain(`Permissions Violation for Publish to "${subject}"`);
  },
);

test('over TLS it is known by its authority, and by nothing else', async () => {
  await start({ tls: true });
  const ca = await readFile(broker.ca ?? '', 'utf8');
  const connection = await call({ tls: { ca } });
  await expect(connection.flush()).resolves.toBeUndefined();
  await expect(call({ tls: {}, reconnect: false })).rejects.toThrow(/self.signed/);
});
