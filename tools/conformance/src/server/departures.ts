import assert from 'node:assert/strict';
import { type Check } from '../check';
import { FRAME_SIZE, frames } from '../frame';
import { quote } from '../quote';
import { type Peer } from './peer';
import { serving, type ServerUnderTest } from './server-under-test';
import { hasLeft, noChannel, NOT_IN_CHANNEL, said } from './wording';

/** Half a frame. */
const HALF = Buffer.alloc(FRAME_SIZE / 2, 'x');

/** A check's `run`: Bob goes like this, and Alice and Carol hear just once that he has left. */
function isMissed(go: (bob: Peer) => void): (subject: ServerUnderTest) => Promise<void> {
  return serving(async (server) => {
    const [alice, bob, carol] = await server.gather('lobby', 'Alice', 'Bob', 'Carol');
    go(bob);
    await alice.receives(hasLeft('Bob'));
    await carol.receives(hasLeft('Bob'));
    await bob.gone();
    bob.destroy();
    alice.say('without Bob');
    await carol.receives(said('Alice', 'without Bob'));
    await alice.fence();
    await carol.fence();
  });
}

/** The ways to go that a program has, and those that befall it. */
const WAYS: readonly ((peer: Peer) => void)[] = [
  (peer) => {
    peer.end();
  },
  (peer) => {
    peer.reset();
  },
  (peer) => {
    peer.write(HALF);
    peer.end();
  },
  (peer) => {
    peer.write(HALF);
    peer.reset();
  },
];

const missed: Check<ServerUnderTest>[] = [
  {
    id: 'S-18.1',
    level: 'must',
    statement: 'the others hear once who has left by closing the connection',
    run: isMissed((bob) => {
      bob.end();
    }),
  },
  {
    id: 'S-18.2',
    level: 'robust',
    statement: 'the others hear once who has left by resetting the connection',
    run: isMissed((bob) => {
      bob.reset();
    }),
  },
  {
    id: 'S-18.3',
    level: 'robust',
    statement: 'the others hear once who has left by a reset in the middle of a frame',
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const bystander = await server.connect('Bystander');
      bob.write(HALF);
      await bystander.fence();
      bob.reset();
      await alice.receives(hasLeft('Bob'));
      await alice.fence();
    }),
  },
  {
    id: 'S-18.4',
    level: 'robust',
    statement: 'the others hear once who has left by vanishing, connection and all',
    run: isMissed((bob) => {
      bob.destroy();
    }),
  },
  {
    id: 'S-18.5',
    level: 'robust',
    statement: 'a reset amid a broadcast costs the others nothing',
    run: serving(async (server) => {
      const [alice, bob, carol] = await server.gather('lobby', 'Alice', 'Bob', 'Carol');
      const texts = Array.from({ length: 5000 }, (_, index) => `message ${index}`);
      alice.say(...texts);
      await bob.receives(said('Alice', 'message 0'));
      bob.reset();
      await alice.receives(hasLeft('Bob'));
      await alice.fence();
      const heard = (await carol.heard()).map((received) => received.toString().trimEnd());
      const lines = texts.map((text) => said('Alice', text));
      assert.deepEqual(
        heard.filter((line) => line !== hasLeft('Bob')),
        lines,
      );
      assert.equal(heard.length, lines.length + 1, 'Carol should hear once that Bob has left');
    }),
  },
  {
    id: 'S-18.6',
    level: 'robust',
    statement: 'of twenty who reset at once, each is missed once',
    run: serving(async (server) => {
      const names = Array.from({ length: 20 }, (_, index) => `Member ${index}`);
      const [alice] = await server.gather('lobby', 'Alice');
      const members: Peer[] = [];
      for (const name of names) {
        const member = await server.connect(name);
        member.say('/join lobby');
        members.push(member);
      }
      await alice.receivesCount(names.length);
      alice.rest();
      for (const member of members) member.reset();
      await alice.receivesCount(names.length);
      const heard = alice.rest().map((received) => received.toString().trimEnd());
      assert.deepEqual(heard.sort(), names.map(hasLeft).sort());
      await alice.fence();
    }),
  },
  {
    id: 'S-18.7',
    level: 'should',
    statement: 'nobody hears of it when somebody unnamed, or in no channel, goes in whatever way',
    run: serving(async (server) => {
      const [alice] = await server.gather('lobby', 'Alice');
      for (const go of WAYS) {
        const unnamed = await server.connect();
        go(unnamed);
        await unnamed.gone();
        const outside = await server.connect('Outside');
        await outside.fence();
        go(outside);
        await outside.gone();
      }
      await alice.fence();
    }),
  },
  {
    id: 'S-18.8',
    level: 'robust',
    statement: 'a hundred connections that are reset as soon as they are made do no harm',
    run: serving(async (server) => {
      const [alice] = await server.gather('lobby', 'Alice');
      for (let count = 0; count < 100; count++) (await server.connect()).reset();
      const bob = await server.connect('Bob');
      bob.say('/join lobby', 'hello');
      await alice.receives('Bob has joined', said('Bob', 'hello'));
    }),
  },
  {
    id: 'S-18.9',
    level: 'should',
    statement: 'who has left can come back under the same name',
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      bob.reset();
      await alice.receives(hasLeft('Bob'));
      const again = await server.connect('Bob');
      again.say('/join lobby', 'hello');
      await alice.receives('Bob has joined', said('Bob', 'hello'));
      alice.say('welcome');
      await again.receives(said('Alice', 'welcome'));
    }),
  },
];

