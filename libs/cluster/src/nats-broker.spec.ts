import { Broker } from '@chat/broker';
import { FaultProxy } from '@chat/loopback/fault-proxy';
import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises';
import type { Clock } from './clock';
import { NatsBroker } from './nats-broker';
import { ManualClock } from './testing/manual-clock';

let node: Broker;
const brokers: NatsBroker[] = [];
const lines: string[] = [];

beforeAll(async () => {
  node = await Broker.start();
});

afterAll(async () => {
  await Promise.all(brokers.map((broker) => broker.close()));
  await node.stop();
});

const clock: Clock = { now: () => performance.now(), after: () => () => undefined };

async function reached(name: string, ports?: number[], time = clock): Promise<NatsBroker> {
  const { host, username: user, password } = new URL(node.addresses(ports));
  const say = (message: string): void => {
    lines.push(message);
  };
  const broker = new NatsBroker(
    { addresses: [{ shown: host, host, tls: false, user, password }], name },
    { connected: () => undefined, disconnected: () => undefined },
    time,
    { info: say, warn: say },
  );
  brokers.push(broker);
  await broker.start();
  return broker;
}

async function until(broker: NatsBroker, connected: boolean): Promise<void> {
  while (broker.connected !== connected) await delay(10);
}

test('whoever throws at one message hears the next, and the fault is told', async () => {
  const [near, far] = [await reached('near'), await reached('far')];
  const heard: number[] = [];
  far.subscribe('chat.all', ([number = 0]) => {
    if (number === 1) throw new Error('A fault');
    heard.push(number);
  });
  await far.flush();
  for (const number of [1, 2]) near.publish('chat.all', Uint8Array.of(number));
  await near.flush();
  await far.flush();
  expect(heard).toEqual([2]);
  expect(lines.filter((line) => line.includes('a fault of this server'))).toHaveLength(1);
});

test('the log tells one in 10 s of what the broker refuses', async () => {
  const time = new ManualClock();
  await time.run(60_000);
  const broker = await reached('near', undefined, time);
  const told = (): string[] => lines.filter((line) => line.startsWith('The broker says'));
  const publish = async (): Promise<void> => {
    for (const subject of ['one', 'two', 'three']) broker.publish(subject, new Uint8Array(0));
    await broker.flush();
    await turn();
  };
  await publish();
  expect(told()).toHaveLength(1);
  await time.run(9999);
  await publish();
  expect(told()).toHaveLength(1);
  await time.run(1);
  await publish();
  expect(told()).toHaveLength(2);
});

test('a node that says that it takes only small messages from now on is left, and nothing throws', async () => {
  const broker = await reached('near');
  const returns = (): number => lines.filter((line) => line.includes('is back')).length;
  const before = returns();
  Object.assign(broker.connection.info ?? {}, { max_payload: 10 });
  expect(broker.maxPayload).toBe(4096);
  broker.publish('chat.all', new Uint8Array(20));
  while (returns() === before) await delay(10);
  expect(lines).toContain('The broker at {where} is not used: {fault}');
  expect(broker.maxPayload).toBeGreaterThan(4096);
});

test.each([1, -1])('a wall clock that jumps by an hour (%d) keeps it from nothing', async (way) => {
  const proxy = await FaultProxy.to(node.nodes[0]?.ports.client ?? 0);
  const broker = await reached('far', [proxy.port]);
  const now = Date.now;
  const wallClock = jest.spyOn(Date, 'now').mockImplementation(() => now() + way * 3_600_000);
  try {
    proxy.cut();
    await until(broker, false);
    proxy.mend();
    await until(broker, true);
    await broker.flush();
  } finally {
    wallClock.mockRestore();
    await broker.close();
    proxy.close();
  }
});
