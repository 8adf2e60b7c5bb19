import assert from 'node:assert/strict';
import { type Check } from '../check';
import { frames } from '../frame';
import { type Peer } from './peer';
import { type RunningServer } from './running-server';
import { serving, type ServerUnderTest } from './server-under-test';
import { hasLeft, said } from './wording';

const ROUNDS = 50;

/** Milliseconds that the conversation may take: a hundred times what it does undisturbed. */
const LIMIT = 5000;

/** What goes on elsewhere in each round of the conversation. */
type Disturb = (round: number) => void | Promise<void>;

/** A check's `run`: Alice and Bob talk to and fro in a channel of their own, whatever is done. */
function conversing(
  prepare: (server: RunningServer) => Promise<Disturb>,
): (subject: ServerUnderTest) => Promise<void> {
  return serving(async (server) => {
    const [alice, bob] = await server.gather('quiet', 'Alice', 'Bob');
    const disturb = await prepare(server);
    const start = performance.now();
    for (let round = 0; round < ROUNDS; round++) {
      await disturb(round);
      alice.say(`ping ${round}`);
      await bob.receives(said('Alice', `ping ${round}`));
      bob.say(`pong ${round}`);
      await alice.receives(said('Bob', `pong ${round}`));
    }
    const time = performance.now() - start;
    assert.ok(time < LIMIT, `${2 * ROUNDS} messages to and fro took ${time.toFixed()} ms`);
    await alice.fence();
    await bob.fence();
  });
}

/** The same frame again and again, in one piece. */
function repeated(payload: string, count: number): Buffer {
  return frames(...Array<string>(count).fill(payload));
}

/** Frames that a speaker sends before it waits until a listener has heard them. */
const PORTION = 2500;

/**
 * Has a speaker say so many megabytes as fast as the listener reads, and passes when the listener
 * has heard every message in order.
 *
 * @returns what was said
 */
async function lecture(speaker: Peer, listener: Peer, megabytes: number): Promise<string[]> {
  const count = megabytes * 5000;
  const payloads = Array.from({ length: count }, (_, index) => `message ${index}`);
  const heard: Buffer[] = [];
  for (let at = 0; at < count; at += PORTION) {
    speaker.say(...payloads.slice(at, at + PORTION));
    while (heard.length < Math.min(at + PORTION, count)) {
      const received = await listener.next();
      // A server may cut off whoever is too far behind.
      if (received.toString().trimEnd() !== hasLeft('Deaf')) heard.push(received);
    }
  }
  assertBeginning(heard, payloads);
  return payloads;
}

/** Passes when this is what was said from the beginning on, without a gap, so far as it goes. */
function assertBeginning(received: readonly Buffer[], payloads: readonly string[]): void {
  const heard = received.map((bytes) => bytes.toString().trimEnd());
  const gap = heard.findIndex((line, index) => line !== said('Speaker', payloads[index] ?? ''));
  assert.equal(gap, -1, `Message ${gap} should have come, but this did: ${heard[gap] ?? ''}`);
}

const silence: Check<ServerUnderTest>[] = [
  {
    id: 'S-29.1',
    level: 'robust',
    statement: 'connections that send nothing delay nobody',
    run: conversing(async (server) => {
      for (let count = 0; count < 50; count++) await server.connect();
      return () => undefined;
    }),
  },
  {
    id: 'S-29.2',
    level: 'robust',
    statement: 'connections that send half a frame, then nothing, delay nobody',
    run: conversing(async (server) => {
      for (let count = 0; count < 50; count++) {
        (await server.connect()).write(Buffer.from('half a name'));
        (await server.connect('Named')).write(Buffer.from('/create '));
      }
      return () => undefined;
    }),
  },
  {
    id: 'S-29.3',
    level: 'robust',
    statement: 'connections that come and are reset all the time delay nobody',
    run: conversing((server) =>
      Promise.resolve(async () => {
        for (const name of [undefined, 'Passer-by']) (await server.connect(name)).reset();
      }),
    ),
  },
];

const deafness: Check<ServerUnderTest>[] = [
  {
    id: 'S-29.4',
    level: 'robust',
    statement: 'a member of a busy channel who stops reading delays no other channel',
    run: conversing(async (server) => {
      const [speaker, deaf] = await server.gather('busy', 'Speaker', 'Deaf');
      deaf.stopReading();
      return () => {
        speaker.write(repeated('hello', 500));
      };
    }),
  },
  {
    id: 'S-29.5',
    level: 'robust',
    statement: 'a member who stops reading for 5 megabytes delays nobody, and then hears no gap',
    run: serving(async (server) => {
      const [speaker, deaf, listener] = await server.gather('busy', 'Speaker', 'Deaf', 'Listener');
      deaf.stopReading();
      const payloads = await lecture(speaker, listener, 5);
      deaf.goOnReading();
      // A server may have cut it off by now; what it still hears has no gap.
      await deaf.receivesCount(payloads.length).catch(() => deaf.gone());
      assertBeginning(deaf.rest(), payloads);
    }),
  },
  {
    id: 'S-29.6',
    level: 'robust',
    statement: 'a member who never reads 16 megabytes costs the others nothing',
    run: serving(async (server) => {
      const [speaker, deaf, listener] = await server.gather('busy', 'Speaker', 'Deaf', 'Listener');
      deaf.stopReading();
      await lecture(speaker, listener, 16);
    }),
  },
  {
    id: 'S-29.7',
    level: 'robust',
    statement: 'whoever asks for far more than it reads delays nobody',
    run: conversing(async (server) => {
      const greedy = await server.connect('Greedy');
      for (let index = 0; index < 500; index++) greedy.say(`/create channel number ${index}`);
      await greedy.fence();
      greedy.stopReading();
      return () => {
        greedy.write(repeated('/list', 20));
      };
    }),
  },
];

/** A check's `run`: a peer sends this frame as fast as it can, in a channel or in none. */
function flooding(
  payload: string,
  join: (server: RunningServer) => Promise<readonly Peer[]>,
): (subject: ServerUnderTest) => Promise<void> {
  const bytes = repeated(payload, 500);
  return conversing(async (server) => {
    const flooders = await join(server);
    return () => {
      for (const peer of flooders) peer.write(bytes);
    };
  });
}

const floods: Check<ServerUnderTest>[] = [
  {
    id: 'S-29.8',
    level: 'robust',
    statement: 'a member who floods a channel delays no other channel',
    run: flooding('x'.repeat(200), async (server) => {
      const [flooder] = await server.gather('busy', 'Flooder', 'Listener', 'Other listener');
      return [flooder];
    }),
  },
  {
    id: 'S-29.9',
    level: 'robust',
    statement: 'a connection that floods with invalid commands delays nobody',
    run: flooding('/foo', async (server) => [await server.connect('Flooder')]),
  },
  {
    id: 'S-29.10',
    level: 'robust',
    statement: 'clients that send blank frames without end delay nobody',
    run: flooding('', async (server) => [
      ...(await server.gather('busy', 'Spinner', 'Other spinner')),
      await server.connect('Spinner outside'),
    ]),
  },
  {
    id: 'S-29.11',
    level: 'robust',
    statement: 'a member who moves from channel to channel without rest delays nobody',
    run: conversing(async (server) => {
      const [restless] = await server.gather('busy', 'Restless', 'Listener');
      return () => {
        restless.say(...Array<string>(200).fill('/join busy'));
      };
    }),
  },
];

/** Rule 29: what one connection does, or does not, is no other's business. */
export const isolationChecks: readonly Check<ServerUnderTest>[] = [
  ...silence,
  ...deafness,
  ...floods,
];
