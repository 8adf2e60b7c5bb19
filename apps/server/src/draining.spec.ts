import fc from 'fast-check';
import type { Options } from './operation/options';
import { ChatServer } from './server';
import { destroyPeers, enter, Peer } from './testing/test-peer';

afterEach(destroyPeers);

async function start(options: Partial<Options> = {}) {
  const server = new ChatServer(options);
  const { port } = await server.listen(0);
  return { server, port };
}

/** All that a peer has been told when its connection is over. */
async function everythingHeard(peer: Peer): Promise<string[]> {
  const heard: string[] = [];
  for (let text = await peer.hear(); text !== undefined; text = await peer.hear()) heard.push(text);
  return heard;
}

test('what a rate still holds back is heard by all, whenever they came', async () => {
  const { server, port } = await start({ floodRate: 1, floodBurst: 3 });
  const old = await enter(port, 'Old');
  const talker = new Peer(port);
  talker.say('Talker');
  talker.say('/join c');
  await old.hearUntil('Talker has joined');
  const late = await enter(port, 'Late');
  const said = Array.from({ length: 20 }, (_, index) => `[Talker] ${index}`);
  for (let index = 0; index < 20; index++) talker.say(`${index}`);
  await old.hearUntil('[Talker] 0');
  const closed = server.close();
  const heardByOld = await everythingHeard(old);
  const heardByLate = await everythingHeard(late);
  await closed;
  expect(['[Talker] 0', ...heardByOld].filter((text) => text.startsWith('[Talker]'))).toEqual(said);
  expect(heardByLate.filter((text) => text.startsWith('[Talker]'))).toEqual(said);
}, 30_000);

test('who floods cannot keep a server from stopping in time', async () => {
  const { server, port } = await start({ drainTimeout: 1000 });
  const flooder = await enter(port, 'Flooder');
  const listener = await enter(port, 'Listener');
  const flood = setInterval(() => {
    for (let count = 0; count < 50; count++) flooder.say('flood');
  }, 1);
  await listener.hearUntil('[Flooder] flood');
  const heard = everythingHeard(listener);
  await server.close();
  clearInterval(flood);
  expect((await heard).length).toBeGreaterThan(0);
}, 30_000);

/** Members who each say so much, at their own pace, and then ask something. */
const members = fc.array(
  fc.record({
    messages: fc.integer({ min: 0, max: 60 }),
    asks: fc.boolean(),
    leaves: fc.boolean(),
  }),
  { minLength: 2, maxLength: 12 },
);

test('whatever was said before its sender got a later answer is heard by all, whenever it stops', async () => {
  await fc.assert(
    fc.asyncProperty(
      members,
      fc.integer({ min: 0, max: 30 }),
      fc.constantFrom<Partial<Options>>({}, { floodRate: 50, floodBurst: 10 }),
      async (plans, turnsUntilStop, options) => {
        const { server, port } = await start({ ...options, drainTimeout: 20_000 });
        const listener = await enter(port, 'Listener');
        const peers = await Promise.all(plans.map((_, index) => enter(port, `m${index}`)));
        peers.forEach((peer, index) => {
          const plan = plans[index];
          for (let said = 0; said < (plan?.messages ?? 0); said++) peer.say(`${said}`);
          if (plan?.asks === true) peer.say('/answered');
          if (plan?.leaves === true) peer.socket.end();
        });
        for (let turn = 0; turn < turnsUntilStop; turn++) await new Promise(setImmediate);
        const closed = server.close();
        const heard = await everythingHeard(listener);
        const answers = await Promise.all(peers.map(everythingHeard));
        await closed;
        peers.forEach((_, index) => {
          const plan = plans[index];
          const answered = answers[index]?.some((text) => text.startsWith('/answered')) ?? false;
          const relayed = heard.filter((text) => text.startsWith(`[m${index}] `));
          const all = Array.from(
            { length: plan?.messages ?? 0 },
            (_, said) => `[m${index}] ${said}`,
          );
          expect(relayed).toEqual(answered ? all : all.slice(0, relayed.length));
        });
        destroyPeers();
      },
    ),
    { numRuns: 8 },
  );
}, 120_000);
