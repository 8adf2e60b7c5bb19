import { Broker } from '@chat/broker';
import type { Guest } from '@chat/hub/testing/guest';
import { FaultProxy } from '@chat/loopback/fault-proxy';
import { Kvm, type KV } from '@nats-io/kv';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { setTimeout as delay } from 'node:timers/promises';
import { Server } from './testing/servers';

/** What takes seconds takes a fifth of it here. */
const SPEED = 5;

let broker: Broker;
let proxy: FaultProxy;
let operator: NatsConnection | undefined;
const servers: Server[] = [];

beforeAll(async () => {
  // So that rosters come in pieces.
  broker = await Broker.start({ lines: ['max_payload: 4096'] });
  proxy = await FaultProxy.to(broker.nodes[0]?.ports.client ?? 0);
});

afterEach(async () => {
  proxy.flow();
  proxy.mend();
  proxy.lag = 0;
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  await operator?.close();
});

afterAll(async () => {
  proxy.close();
  await broker.stop();
});

/** One server at the broker, and one behind the proxy. */
async function start(): Promise<[near: Server, far: Server]> {
  const near = new Server(broker.addresses(), { speed: SPEED });
  const far = new Server(broker.addresses([proxy.port]), { speed: SPEED });
  servers.push(near, far);
  await Promise.all([near.cluster.start(), far.cluster.start()]);
  return [near, far];
}

/** The bucket, as an operator sees it. */
async function openBucket(): Promise<KV> {
  const { host, username: user, password: pass } = new URL(broker.operatorAddresses[0] ?? '');
  operator = await connect({ servers: host, user, pass });
  return new Kvm(operator).open('chat_channels');
}

/** Members of one channel, the first at one server and all others at the other. */
async function together(room: string, here: Server, there: Server, others: readonly string[]) {
  const ann = here.connect('Ann');
  await ann.ask(`/create ${room}`);
  const guests = others.map((name) => there.connect(name));
  await Promise.all(guests.map((guest) => guest.ask(`/join ${room}`)));
  await Promise.all(others.map((name) => ann.hears(`${name} has joined`)));
  for (const each of [ann, ...guests]) each.heard.length = 0;
  return [ann, ...guests] as [Guest, ...Guest[]];
}

test('the members of a server that is cut off leave once, and join again when it is back', async () => {
  const [near, far] = await start();
  const names = Array.from({ length: 300 }, (_, index) => `member ${index} ${'x'.repeat(40)}`);
  const [ann, ...others] = await together('cut', near, far, names);
  proxy.cut();
  ann.send('who hears me?');
  await Promise.all(names.map((name) => ann.hears(`${name} has left`)));
  await others[0]?.hears('Ann has left');
  expect(far.cluster.fault).toBe('the broker cannot be reached');
  expect(ann.heard).toHaveLength(300);
  ann.heard.length = 0;
  ann.send('and now?');
  proxy.mend();
  await Promise.all(names.map((name) => ann.hears(`${name} has joined`)));
  await others[0]?.hears('Ann has joined');
  others[0]?.send('back');
  await ann.hears(`[${names[0] ?? ''}] back`);
  ann.send('hello');
  await Promise.all(others.map((other) => other.hears('[Ann] hello')));
  expect(ann.heard).toHaveLength(301);
  expect(others[0]?.heard).toEqual(['Ann has left', 'Ann has joined', '[Ann] hello']);
  expect(far.cluster.figures.reconnects).toBe(1);
  // What was said while it was cut off.
  expect(far.cluster.figures.lost).toBeGreaterThanOrEqual(2);
  while (!far.lines.some((line) => line.includes('never came'))) await delay(10);
  expect(far.lines.filter((line) => / is away|is back/.test(line))).toHaveLength(2);
});

test('a line that stands still and goes on brings everything once, in order', async () => {
  const [near, far] = await start();
  const [ann, ben] = (await together('still', near, far, ['Ben'])) as [Guest, Guest];
  proxy.stall();
  for (let index = 0; index < 50; index++) {
    ann.send(`${index}`);
    ben.send(`${index}`);
  }
  // Less than a server may be silent, and longer than its answers take.
  await delay(1500 / SPEED);
  proxy.flow();
  await Promise.all([ann.hears('[Ben] 49'), ben.hears('[Ann] 49')]);
  expect(ann.heard).toEqual(Array.from({ length: 50 }, (_, index) => `[Ben] ${index}`));
  expect(ben.heard).toEqual(Array.from({ length: 50 }, (_, index) => `[Ann] ${index}`));
});

