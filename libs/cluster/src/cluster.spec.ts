import { Broker } from '@chat/broker';
import { setTimeout as delay } from 'node:timers/promises';
import { Server } from './testing/servers';

let broker: Broker;
const servers: Server[] = [];

beforeAll(async () => {
  broker = await Broker.start();
});

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

afterAll(() => broker.stop());

async function start(count: number, maxChannels = Infinity): Promise<Server[]> {
  const started = Array.from({ length: count }, () => {
    return new Server(broker.addresses(), { maxChannels });
  });
  servers.push(...started);
  await Promise.all(started.map(({ cluster }) => cluster.start()));
  return started;
}

test('members of a channel hear each other, wherever they are', async () => {
  const [one, two, three] = (await start(3)) as [Server, Server, Server];
  const [ann, ben, cat] = [one.connect('Ann'), two.connect('Ben'), three.connect('Cat')];
  await ann.ask('/create tea');
  await expect(ben.ask('/list', '/create tea', '/join tea', 'hello')).resolves.toEqual([
    'tea',
    'Room tea already exists, so cannot be created.',
  ]);
  await ann.hears('[Ben] hello');
  await cat.ask('/join tea', 'hi');
  await Promise.all([ben.hears('[Cat] hi'), ann.hears('[Cat] hi')]);
  expect(ann.heard).toEqual(['Ben has joined', '[Ben] hello', 'Cat has joined', '[Cat] hi']);
  expect(ben.heard).toEqual(['Cat has joined', '[Cat] hi']);
  expect(cat.heard).toEqual([]);
});

test('members who create at once exceed the limit of channels by one each at most, and nobody does later', async () => {
  const limit = 20;
  const started = await start(3, limit);
  const guests = [...started, ...started].map((server, index) => server.connect(`Member ${index}`));
  await Promise.all(
    guests.map((guest, index) => {
      const creations = Array.from({ length: limit }, (_, round) => `/create ${index}-${round}`);
      return guest.ask(...creations);
    }),
  );
  const lists = await Promise.all(guests.map((guest) => guest.ask('/list', '/create late')));
  for (const [list = '', reply] of lists) {
    expect(list).toBe(lists[0]?.[0]);
    expect(reply).toBe('No more channels can be created here.');
  }
  const channels = lists[0]?.[0]?.split('\n').length;
  expect(channels).toBeGreaterThanOrEqual(limit);
  expect(channels).toBeLessThanOrEqual(limit + guests.length);
});

test('without the broker, members of one server go on hearing each other', async () => {
  const [one] = (await start(1)) as [Server];
  const [ann, ben] = [one.connect('Ann'), one.connect('Ben')];
  await ann.ask('/create away');
  await ben.ask('/join away');
  await broker.nodes[0]?.end('SIGKILL');
  try {
    for (let number = 0; !one.lines.some((line) => line.includes('is away')); number++) {
      ann.send(`before ${number}`);
      await ben.hears(`[Ann] before ${number}`);
    }
    ann.send('hello');
    await ben.hears('[Ann] hello');
  } finally {
    await broker.nodes[0]?.start();
  }
  // The client of the broker leaves a connection behind that is closed while it is made.
  while (!one.cluster.connected) await delay(10);
});
