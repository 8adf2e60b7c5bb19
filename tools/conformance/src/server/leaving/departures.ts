import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { ASSIGNMENT } from '../../assignment';
import { type Check } from '../../check';
import { FRAME_SIZE } from '../../frame';
import { ANNOUNCED_ANYWAY, MEMBER_GONE_WHILE_SENDING, RESET_NOT_CAUGHT } from '../roots/causes';
import { hearNoMore } from '../driver/hearing';
import { type Peer } from '../driver/peer';
import { serving, type ServerUnderTest } from '../driver/server-under-test';
import { hasLeft, said } from '../driver/wording';

/** What it takes, as a rule, until a server knows that somebody has gone, in milliseconds. */
const TIME_TO_GO = 60;

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
    await hearNoMore(server, 'lobby', alice, carol);
    alice.say('without Bob');
    await carol.receives(said('Alice', 'without Bob'));
    await carol.fence();
  });
}

/** Ways to go. After the last of them the server's own close shows that it has seen them all. */
const WAYS: readonly ((peer: Peer) => void)[] = [
  (peer) => {
    peer.reset();
  },
  (peer) => {
    peer.write(HALF);
    peer.reset();
  },
  (peer) => {
    peer.write(HALF);
    peer.end();
  },
  (peer) => {
    peer.end();
  },
];

/** Rule 18: a connection ends, in whatever way. */
export const departureChecks: readonly Check<ServerUnderTest>[] = [
  {
    id: 'S-18.1',
    level: 'must',
    says: ASSIGNMENT.DISCONNECTED,
    restsOn: ['S-16.1'],
    statement: 'the others hear who has left by closing the connection',
    run: serving(async (server) => {
      const [alice, bob, carol] = await server.gather('lobby', 'Alice', 'Bob', 'Carol');
      bob.leave();
      await alice.hears(hasLeft('Bob'));
      await carol.hears(hasLeft('Bob'));
    }),
  },
  {
    id: 'S-18.10',
    level: 'should',
    statement: 'the others hear just once who has left by half-closing, and the server closes',
    run: isMissed((bob) => {
      bob.end();
    }),
  },
  {
    id: 'S-18.11',
    level: 'must',
    says: ASSIGNMENT.DISCONNECTED,
    statement: 'the others go on when somebody has left',
    run: serving(async (server) => {
      const [alice, bob, carol] = await server.gather('lobby', 'Alice', 'Bob', 'Carol');
      bob.leave();
      // Whether the others are told is for another check: what they say is heard all the same.
      await delay(TIME_TO_GO);
      alice.say('without Bob', 'again');
      await carol.hears(said('Alice', 'without Bob'), said('Alice', 'again'));
    }),
  },
  {
    id: 'S-18.2',
    level: 'robust',
    statement: 'the others hear once who has left by resetting the connection',
    cause: RESET_NOT_CAUGHT,
    run: isMissed((bob) => {
      bob.reset();
    }),
  },
  {
    id: 'S-18.3',
    level: 'robust',
    statement: 'the others hear once who has left by a reset in the middle of a frame',
    cause: RESET_NOT_CAUGHT,
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const bystander = await server.connect('Bystander');
      bob.write(HALF);
      await bystander.heard();
      bob.reset();
      await alice.receives(hasLeft('Bob'));
      await hearNoMore(server, 'lobby', alice);
    }),
  },
  {
    id: 'S-18.4',
    level: 'robust',
    statement: 'the others hear once who has left by closing both directions at once',
    run: isMissed((bob) => {
      bob.close();
    }),
  },
  {
    id: 'S-18.5',
    level: 'robust',
    statement: 'a reset amid a broadcast costs the others nothing',
    cause: MEMBER_GONE_WHILE_SENDING,
    run: serving(async (server) => {
      const [alice, bob, carol] = await server.gather('lobby', 'Alice', 'Bob', 'Carol');
      const texts = Array.from({ length: 5000 }, (_, index) => `message ${index}`);
      alice.say(...texts);
      await bob.receives(said('Alice', 'message 0'));
      bob.reset();
      await alice.receives(hasLeft('Bob'));
      await alice.fence();
      await carol.receivesCount(texts.length + 1);
      const heard = (await carol.heard()).map((received) => received.toString().trimEnd());
      const lines = texts.map((text) => said('Alice', text));
      assert.deepEqual(
        heard.filter((line) => line !== hasLeft('Bob')),
        lines,
      );
      assert.equal(heard.length, lines.length + 1, 'Carol should hear once that Bob has left');
      await hearNoMore(server, 'lobby', alice, carol);
    }),
  },
  {
    id: 'S-18.6',
    level: 'robust',
    statement: 'of twenty who reset at once, each is missed once',
    cause: RESET_NOT_CAUGHT,
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
      await hearNoMore(server, 'lobby', alice);
    }),
  },
  {
    id: 'S-18.7',
    level: 'should',
    statement: 'nobody hears of it when somebody unnamed, or in no channel, goes in whatever way',
    cause: ANNOUNCED_ANYWAY,
    run: serving(async (server) => {
      const [alice] = await server.gather('lobby', 'Alice');
      for (const go of WAYS) {
        const unnamed = await server.connect();
        go(unnamed);
        await unnamed.gone();
        const outside = await server.connect('Outside');
        await outside.heard();
        go(outside);
        await outside.gone();
      }
      await hearNoMore(server, 'lobby', alice);
    }),
  },
  {
    id: 'S-18.8',
    level: 'robust',
    statement: 'a hundred connections that are reset as soon as they are made do no harm',
    cause: RESET_NOT_CAUGHT,
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
    cause: RESET_NOT_CAUGHT,
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
