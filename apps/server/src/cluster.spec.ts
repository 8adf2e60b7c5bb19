import { Broker, type BrokerOptions } from '@chat/broker';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { destroyPeers, enter, Peer } from './testing/test-peer';
import { killPrograms, Program } from './testing/test-program';

let broker: Broker | undefined;

afterEach(async () => {
  destroyPeers();
  await killPrograms();
  await broker?.stop();
  broker = undefined;
});

async function startBroker(options?: BrokerOptions): Promise<Broker> {
  return (broker = await Broker.start(options));
}

function program(nats: Broker, ...args: readonly string[]): Program {
  return new Program(['0', '--host=127.0.0.1', `--nats=${nats.addresses()}`, ...args]);
}

/** Two servers, and a member at each, of one channel. */
async function two(nats: Broker) {
  const programs = [program(nats), program(nats)] as const;
  const [here, there] = await Promise.all(programs.map((each) => each.port()));
  const ann = await enter(here ?? 0, 'Ann');
  const ben = await enter(there ?? 0, 'Ben');
  await ann.hearUntil('Ben has joined');
  return { programs, ann, ben };
}

async function ready(each: Program): Promise<string> {
  const port = await each.logs(/Admin port (\d+)/);
  const response = await fetch(`http://127.0.0.1:${port}/readyz`);
  return `${response.status} ${await response.text()}`;
}

describe('what makes several servers one chat', () => {
  const hook = join(__dirname, 'testing/tell-modules.cjs');

  afterEach(() => {
    delete process.env['NODE_OPTIONS'];
  });

  /** The modules of a server that has come and gone. */
  async function modulesOf(each: Program): Promise<string> {
    await each.port();
    each.signal('SIGTERM');
    await each.closed;
    return each.logs(/^modules: (.*)/);
  }

  test('is loaded for --nats, and for nothing else', async () => {
    const nats = await startBroker();
    process.env['NODE_OPTIONS'] = `--require=${hook}`;
    const alone = await modulesOf(new Program(['0']));
    const together = await modulesOf(program(nats));
    expect(together).toMatch(/\/cluster\.js\b/);
    expect(alone).toMatch(/\/main\.js\b/);
    expect(alone).not.toMatch(/\/cluster\.js\b/);
  });
});

test('without a broker it says so, waits, and takes members when there is one', async () => {
  const nats = await startBroker();
  await nats.nodes[0]?.end('SIGKILL');
  const waiting = program(nats, '--admin-port=0');
  await waiting.logs(/Waiting for the broker at .*connection refused/);
  await expect(ready(waiting)).resolves.toBe('503 the broker cannot be reached\n');
  await nats.nodes[0]?.start();
  await enter(await waiting.port(), 'Ann');
  await expect(ready(waiting)).resolves.toBe('200 ready\n');
  await expect(waiting.metric('chat_cluster_broker_connected')).resolves.toBe(1);
  await nats.nodes[0]?.end('SIGKILL');
  await waiting.logs(/is away/);
  await expect(ready(waiting)).resolves.toBe('503 the broker cannot be reached\n');
  expect(waiting.lines.join('\n')).not.toContain('secret');
});

test('it can be stopped while it waits for a broker', async () => {
  const nats = await startBroker();
  await nats.nodes[0]?.end('SIGKILL');
  const waiting = program(nats);
  await waiting.logs(/Waiting for the broker/);
  waiting.signal('SIGTERM');
  await expect(waiting.closed).resolves.toBe(0);
});

test('it can be stopped while the broker stands still', async () => {
  const nats = await startBroker();
  const server = program(nats);
  await server.port();
  await nats.nodes[0]?.pause();
  const told = performance.now();
  server.signal('SIGTERM');
  await expect(server.closed).resolves.toBe(0);
  // Its client takes 4 s to notice by itself.
  expect(performance.now() - told).toBeLessThan(3000);
});

