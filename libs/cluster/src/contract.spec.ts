import { Broker } from '@chat/broker';
import { promisesToMembers } from '@chat/hub/testing/contract';
import { Server } from './testing/servers';

describe.each([1, 3] as const)('three hubs over NATS of %d', (nodes) => {
  let broker: Broker;
  const servers: Server[] = [];

  beforeAll(async () => {
    broker = await Broker.start({ nodes });
    // Each at a node of its own, if there are several.
    const addresses = broker.addresses().split(',');
    for (let index = 0; index < 3; index++) {
      servers.push(new Server(addresses[index % nodes] ?? '', { replicas: nodes }));
    }
    await Promise.all(servers.map(({ cluster }) => cluster.start()));
  });

  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await broker.stop();
  });

  promisesToMembers(() => Promise.resolve(servers.map(({ hub }) => hub)));
});
