import { Broker } from '@chat/broker';
import { jetstreamManager, type StreamAPI } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { setTimeout as delay } from 'node:timers/promises';
import { Server } from './testing/servers';

let broker: Broker | undefined;
const servers: Server[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  await broker?.stop();
});

async function startServer({ addresses, speed = 1 }: { addresses: string; speed?: number }) {
  const server = new Server(addresses, { speed });
  servers.push(server);
  await server.cluster.start();
  return server;
}

/** Does to the stream of a bucket what an operator may do. */
async function operate<Result>(
  { operatorAddresses }: Broker,
  what: (streams: StreamAPI, bucket: string) => Promise<Result>,
): Promise<Result> {
  const { host, username: user, password: pass } = new URL(operatorAddresses[0] ?? '');
  const connection = await connect({ servers: host, user, pass });
  const { streams } = await jetstreamManager(connection);
  const result = await what(streams, 'KV_chat_channels');
  await connection.close();
  return result;
}

const LOSSES = {
  'is cleared': (of: Broker) => operate(of, (streams, bucket) => streams.purge(bucket)),
  'is removed': (of: Broker) => operate(of, (streams, bucket) => streams.delete(bucket)),
  'is lost with its storage': (of: Broker) => of.lose(),
};

test.each(Object.entries(LOSSES))(
  'when the bucket %s, all have left, everywhere, and it begins anew',
  async (_, lose) => {
    broker = await Broker.start();
    const addresses = broker.addresses();
    const [near, far] = [await startServer({ addresses }), await startServer({ addresses })];
    const [ann, ben, cat] = [near.connect('Ann'), far.connect('Ben'), far.connect('Cat')];
    await ann.ask('/create tea');
    await ben.ask('/join tea');
    await cat.ask('/join tea');
    await ann.hears('Cat has joined');
    await lose(broker);
    for (const { lines, cluster } of servers) {
      const away = lines.some((line) => line.includes('is away'));
      while (!cluster.connected || (away && !lines.some((line) => line.includes('is back'))))
        await delay(5);
    }
    await expect(ann.ask('/list')).resolves.toEqual([
      'Ben has joined',
      'Cat has joined',
      'Ben has left',
      'Cat has left',
      '',
    ]);
    await expect(cat.ask('/list')).resolves.toEqual(
      expect.arrayContaining(['Ann has left', 'Ben has left', '']),
    );
    await expect(ben.ask('hello')).resolves.toContain(
      'Not currently in any channel. Must join a channel before sending messages.',
    );
    await expect(ben.ask('/create tea')).resolves.toEqual([]);
    await expect(ann.ask('/list', '/join tea')).resolves.toEqual(['tea']);
    const late = (await startServer({ addresses })).connect('Dan');
    await expect(late.ask('/list')).resolves.toEqual(['tea']);
  },
);

test.each([...Object.entries(LOSSES).slice(0, 2)])(
  'when the bucket %s, all have left before long, whether or not anybody asks for it',
  async (_, lose) => {
    broker = await Broker.start();
    const addresses = broker.addresses();
    const server = await startServer({ addresses, speed: 10 });
    const [ann, ben] = [server.connect('Ann'), server.connect('Ben')];
    await ann.ask('/create tea');
    await ben.ask('/join tea');
    await lose(broker);
    await ben.hears('Ann has left');
  },
);

test('when the one node that keeps the bucket has lost it, it begins anew for all', async () => {
  broker = await Broker.start({ nodes: 3 });
  await startServer({ addresses: broker.addresses() });
  const { cluster } = await operate(broker, (streams, bucket) => streams.info(bucket));
  const keeper = broker.nodes.filter((_, index) => cluster?.leader === `node-${index}`);
  const others = broker.nodes.filter((node) => !keeper.includes(node));
  const addresses = broker.addresses(others.map(({ ports }) => ports.client));
  const [near, far] = [await startServer({ addresses }), await startServer({ addresses })];
  const [ann, ben] = [near.connect('Ann'), far.connect('Ben')];
  await ann.ask('/create tea', '/create coffee');
  await ben.ask('/join coffee');
  await ann.hears('Ben has joined');
  await broker.lose(keeper);
  await expect(ben.ask('/create mate')).resolves.toEqual(['Ann has left']);
  await expect(ann.ask('/list')).resolves.toEqual(['Ben has joined', 'Ben has left', 'mate']);
});
