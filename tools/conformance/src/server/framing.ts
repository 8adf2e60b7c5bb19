import assert from 'node:assert/strict';
import { type Check } from '../check';
import { frame, FRAME_SIZE, frames } from '../frame';
import { NOT_PADDED, ONE_BUFFER_FOR_ALL, ONE_READ_ONE_MESSAGE } from './causes';
import { type Peer } from './peer';
import { serving, type ServerUnderTest } from './server-under-test';
import { hasJoined, hasLeft, NOT_IN_CHANNEL, said } from './wording';

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

/** Bytes in two pieces. */
function cut(bytes: Buffer, at: number): [Buffer, Buffer] {
  return [bytes.subarray(0, at), bytes.subarray(at)];
}

/** Rules 1 and 2: where frames begin and end. */
export const framingChecks: readonly Check<ServerUnderTest>[] = [
  {
    id: 'S-1.1',
    level: 'must',
    statement: 'replies, notices and messages are 200 bytes each, padded with spaces',
    cause: NOT_PADDED,
    run: serving(async (server) => {
      const alice = await server.connect('Alice');
      alice.say('hello', '/create lobby');
      assert.equal((await alice.next()).toString(), NOT_IN_CHANNEL.padEnd(FRAME_SIZE, ' '));
      await alice.fence();
      const bob = await server.connect('Bob');
      bob.say('/join lobby', 'hello');
      assert.equal((await alice.next()).toString(), hasJoined('Bob').padEnd(FRAME_SIZE, ' '));
      assert.equal((await alice.next()).toString(), said('Bob', 'hello').padEnd(FRAME_SIZE, ' '));
      await alice.fence();
    }),
  },
  {
    id: 'S-1.2',
    level: 'must',
    statement: 'a message that fills a frame to its last byte is one frame',
    cause: NOT_PADDED,
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const text = 'x'.repeat(FRAME_SIZE - said('Alice', '').length);
      alice.say(text, 'next');
      await bob.receives(said('Alice', text), said('Alice', 'next'));
      await bob.fence();
    }),
  },
  {
    id: 'S-2.1',
    level: 'must',
    statement: 'a connection that sends one byte at a time is understood',
    cause: ONE_READ_ONE_MESSAGE,
    run: serving(async (server) => {
      const [alice] = await server.gather('lobby', 'Alice');
      const [bob, bystander] = [await server.connect(), await server.connect('Bystander')];
      const bytes = frames('Bob', '/join lobby', 'hello');
      const single = Array.from(bytes, (byte) => Uint8Array.of(byte));
      await inPieces(bob, bystander, single);
      await alice.receives(hasJoined('Bob'), said('Bob', 'hello'));
      await alice.fence();
      await bob.fence();
    }),
  },
  {
    id: 'S-2.2',
    level: 'must',
    statement: 'a name frame may come in two pieces, cut anywhere',
    slow: true,
    cause: ONE_READ_ONE_MESSAGE,
    run: serving(async (server) => {
      const [alice] = await server.gather('lobby', 'Alice');
      const bystander = await server.connect('Bystander');
      for (const at of CUTS) {
        const name = `Bob, cut at ${at}`;
        const bob = await server.connect();
        await inPieces(bob, bystander, cut(frame(name), at));
        bob.say('/join lobby', 'hello');
        await alice.receives(hasJoined(name), said(name, 'hello'));
        bob.end();
        await alice.receives(hasLeft(name));
        await bob.closes();
      }
    }),
  },
  {
    id: 'S-2.3',
    level: 'must',
    statement: 'a message may come in two pieces, cut anywhere',
    cause: ONE_READ_ONE_MESSAGE,
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const bystander = await server.connect('Bystander');
      for (const at of CUTS) {
        const text = `cut at ${at}`.padEnd(190, '.');
        await inPieces(bob, bystander, cut(frame(text), at));
        await alice.receives(said('Bob', text));
      }
      await alice.fence();
    }),
  },
  {
    id: 'S-2.4',
    level: 'must',
    statement: 'nothing comes of a message until its last byte is there',
    cause: ONE_READ_ONE_MESSAGE,
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const bystander = await server.connect('Bystander');
      const [most, last] = cut(frame('hello'), FRAME_SIZE - 1);
      await inPieces(bob, bystander, [most]);
      await alice.fence();
      bob.write(last);
      await alice.receives(said('Bob', 'hello'));
    }),
  },
  {
    id: 'S-2.5',
    level: 'must',
    statement: 'fifty messages in one piece are fifty messages',
    cause: ONE_READ_ONE_MESSAGE,
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const texts = Array.from({ length: 50 }, (_, index) => `message ${index}`);
      bob.say(...texts);
      await alice.receives(...texts.map((text) => said('Bob', text)));
      await alice.fence();
    }),
  },
  {
    id: 'S-2.6',
    level: 'must',
    statement: 'name, commands and messages may come in one piece',
    cause: ONE_READ_ONE_MESSAGE,
    run: serving(async (server) => {
      const [alice] = await server.gather('lobby', 'Alice');
      const bob = await server.connect();
      bob.say('Bob', 'too early', '/join lobby', 'hello', '/list');
      await alice.receives(hasJoined('Bob'), said('Bob', 'hello'));
      await bob.receives(NOT_IN_CHANNEL, 'lobby');
      await bob.fence();
    }),
  },
  {
    id: 'S-2.7',
    level: 'must',
    statement: 'pieces may end in the middle of a later frame',
    cause: ONE_READ_ONE_MESSAGE,
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const bystander = await server.connect('Bystander');
      const texts = Array.from({ length: 6 }, (_, index) => `message ${index}`);
      const bytes = frames(...texts);
      const pieces = [0, 300, 301, 599, 1000].map((at, index, all) =>
        bytes.subarray(at, all[index + 1]),
      );
      await inPieces(bob, bystander, pieces);
      await alice.receives(...texts.map((text) => said('Bob', text)));
      await alice.fence();
    }),
  },
  {
    id: 'S-2.8',
    level: 'must',
    statement: 'the half frames of two connections do not mix',
    cause: ONE_BUFFER_FOR_ALL,
    run: serving(async (server) => {
      const [alice, bob, carol] = await server.gather('lobby', 'Alice', 'Bob', 'Carol');
      const bystander = await server.connect('Bystander');
      const [bobs, bobsRest] = cut(frame('b'.repeat(190)), 100);
      const [carols, carolsRest] = cut(frame('c'.repeat(190)), 50);
      await inPieces(bob, bystander, [bobs]);
      await inPieces(carol, bystander, [carols]);
      await inPieces(bob, bystander, [bobsRest]);
      await alice.receives(said('Bob', 'b'.repeat(190)));
      await inPieces(carol, bystander, [carolsRest]);
      await alice.receives(said('Carol', 'c'.repeat(190)));
    }),
  },
];
