import { Broker } from '@chat/broker';
import { FaultProxy } from '@chat/loopback/fault-proxy';
import { setTimeout as delay } from 'node:timers/promises';
import { Server } from './testing/servers';

let broker: Broker;
let proxy: FaultProxy;
let near: Server;
let far: Server;

beforeAll(async () => {
  broker = await Broker.start({ lines: ['max_pending: 1048576', 'write_deadline: "500ms"'] });
  proxy = await FaultProxy.to(broker.nodes[0]?.ports.client ?? 0);
  near = new Server(broker.addresses());
  far = new Server(broker.addresses([proxy.port]));
  await Promise.all([near.cluster.start(), far.cluster.start()]);
});

afterAll(async () => {
  await Promise.all([near.stop(), far.stop()]);
  proxy.close();
  await broker.stop();
});

/** How many clients the broker has cut off, since they did not take what it sent. */
async function slowConsumers(): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${broker.nodes[0]?.ports.monitor ?? 0}/varz`);
  return ((await response.json()) as { slow_consumers: number }).slow_consumers;
}

test('a server that the broker cuts off for being slow comes back, counts what it missed, and goes on', async () => {
  const [ann, ben] = [near.connect('Ann'), far.connect('Ben')];
  await ann.ask('/create flood');
  await ben.ask('/join flood');
  await ann.hears('Ben has joined');
  let said = 1;
  ann.send('1');
  await ben.hears('[Ann] 1');
  proxy.stall();
  while ((await slowConsumers()) === 0) {
    for (let index = 0; index < 1000; index++) ann.send(`${++said}`);
  }
  proxy.flow();
  while (!far.lines.some((line) => line.includes('never came'))) await delay(10);
  // What is still on its way may have it cut off once more.
  while (!ben.heard.includes('[Ann] still there?')) {
    ann.send('still there?');
    await delay(10);
  }
  ben.send('yes');
  await ann.hears('[Ben] yes');
  const heard = ben.heard.map((text) => Number(/^\[Ann\] (\d+)$/.exec(text)?.[1] ?? NaN));
  const numbers = heard.filter((number) => !Number.isNaN(number));
  expect(numbers.length).toBeLessThan(said);
  // Once each, in order.
  expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
  const { figures } = far.cluster;
  expect(figures.lost).toBeGreaterThan(0);
  while (figures.lost + figures.batchesIn < near.cluster.figures.batchesOut) await delay(10);
  expect(figures.lost + figures.batchesIn).toBe(near.cluster.figures.batchesOut);
  expect(near.lines.filter((line) => line.includes('is away'))).toEqual([]);
});
