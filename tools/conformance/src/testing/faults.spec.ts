import fc from 'fast-check';
import { existsSync, readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { FaultProxy } from '@chat/loopback/fault-proxy';
import { FRAME_SIZE, frames, unpadded } from '../frame';
import { OUR_SERVER } from './our-programs';
import { PATIENCE } from '../running/patience';
import { freePort } from '@chat/loopback/free-port';
import { Peer } from '../server/driver/peer';
import { type RunningServer } from '../server/driver/running-server';
import { ServerUnderTest } from '../server/driver/server-under-test';
import { hasJoined, hasLeft, said } from '../server/driver/wording';

/** Connections at a time, each with a socket of the peer, two of the proxy and one of the server. */
const AT_A_TIME = 100;

/** How often a figure that has to come true is looked at, in milliseconds. */
const OFTEN = 10;

const LIMIT = 60_000;

/** If most slices are a byte, and each waits a timer's millisecond, it takes so long. */
const SLICED_LIMIT = 300_000;

let adminPort: number;
let server: RunningServer;
let proxy: FaultProxy;

beforeEach(async () => {
  adminPort = await freePort();
  server = await new ServerUnderTest(`${OUR_SERVER} --admin-port ${adminPort}`).start();
  proxy = await FaultProxy.to(server.port);
});

afterEach(async () => {
  proxy.close();
  await server.stop();
});

/** How many connections are open. */
async function connections(): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${adminPort}/metrics`);
  const text = await response.text();
  return Number(/^chat_connections\{transport="tcp"\} (.*)$/m.exec(text)?.[1]);
}

/** Waits until it is so: nothing tells of what a server forgets. */
async function until(isSo: () => boolean | Promise<boolean>, failure: string): Promise<void> {
  const start = performance.now();
  while (!(await isSo())) {
    if (performance.now() - start > PATIENCE) throw new Error(failure);
    await delay(OFTEN);
  }
}

async function connectionsAre(count: number): Promise<void> {
  const isSo = async (): Promise<boolean> => (await connections()) === count;
  await until(isSo, `The server has not come down to ${count} connections`);
}

/** Open files of the server, its sockets among them; not told by systems other than Linux. */
function openFiles(): number {
  const folder = `/proc/${server.program.process.pid ?? 0}/fd`;
  return existsSync(folder) ? readdirSync(folder).length : 0;
}

/** What is heard in the channel of somebody who does all this, and is then gone. */
function heardOf(name: string, framesSent: number): string[] {
  if (framesSent < 2) return [];
  const words = framesSent < 3 ? [] : [said(name, 'hello')];
  return [hasJoined(name), ...words, hasLeft(name)];
}

test.each(['FIN', 'RST'] as const)(
  'a conversation cut at each of its bytes with %s: who stays hears "has left" once, nothing leaks',
  async (how) => {
    const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
    await alice.heard();
    await connectionsAre(2);
    const filesBefore = openFiles();
    const conversation = (name: string): Buffer =>
      frames(name, '/join lobby', 'hello', `/create of ${name}`, 'alone');
    const cuts = Array.from({ length: 5 * FRAME_SIZE + 1 }, (_, after) => after);
    while (cuts.length > 0) {
      const group = await Promise.all(
        cuts.splice(0, AT_A_TIME).map(async (after) => {
          proxy.faults = { toServer: { cut: { after, how } } };
          const peer = await Peer.connect(proxy.port);
          peer.write(conversation(`cut ${after}`));
          return peer;
        }),
      );
      for (const peer of group) await peer.gone();
      for (const peer of group) peer.destroy();
    }
    await connectionsAre(2);

    const heard = (await bob.heard()).map(unpadded);
    expect((await alice.heard()).length).toBe(heard.length);
    for (let after = 0; after <= 5 * FRAME_SIZE; after++) {
      const name = `cut ${after}`;
      const ofIt = heard.filter(
        (text) => text === `[${name}] hello` || text.startsWith(`${name} has`),
      );
      const whole = Math.floor(after / FRAME_SIZE);
      // A reset may overtake what was sent before it; what is heard then is as if that was never sent.
      const possible = how === 'FIN' ? [whole] : [0, 2, 3].filter((sent) => sent <= whole);
      expect(possible.map((sent) => heardOf(name, sent))).toContainEqual(ofIt);
    }
    alice.say('still here');
    await bob.receives(said('Alice', 'still here'));
    await until(() => openFiles() <= filesBefore, 'The server has more open files than before');
  },
  LIMIT,
);

test(
  'messages in slices of any size, late and stalled for a while, arrive whole and in order',
  async () => {
    const members = 5;
    const messages = 100;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 450 }), { minLength: 1, maxLength: 20, size: 'max' }),
        fc.uuid(),
        async (sizes, channel) => {
          let turn = 0;
          const slice = (): number => sizes[turn++ % sizes.length] ?? 1;
          proxy.faults = { toServer: { slice, delay: 0 }, toClient: { slice } };
          const peers: Peer[] = [];
          for (let index = 0; index < members; index++) {
            const peer = await Peer.connect(proxy.port);
            peer.say(`${index}`, `${index === 0 ? '/create' : '/join'} ${channel}`);
            peers.push(peer);
            for (const member of peers.toReversed()) await member.heard();
          }
          peers.forEach((peer, index) => {
            peer.say(...Array.from({ length: messages }, (_, said) => `${index} ${said}`));
          });
          proxy.stall();
          await delay(OFTEN);
          proxy.flow();
          for (const [index, peer] of peers.entries()) {
            await peer.receivesCount((members - 1) * messages);
            const texts = peer.rest().map(unpadded);
            for (let sender = 0; sender < members; sender++) {
              const ofIt = texts.filter((text) => text.startsWith(`[${sender}] `));
              const sent = Array.from(
                { length: messages },
                (_, said) => `[${sender}] ${sender} ${said}`,
              );
              expect(ofIt).toEqual(sender === index ? [] : sent);
            }
          }
          for (const peer of peers) peer.destroy();
        },
      ),
      { numRuns: 10 },
    );
  },
  SLICED_LIMIT,
);

test(
  'random bytes over a thousand connections disturb nobody, and nothing is left of them',
  async () => {
    const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
    await alice.heard();
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 700, size: 'max' }).map((bytes) => Buffer.from(bytes)),
      fc
        .tuple(
          fc.constantFrom('/join ', '/create ', '/list', '/', ''),
          fc.uint8Array({ maxLength: 190, size: 'max' }),
        )
        .map(([word, bytes]) => frames(Buffer.concat([Buffer.from(word), bytes]))),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 30, size: 'max' }),
        fc.boolean(),
        async (pieces, resets) => {
          const peer = await Peer.connect(server.port);
          peer.write(Buffer.concat(pieces));
          if (resets) peer.reset();
          else peer.end();
          await peer.gone();
          peer.destroy();
        },
      ),
      { numRuns: 1000 },
    );
    await connectionsAre(2);
    await alice.fence();
    alice.say('still here');
    await bob.receives(said('Alice', 'still here'));
  },
  LIMIT,
);
