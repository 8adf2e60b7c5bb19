import assert from 'node:assert/strict';
import { ASSIGNMENT } from '../../assignment';
import { type Check } from '../../check';
import { frame, FRAME_SIZE, frames } from '../../frame';
import { assertPadded } from '../../padding';
import {
  NOT_PADDED,
  ONE_BUFFER_FOR_ALL,
  ONE_READ_ONE_MESSAGE,
  ONE_READ_ONE_NAME,
} from '../roots/causes';
import { Patience } from '../../running/patience';
import { hearsNoMoreOf } from '../driver/hearing';
import { type Peer } from '../driver/peer';
import { slowly } from '../driver/slowly';
import { serving, type ServerUnderTest } from '../driver/server-under-test';
import { hasJoined, hasLeft, said } from '../driver/wording';

/** Every place where a frame can be cut in two. */
const CUTS = Array.from({ length: FRAME_SIZE - 1 }, (_, index) => index + 1);

/**
 * Sends bytes in pieces. A round trip of somebody who is in no channel, between two pieces, sees to
 * it that the server has read the one before the other is sent.
 */
async function inPieces(sender: Peer, bystander: Peer, pieces: Uint8Array[]): Promise<void> {
  for (const piece of pieces) {
    sender.write(piece);
    await bystander.heard();
  }
}

/** How long a server that this peer is connected to may take to read a piece, in milliseconds. */
async function pauseOf(peer: Peer): Promise<number> {
  await peer.heard();
  return Patience.current.timeToRead;
}

/** Where a `must` cuts a frame: all places are for a `should`. */
const SOME_CUTS = [1, 3, 50, 100, 150, 198, 199];

/** Connections that wait for the rest of their names at a time. */
const AT_A_TIME = 20;

/** Bytes in two pieces. */
function cut(bytes: Buffer, at: number): [Buffer, Buffer] {
  return [bytes.subarray(0, at), bytes.subarray(at)];
}

