import { Broker } from '@chat/broker';
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

async function start(count: number): Promise<Server[]> {
  const started = Array.from({ length: count }, () => new Server(broker.addresses()));
  servers.push(...started);
  await Promise.all(started.map(({ cluster }) => cluster.start()));
  return started;
}

test('x', async () => {
  const [one, two, three] = (await start(3)) as [Server, Server, Server];
  const ann = one.connect('Ann');
  const ben = two.connect('Ben');
  const cat = three.connect('Cat');
  await ann.ask('/create tea');
  console.log(await ben.ask('/list', '/create tea', '/join tea', 'hello'));
  await ann.hears('[Ben] hello');
  await cat.ask('/join tea', 'hi');
  await ben.hears('[Cat] hi');
  await ann.hears('[Cat] hi');
  console.log(ann.heard, ben.heard, cat.heard);
  console.log(one.lines, two.lines, three.cluster.figures);
});
