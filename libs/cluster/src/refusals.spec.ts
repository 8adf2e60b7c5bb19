import { Broker, rightsOf } from '@chat/broker';
import { setTimeout as delay } from 'node:timers/promises';
import { Server } from './testing/servers';

let broker: Broker;
const servers: Server[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  await broker.stop();
});

test.each([
  ['may not hear the others', { subscribe: ['_INBOX.>'] }],
  ['may not hear answers', { subscribe: ['chat.>'] }],
  ['may have no bucket', { publish: ['chat.>'] }],
])('who %s says so, and starts when it may', async (_, rights) => {
  broker = await Broker.start({ rights: { ...rightsOf('chat'), ...rights } });
  const [near, far] = [1, 2].map(() => new Server(broker.addresses(), { speed: 5 })) as [
    Server,
    Server,
  ];
  servers.push(near, far);
  const started = Promise.all([near.cluster.start(), far.cluster.start()]);
  const refused = ({ lines }: Server): boolean =>
    lines.some((line) => line.startsWith('The broker says: Permissions Violation'));
  while (!refused(near) || !refused(far)) await delay(10);
  await broker.allow(rightsOf('chat'));
  await started;
  const [ann, ben] = [near.connect('Ann'), far.connect('Ben')];
  await ann.ask('/create tea');
  while (near.cluster.peers === 0 || far.cluster.peers === 0) await delay(10);
  await ben.ask('/join tea');
  await ann.hears('Ben has joined');
  ann.send('hello');
  await ben.hears('[Ann] hello');
  expect(near.lines.filter((line) => line.startsWith('Waiting for')).length).toBeLessThan(2);
});

test('a broker that comes to take only small messages is away until it takes more', async () => {
  broker = await Broker.start();
  const [near, far] = [1, 2].map(() => new Server(broker.addresses(), { speed: 5 })) as [
    Server,
    Server,
  ];
  servers.push(near, far);
  await Promise.all([near.cluster.start(), far.cluster.start()]);
  const [ann, ben] = [near.connect('Ann'), far.connect('Ben')];
  await ann.ask('/create tea');
  await ben.ask('/join tea');
  await ann.hears('Ben has joined');
  ann.heard.length = 0;
  // One that would let no frame pass.
  await broker.restartWith(['max_payload: 100']);
  const told = ({ lines }: Server): boolean =>
    lines.some((line) => line.includes('its max_payload is 100'));
  while (!told(near) || !told(far)) await delay(10);
  ann.send('hello?');
  await Promise.all([ann.hears('Ben has left'), ben.hears('Ann has left')]);
  expect(near.cluster.fault).toBe('the broker cannot be reached');
  await broker.restartWith([]);
  await Promise.all([ann.hears('Ben has joined'), ben.hears('Ann has joined')]);
  ann.send('hello');
  await ben.hears('[Ann] hello');
  expect(near.lines.filter((line) => / is away|is back/.test(line))).toHaveLength(2);
});

test('a broker that takes only small messages is waited for, and the log says why', async () => {
  broker = await Broker.start({ lines: ['max_payload: 1000'] });
  const server = new Server(broker.addresses(), { speed: 5 });
  servers.push(server);
  const started = server.cluster.start();
  while (!server.lines.some((line) => line.includes('its max_payload is 1000'))) await delay(10);
  await server.stop();
  await expect(started).resolves.toBe(false);
});