/** Rules 1 and 2: where frames begin and end. */
export const framingChecks: readonly Check<ServerUnderTest>[] = [
  {
    id: 'S-1.1',
    level: 'must',
    says: ASSIGNMENT.FIXED_LENGTH,
    exact: 'framing',
    statement: 'replies, notices and messages are 200 bytes each, padded with spaces',
    cause: NOT_PADDED,
    run: serving(async (server) => {
      const [alice] = await server.gather('lobby', 'Alice');
      const bob = await server.enter('Bob');
      assertPadded(await bob.answer());
      bob.say('/join lobby', 'hello');
      assertPadded(await alice.next('what Bob says, or that he has joined'));
      for (const received of await alice.heard()) assertPadded(received);
      await alice.holdsNoPiece();
    }),
  },
  {
    id: 'S-1.2',
    level: 'must',
    says: ASSIGNMENT.FIXED_LENGTH,
    restsOn: ['S-3.8'],
    statement: 'a message that fills a frame to its last byte is one frame',
    cause: NOT_PADDED,
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const text = 'x'.repeat(FRAME_SIZE - said('Alice', '').length);
      alice.say(text, 'next');
      await bob.hears(said('Alice', text), said('Alice', 'next'));
    }),
  },
  {
    id: 'S-2.1',
    level: 'must',
    says: ASSIGNMENT.BUFFERED,
    restsOn: ['S-2.2', 'S-2.3'],
    statement: 'a connection that sends one byte at a time is understood',
    cause: ONE_READ_ONE_MESSAGE,
    run: serving(async (server) => {
      const [alice] = await server.gather('lobby', 'Alice');
      const bob = await server.connect();
      const bytes = frames('Bob', '/join lobby', 'hello');
      await slowly(
        bob,
        Array.from(bytes, (byte) => Uint8Array.of(byte)),
        1,
      );
      await alice.hears(said('Bob', 'hello'));
    }),
  },
  {
    id: 'S-2.2',
    level: 'must',
    says: ASSIGNMENT.BUFFERED,
    statement: 'a name frame may come in two pieces',
    restsOn: ['S-18.1'],
    slow: true,
    cause: ONE_READ_ONE_MESSAGE,
    orElse: ONE_READ_ONE_NAME,
    run: serving(async (server) => {
      const [alice] = await server.gather('lobby', 'Alice');
      const pause = await pauseOf(alice);
      for (const at of SOME_CUTS) {
        const name = `Bob${at}`;
        const bob = await server.connect();
        await slowly(bob, cut(frame(name), at), pause);
        bob.say('/join lobby', 'hello');
        await alice.hears(said(name, 'hello'));
        bob.leave();
      }
    }),
  },
  {
    id: 'S-2.3',
    level: 'must',
    says: ASSIGNMENT.BUFFERED,
    statement: 'a message may come in two pieces',
    cause: ONE_READ_ONE_MESSAGE,
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const pause = await pauseOf(alice);
      for (const at of SOME_CUTS) {
        const text = `cut at ${at}`.padEnd(150, '.');
        await slowly(bob, cut(frame(text), at), pause);
        await alice.hears(said('Bob', text));
      }
    }),
  },
  {
    id: 'S-2.4',
    level: 'must',
    says: ASSIGNMENT.BUFFERED,
    statement: 'nothing comes of a message until its last byte is there',
    cause: ONE_READ_ONE_MESSAGE,
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const [most, last] = cut(frame('hello'), FRAME_SIZE - 1);
      await slowly(bob, [most], await pauseOf(alice));
      assert.equal(alice.waiting, 0, 'Alice should receive nothing before the last byte is sent');
      bob.write(last);
      await alice.hears(said('Bob', 'hello'));
    }),
  },
  {
    id: 'S-2.5',
    level: 'must',
    says: ASSIGNMENT.LESS_OR_MORE,
    statement: 'fifty messages in one piece are fifty messages',
    cause: ONE_READ_ONE_MESSAGE,
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const texts = Array.from({ length: 50 }, (_, index) => `message ${index}`);
      bob.write(frames(...texts));
      await alice.hears(...texts.map((text) => said('Bob', text)));
    }),
  },
  {
    id: 'S-2.6',
    level: 'must',
    says: ASSIGNMENT.LESS_OR_MORE,
    statement: 'name, command and message may come in one piece',
    cause: ONE_READ_ONE_MESSAGE,
    orElse: ONE_READ_ONE_NAME,
    run: serving(async (server) => {
      const [alice] = await server.gather('lobby', 'Alice');
      const bob = await server.connect();
      bob.write(frames('Bob', '/join lobby', 'hello'));
      await alice.hears(said('Bob', 'hello'));
    }),
  },
  {
    id: 'S-2.7',
    level: 'must',
    says: ASSIGNMENT.LESS_OR_MORE,
    statement: 'pieces may end in the middle of a later frame',
    cause: ONE_READ_ONE_MESSAGE,
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const texts = Array.from({ length: 6 }, (_, index) => `message ${index}`);
      const bytes = frames(...texts);
      const pieces = [0, 300, 301, 599, 1000].map((at, index, all) =>
        bytes.subarray(at, all[index + 1]),
      );
      await slowly(bob, pieces, await pauseOf(alice));
      await alice.hears(...texts.map((text) => said('Bob', text)));
    }),
  },
  {
    id: 'S-2.8',
    level: 'must',
    says: ASSIGNMENT.BUFFERED,
    restsOn: ['S-2.3'],
    statement: 'the half frames of two connections do not mix',
    cause: ONE_BUFFER_FOR_ALL,
    run: serving(async (server) => {
      const [alice, bob, carol] = await server.gather('lobby', 'Alice', 'Bob', 'Carol');
      const [bobs, bobsRest] = cut(frame('b'.repeat(150)), 100);
      const [carols, carolsRest] = cut(frame('c'.repeat(150)), 50);
      const pause = await pauseOf(alice);
      await slowly(bob, [bobs], pause);
      await slowly(carol, [carols], pause);
      await slowly(bob, [bobsRest], pause);
      await alice.hears(said('Bob', 'b'.repeat(150)));
      await slowly(carol, [carolsRest], pause);
      await alice.hears(said('Carol', 'c'.repeat(150)));
    }),
  },
  {
    id: 'S-2.9',
    level: 'robust',
    statement: 'a name frame may come in two pieces, cut anywhere',
    slow: true,
    cause: ONE_READ_ONE_MESSAGE,
    run: serving(async (server) => {
      const [alice] = await server.gather('lobby', 'Alice');
      const bystander = await server.connect('Bystander');
      for (let from = 0; from < CUTS.length; from += AT_A_TIME) {
        const bobs: { name: string; bob: Peer; rest: Buffer }[] = [];
        for (const at of CUTS.slice(from, from + AT_A_TIME)) {
          const name = `Bob, cut at ${at}`;
          const [piece, rest] = cut(frame(name), at);
          const bob = await server.connect();
          bob.write(piece);
          bobs.push({ name, bob, rest });
        }
        await bystander.heard();
        for (const { name, bob, rest } of bobs) {
          bob.write(Buffer.concat([rest, frames('/join lobby', 'hello')]));
          await alice.receives(hasJoined(name), said(name, 'hello'));
          bob.leave();
          await alice.receives(hasLeft(name));
        }
      }
    }),
  },
  {
    id: 'S-2.10',
    level: 'should',
    statement: 'a message may come in two pieces, cut anywhere',
    cause: ONE_READ_ONE_MESSAGE,
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const bystander = await server.connect('Bystander');
      for (const at of CUTS) {
        const text = `cut at ${at}`.padEnd(150, '.');
        await inPieces(bob, bystander, cut(frame(text), at));
        await alice.receives(said('Bob', text));
      }
      await hearsNoMoreOf(bob, alice);
    }),
  },
];
