import assert from 'node:assert/strict';
import { type Check } from '../../check';
import { frame, FRAME_SIZE, frames } from '../../frame';
import { HALF_CLOSE_IS_THE_END, ONE_READ_ONE_MESSAGE } from '../roots/causes';
import { hearNoMore } from '../driver/hearing';
import { serving, type ServerUnderTest } from '../driver/server-under-test';
import { hasLeft, noChannel, NOT_IN_CHANNEL, said } from '../driver/wording';

/** Half a frame. */
const HALF = Buffer.alloc(FRAME_SIZE / 2, 'x');

const halfFrames: Check<ServerUnderTest>[] = [
  {
    id: 'S-5.1',
    level: 'should',
    statement: 'half a frame at the end of a connection is dropped, the frames before it are not',
    cause: ONE_READ_ONE_MESSAGE,
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      bob.write(Buffer.concat([frames('one', 'two'), HALF]));
      bob.end();
      await alice.receives(said('Bob', 'one'), said('Bob', 'two'), hasLeft('Bob'));
      await bob.closes();
      await hearNoMore(server, 'lobby', alice);
    }),
  },
  {
    id: 'S-5.2',
    level: 'should',
    statement: 'half a command at the end of a connection is dropped',
    cause: ONE_READ_ONE_MESSAGE,
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
      await hearNoMore(server, 'lobby', alice);
    }),
  },
];

const halfClosing: Check<ServerUnderTest>[] = [
  {
    id: 'S-20.1',
    level: 'should',
    statement: 'whoever half-closes gets all replies, then the server closes',
    cause: HALF_CLOSE_IS_THE_END,
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
    level: 'should',
    statement: 'everything said before half-closing is heard, then that the speaker has left',
    cause: ONE_READ_ONE_MESSAGE,
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const texts = Array.from({ length: 500 }, (_, index) => `message ${index}`);
      bob.say(...texts);
      bob.end();
      await alice.receives(...texts.map((text) => said('Bob', text)), hasLeft('Bob'));
      await bob.closes();
      await hearNoMore(server, 'lobby', alice);
    }),
  },
  {
    id: 'S-20.3',
    level: 'should',
    statement: 'a session may come whole in one piece with its end',
    cause: ONE_READ_ONE_MESSAGE,
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
    statement: 'whoever half-closes and reads late gets six megabytes of replies whole',
    run: serving(async (server) => {
      const bob = await server.connect('Bob');
      const bystander = await server.connect('Bystander');
      bob.stopReading();
      // More than the operating system takes off the server's hands, which is some 4 MB.
      const count = 30_000;
      bob.write(Buffer.alloc(count * FRAME_SIZE, frame('hello')));
      bob.end();
      // The server has had enough turns by now to read all, a hundred times 64 KiB, and to close too early.
      for (let turn = 0; turn < 200; turn++) await bystander.heard();
      bob.goOnReading();
      await bob.receivesCount(count, 30_000);
      const replies = bob.rest();
      assert.ok(
        replies.every((reply) => reply.equals(frame(NOT_IN_CHANNEL))),
        'Every reply should be the same error',
      );
      await bob.closes();
    }),
  },
];

/** Rules 5 and 20: what was sent last before a connection ends. */
export const halfClosingChecks: readonly Check<ServerUnderTest>[] = [...halfFrames, ...halfClosing];