test('a server that stops has its members leave at once; one that is killed, within 5 s', async () => {
  const nats = await startBroker();
  const { programs, ann, ben } = await two(nats);
  programs[1].signal('SIGTERM');
  await ann.hearUntil('Ben has left');
  await ben.ended;
  const third = program(nats);
  const port = await third.port();
  await enter(port, 'Cat');
  await enter(port, 'Cat');
  await ann.hearUntil('Cat has joined');
  await ann.hearUntil('Cat has joined');
  const killed = performance.now();
  third.signal('SIGKILL');
  expect([await ann.hear(), await ann.hear()]).toEqual(['Cat has left', 'Cat has left']);
  // One second more, for a machine that is busy.
  expect(performance.now() - killed).toBeLessThan(6000);
  ann.say('/nobody else');
  expect(await ann.hear()).toContain('/nobody is not a valid');
});

test('a server that is paused is given up, gives nobody up itself, and is back when it goes on', async () => {
  const { programs, ann, ben } = await two(await startBroker());
  programs[1].signal('SIGSTOP');
  await ann.hearUntil('Ben has left');
  ann.say('nobody hears this now');
  // So long that it has heard nobody for long enough, too.
  await delay(1000);
  programs[1].signal('SIGCONT');
  await ann.hearUntil('Ben has joined');
  ben.say('I was away');
  await ann.hearUntil('[Ben] I was away');
  ann.say('welcome back');
  await expect(ben.hearUntil('[Ann] welcome back')).resolves.toEqual([
    '[Ann] nobody hears this now',
    '[Ann] welcome back',
  ]);
});

test('over TLS, and with no other rights than are needed, it is the same', async () => {
  const nats = await startBroker({ tls: true });
  const strange = program(nats);
  await strange.logs(/Waiting for the broker at .*tls:.*self.signed certificate/);
  const [here, there] = [0, 1].map(() => program(nats, `--nats-ca=${nats.ca ?? ''}`));
  const ann = await enter((await here?.port()) ?? 0, 'Ann');
  const ben = await enter((await there?.port()) ?? 0, 'Ben');
  await ann.hearUntil('Ben has joined');
  ben.say('hello');
  await ann.hearUntil('[Ben] hello');
  for (const each of [here, there])
    expect(each?.lines.join('\n')).not.toMatch(/broker says|secret/);
});

test('it is let in by a credentials file, and not with credentials that the broker does not know', async () => {
  const nats = await startBroker({ operatorMode: true });
  const credentials = nats.credentials ?? '';
  const none = program(nats);
  await none.logs(/Waiting for the broker at .*Authorization Violation/i);
  const [here, there] = [0, 1].map(() => program(nats, `--nats-creds=${credentials}`));
  const ann = await enter((await here?.port()) ?? 0, 'Ann');
  const ben = await enter((await there?.port()) ?? 0, 'Ben');
  await ann.hearUntil('Ben has joined');
  ben.say('hello');
  await ann.hearUntil('[Ben] hello');
  const secret = /-----BEGIN USER NKEY SEED-----\s+(\S+)/.exec(await readFile(credentials, 'utf8'));
  for (const each of [here, there]) {
    expect(each?.lines.join('\n')).not.toMatch(/broker says/);
    expect(each?.lines.join('\n')).not.toContain(secret?.[1]);
  }
});

test('a file that is not there ends it with a line that says so', async () => {
  const failed = new Program(['0', '--nats=nats://127.0.0.1:1', '--nats-creds=/no/such']);
  await expect(failed.closed).resolves.toBe(1);
  expect(failed.lines).toEqual(['chat-server: --nats-creds: cannot read /no/such (ENOENT)']);
});

test('the last command of a client that has closed its side is answered (rule 20)', async () => {
  const { ben, programs } = await two(await startBroker());
  const cat = new Peer(await programs[0].port());
  cat.say('Cat');
  cat.say('/create c');
  cat.socket.end();
  await expect(cat.hear()).resolves.toBe('Room c already exists, so cannot be created.');
  const dan = new Peer(await programs[0].port());
  dan.say('Dan');
  dan.say('/join c');
  dan.socket.end();
  await ben.hearUntil('Dan has joined');
  await ben.hearUntil('Dan has left');
  await expect(dan.hear()).resolves.toBeUndefined();
});