const halfFrames: Check<ServerUnderTest>[] = [
  {
    id: 'S-5.1',
    level: 'must',
    statement: 'half a frame at the end of a connection is dropped, the frames before it are not',
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      bob.write(Buffer.concat([frames('one', 'two'), HALF]));
      bob.end();
      await alice.receives(said('Bob', 'one'), said('Bob', 'two'), hasLeft('Bob'));
      await bob.closes();
      await alice.fence();
    }),
  },
  {
    id: 'S-5.2',
    level: 'must',
    statement: 'half a command at the end of a connection is dropped',
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      bob.write(Buffer.from('/create den'));
      bob.end();
      await alice.receives(hasLeft('Bob'));
      await bob.closes();
      alice.say('/list');
      await alice.receives('lobby');
    }),
  },
  {
    id: 'S-5.3',
    level: 'should',
    statement: 'half a name at the end of a connection is dropped, and answered by nothing',
    run: serving(async (server) => {
      const [alice] = await server.gather('lobby', 'Alice');
      const unnamed = await server.connect();
      unnamed.write(Buffer.from('Bob'));
      unnamed.end();
      await unnamed.closes();
      await alice.fence();
    }),
  },
];

const halfClosing: Check<ServerUnderTest>[] = [
  {
    id: 'S-20.1',
    level: 'must',
    statement: 'whoever half-closes gets all replies, then the server closes',
    run: serving(async (server) => {
      const bob = await server.connect('Bob');
      bob.say('hello', '/join lobby', '/create lobby', '/list');
      bob.end();
      await bob.receives(NOT_IN_CHANNEL, noChannel('lobby'), 'lobby');
      await bob.closes();
    }),
  },
  {
    id: 'S-20.2',
    level: 'must',
    statement: 'everything said before half-closing is heard, then that the speaker has left',
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const texts = Array.from({ length: 500 }, (_, index) => `message ${index}`);
      bob.say(...texts);
      bob.end();
      await alice.receives(...texts.map((text) => said('Bob', text)), hasLeft('Bob'));
      await bob.closes();
      await alice.fence();
    }),
  },
  {
    id: 'S-20.3',
    level: 'must',
    statement: 'a session may come whole in one piece with its end',
    run: serving(async (server) => {
      const [alice] = await server.gather('lobby', 'Alice');
      for (let round = 0; round < 20; round++) {
        const bob = await server.connect();
        bob.say('Bob', '/join lobby', 'hello', '/list');
        bob.end();
        await alice.receives('Bob has joined', said('Bob', 'hello'), hasLeft('Bob'));
        await bob.receives('lobby');
        await bob.closes();
      }
    }),
  },
  {
    id: 'S-20.4',
    level: 'robust',
    statement: 'whoever half-closes and reads late gets two megabytes of replies whole',
    run: serving(async (server) => {
      const bob = await server.connect('Bob');
      const bystander = await server.connect('Bystander');
      bob.stopReading();
      const count = 10_000;
      bob.say(...Array<string>(count).fill('hello'));
      bob.end();
      // The server has had some turns by now in which it could have closed too early.
      for (let turn = 0; turn < 20; turn++) await bystander.fence();
      bob.goOnReading();
      await bob.receivesCount(count);
      const others = new Set(bob.rest().map(quote));
      assert.equal(
        others.size,
        1,
        `All replies should be the same, but were ${[...others].join()}`,
      );
      await bob.closes();
    }),
  },
];

/** Rules 5, 18 and 20: how a connection ends. */
export const departureChecks: readonly Check<ServerUnderTest>[] = [
  ...missed,
  ...halfFrames,
  ...halfClosing,
];
