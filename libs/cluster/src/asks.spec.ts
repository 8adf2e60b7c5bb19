import { Broker } from '@chat/broker';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { decode, encodeBeat, encodeRosters } from './message';
import { Server } from './testing/servers';

let broker: Broker;
let server: Server;
let connection: NatsConnection;
let beating: NodeJS.Timeout;

beforeAll(async () => {
  broker = await Broker.start();
  const { host, username: user, password: pass } = new URL(broker.addresses());
  connection = await connect({ servers: host, user, pass });
  server = new Server(broker.addresses(), { speed: 5 });
  await server.cluster.start();
});

afterAll(async () => {
  clearInterval(beating);
  await server.stop();
  await connection.close();
  await broker.stop();
});

test('a server that lives, but whose answer is lost, is asked again; whoever joins waits for it', async () => {
  beating = setInterval(() => {
    connection.publish('chat.all', encodeBeat('other', 'test:other', false));
  }, 100);
  const again = connection.subscribe('chat.to.other');
  while (!server.lines.some((line) => line.includes('test:other'))) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const ann = server.connect('Ann');
  let joined = false;
  const creation = ann.ask('/create tea').then(() => (joined = true));
  for await (const { data } of again) {
    const message = decode(data);
    if (message?.type !== 'rosters' || message.ask === 0) continue;
    if (!message.rosters.some(({ channel }) => channel === 'tea')) continue;
    expect(joined).toBe(false);
    const [answer] = encodeRosters('other', [], 4096, () => 0, message.ask);
    connection.publish(`chat.to.${message.from}`, answer?.bytes);
    break;
  }
  await creation;
});