test('without the broker, members go on, lists are what was known, and who needs others is told', async () => {
  const [near, far] = await start();
  const [ann, ben] = (await together('dark', near, far, ['Ben'])) as [Guest, Guest];
  const cat = near.connect('Cat');
  await cat.ask('/join dark');
  await broker.nodes[0]?.end('SIGKILL');
  await ben.hears('Ann has left');
  const listed = (await cat.ask('/list')).join('\n').split('\n');
  expect(listed).toContain('dark');
  const refusal = 'The servers of this chat cannot reach each other now. Try again later.';
  await expect(cat.ask('/create new', '/join new')).resolves.toEqual([refusal, refusal]);
  cat.send('still here');
  await ann.hears('[Cat] still here');
  await broker.nodes[0]?.start();
  await ben.hears('Ann has joined');
  await cat.ask('/create new', '/join dark');
  cat.send('and there');
  await ben.hears('[Cat] and there');
  expect(near.lines.filter((line) => / is away|is back/.test(line))).toHaveLength(2);
});

test('who waits for the others when the broker goes away waits no longer', async () => {
  const near = new Server(broker.addresses());
  const far = new Server(broker.addresses([proxy.port]));
  servers.push(near, far);
  await Promise.all([near.cluster.start(), far.cluster.start()]);
  await near.connect('Ann').ask('/create vain');
  const ben = far.connect('Ben');
  await ben.ask('/list');
  proxy.stall();
  const begin = performance.now();
  const joined = ben.ask('/join vain');
  proxy.cut();
  await joined;
  // After 2 s the others would be asked again.
  expect(performance.now() - begin).toBeLessThan(2000);
});

test('a creation whose answer was lost is one', async () => {
  // At the pace of the client of the broker, which knows no other.
  const far = new Server(broker.addresses([proxy.port]));
  servers.push(far);
  await far.cluster.start();
  const bucket = await openBucket();
  proxy.lag = 400;
  const ben = far.connect('Ben');
  const answer = ben.ask('/create lost');
  while ((await bucket.get('lost')) === null) await delay(10);
  proxy.cut();
  proxy.lag = 0;
  proxy.mend();
  await expect(answer).resolves.toEqual([]);
});

test('a channel that an operator removes is left by all, everywhere', async () => {
  const [near, far] = await start();
  const [ann, ben, cat] = (await together('a b', near, far, ['Ben', 'Cat'])) as [
    Guest,
    Guest,
    Guest,
  ];
  await (await openBucket()).delete('a=20b');
  await Promise.all([ann.hears('Cat has left'), cat.hears('Ben has left')]);
  expect(ann.heard.splice(0).sort()).toEqual(['Ben has left', 'Cat has left']);
  const nowhere = [expect.stringContaining('Not currently in any channel')];
  await expect(ann.ask('anybody?')).resolves.toEqual(nowhere);
  expect((await ben.ask('anybody?')).at(-1)).toEqual(nowhere[0]);
  await expect(ann.ask('/create a b')).resolves.toEqual([]);
  await cat.ask('/join a b');
  await ann.hears('Cat has joined');
});

test('what the broker does not take makes those wait that speak, and none that listens', async () => {
  const [near, far] = await start();
  const [ann, ben, cat] = (await together('full', near, far, ['Ben', 'Cat'])) as [
    Guest,
    Guest,
    Guest,
  ];
  proxy.stall();
  let said = 0;
  // Within 4 s: then the node is left, and nothing waits for it any more.
  while (!far.cluster.congested) {
    for (let index = 0; index < 2000; index++) ben.send(`${++said}`);
    await cat.hears(`[Ben] ${said}`);
    cat.heard.length = 0;
  }
  expect(far.cluster.outstanding).toBeLessThan(9 * 1024 * 1024);
  ben.send('the last');
  cat.send('I wait, too');
  await delay(20);
  expect(cat.heard).toEqual([]);
  proxy.flow();
  await Promise.all([ann.hears('[Ben] the last'), cat.hears('[Ben] the last')]);
  await ben.hears('[Cat] I wait, too');
  expect(far.cluster.congested).toBe(false);
});

test('a node that takes nothing more is left for another', async () => {
  const other = await FaultProxy.to(broker.nodes[0]?.ports.client ?? 0);
  const near = new Server(broker.addresses());
  // At the pace of the client of the broker, which knows no other.
  const far = new Server(broker.addresses([proxy.port, other.port]));
  servers.push(near, far);
  await Promise.all([near.cluster.start(), far.cluster.start()]);
  const [ann, ben, cat] = (await together('left', near, far, ['Ben', 'Cat'])) as [
    Guest,
    Guest,
    Guest,
  ];
  const one = far.lines.some((line) => line.endsWith(`:${proxy.port}`)) ? proxy : other;
  one.stall();
  while (!far.cluster.congested) {
    for (let index = 0; index < 2000; index++) ben.send(`${index}`);
    await cat.hears('[Ben] 1999');
    cat.heard.length = 0;
  }
  while (far.cluster.figures.reconnects === 0) await delay(10);
  expect(far.cluster.congested).toBe(false);
  ben.send('on another way');
  await Promise.all([ann, cat].map((each) => each.hears('[Ben] on another way')));
  one.flow();
  other.close();
});
