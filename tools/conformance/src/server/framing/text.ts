import { ASSIGNMENT } from '../../assignment';
import assert from 'node:assert/strict';
import { type Check } from '../../check';
import { FRAME_SIZE } from '../../frame';
import { Mismatch } from '../../report/mismatch';
import { Reading } from '../../roots/reading';
import { quote } from '../../report/quote';
import {
  BYTES_NOT_CHARACTERS,
  DECODED,
  FORGEABLE,
  NEWLINE_NOT_STRIPPED,
  PADDING_NOT_STRIPPED,
  STRIPPED_ON_BOTH_SIDES,
} from '../roots/causes';
import { hearsNoMoreOf } from '../driver/hearing';
import { serving, type ServerUnderTest } from '../driver/server-under-test';
import { JOIN_REQUIRES_ARGUMENT, notACommand, said } from '../driver/wording';

/** Text in which each character is one byte, so that no byte over 0x7f is UTF-8. */
function latin(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

/** A check's `run`: Alice says one thing, and this is the payload that Bob hears. */
function relays(
  payload: string | Uint8Array,
  expected: string | Uint8Array,
): (subject: ServerUnderTest) => Promise<void> {
  return serving(async (server) => {
    const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
    alice.say(payload);
    await bob.receives(expected);
    await hearsNoMoreOf(alice, bob);
  });
}

/** Rule 3: what a receiver strips. */
const stripping: Check<ServerUnderTest>[] = [
  {
    id: 'S-3.8',
    level: 'must',
    says: ASSIGNMENT.PADDED,
    exact: 'stripping',
    statement: 'the padding of a name, a channel and a message is no part of them',
    cause: PADDING_NOT_STRIPPED,
    run: serving(async (server) => {
      const [alice] = await server.gather('lobby', 'Alice');
      const bob = await server.enter('Bob');
      bob.say('/join lobby', 'hello');
      await alice.hears(said('Bob', 'hello'));
      bob.say('/join nowhere');
      for (const reply of await bob.heard()) {
        if (!/ {4,}\S/.test(Reading.current.plain(reply))) continue;
        throw new Mismatch('A reply holds padding', 'a text, and spaces behind it', quote(reply));
      }
    }),
  },
  {
    id: 'S-3.1',
    level: 'should',
    statement: 'a newline under the padding is no part of a message',
    cause: NEWLINE_NOT_STRIPPED,
    run: relays('hello\n', '[Alice] hello'),
  },
  {
    id: 'S-3.2',
    level: 'should',
    statement: 'a carriage return and newline under the padding are no part of a message',
    cause: NEWLINE_NOT_STRIPPED,
    run: relays('hello\r\n', '[Alice] hello'),
  },
  {
    id: 'S-3.3',
    level: 'should',
    statement: 'a newline as the 200th byte is no part of a message',
    cause: NEWLINE_NOT_STRIPPED,
    run: relays(
      'x'.repeat(192 - 1).padEnd(FRAME_SIZE - 1, ' ') + '\n',
      said('Alice', 'x'.repeat(192 - 1)),
    ),
  },
  {
    id: 'S-3.4',
    level: 'should',
    statement: 'newlines under the padding are no part of names and commands',
    cause: NEWLINE_NOT_STRIPPED,
    run: serving(async (server) => {
      const alice = await server.connect();
      alice.say('Alice\n', '/create den\n', '/create lobby\r\n', '/list\n', '/join\r\n', '/foo\n');
      await alice.receives('den\nlobby', JOIN_REQUIRES_ARGUMENT, notACommand('/foo'));
      const bob = await server.connect('Bob\r\n');
      bob.say('/join lobby', 'hello');
      await alice.receives('Bob has joined', '[Bob] hello');
      alice.say('hello');
      await bob.receives('[Alice] hello');
    }),
  },
  {
    id: 'S-3.5',
    level: 'should',
    statement: 'leading spaces of a message are kept',
    cause: STRIPPED_ON_BOTH_SIDES,
    run: relays('   hello', '[Alice]    hello'),
  },
  {
    id: 'S-3.6',
    level: 'should',
    statement: 'spaces between a text and its newline are no part of it either',
    cause: NEWLINE_NOT_STRIPPED,
    run: serving(async (server) => {
      const [alice] = await server.gather('lobby', 'Alice');
      const bob = await server.connect('Bob  \r\n');
      bob.say('/join lobby  \n', 'hello', '  \n', 'that was all');
      await alice.receives('Bob has joined', '[Bob] hello', '[Bob]', '[Bob] that was all');
    }),
  },
];

/** Rule 3, the other way round: what a receiver keeps. */
const keeping: Check<ServerUnderTest>[] = [
  {
    id: 'S-3.7',
    level: 'should',
    statement: 'of white space at the end of a message, only spaces and a newline are stripped',
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      for (const space of ['\t', '\v', '\f', '\u0085', '\u00a0', '\u2003', '\u3000', '\ufeff']) {
        alice.say(`hello${space}`);
        await bob.receives(`[Alice] hello${space}`);
      }
    }),
  },
];

/** Rule 4: chat text is bytes. */
const bytes: Check<ServerUnderTest>[] = [
  {
    id: 'S-4.1',
    level: 'should',
    statement: 'a message that is not UTF-8 is relayed byte for byte',
    cause: DECODED,
    run: relays(latin('caf\xe9 \xff\xfe\x80'), latin('[Alice] caf\xe9 \xff\xfe\x80')),
  },
  {
    id: 'S-4.2',
    level: 'should',
    statement: 'UTF-8 of every length is relayed byte for byte',
    cause: BYTES_NOT_CHARACTERS,
    run: relays('né € 你好 🦜 e\u0301 \ufeff\ufffd', '[Alice] né € 你好 🦜 e\u0301 \ufeff\ufffd'),
  },
  {
    id: 'S-4.3',
    level: 'should',
    statement: 'a message of nothing but broken UTF-8 loses no byte when it takes two frames',
    cause: DECODED,
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const text = Buffer.alloc(FRAME_SIZE, 0x80);
      alice.say(text);
      const heard = [await bob.next(), await bob.next()];
      await hearsNoMoreOf(alice, bob);
      for (const { length } of heard) assert.equal(length, FRAME_SIZE);
      const prefix = said('Alice', '');
      const joined = Buffer.concat(heard.map((received) => received.subarray(prefix.length)));
      assert.equal(quote(joined.subarray(0, FRAME_SIZE)), quote(text));
      assert.equal(joined.subarray(FRAME_SIZE).toString().trimEnd(), '');
    }),
  },
  {
    id: 'S-4.4',
    level: 'should',
    statement: 'a name that is not UTF-8 is kept byte for byte',
    cause: DECODED,
    run: serving(async (server) => {
      const [alice] = await server.gather('lobby', 'Alice');
      const bob = await server.connect(latin('B\xf6b'));
      bob.say('/join lobby', 'hello');
      bob.end();
      await alice.receives(
        latin('B\xf6b has joined'),
        latin('[B\xf6b] hello'),
        latin('B\xf6b has left'),
      );
    }),
  },
  {
    id: 'S-4.5',
    level: 'should',
    statement: 'a channel name that is not UTF-8 is kept byte for byte',
    cause: DECODED,
    run: serving(async (server) => {
      const alice = await server.connect('Alice');
      alice.say(
        latin('/join caf\xe9'),
        latin('/create caf\xe9'),
        latin('/create caf\xe9'),
        '/list',
      );
      await alice.receives(
        latin("No channel named caf\xe9 exists. Try '/create caf\xe9'?"),
        latin('Room caf\xe9 already exists, so cannot be created.'),
        latin('caf\xe9'),
      );
    }),
  },
  {
    id: 'S-4.6',
    level: 'should',
    statement: 'channel names that differ in one broken byte are two channels',
    cause: DECODED,
    run: serving(async (server) => {
      const alice = await server.connect('Alice');
      alice.say(latin('/create \xfe'), latin('/create \xff'), '/create \ufffd', '/list');
      const listed = Buffer.concat([Buffer.from('\ufffd\n'), latin('\xfe\n\xff')]);
      const [reply, ...more] = await alice.heard();
      assert.equal(more.length, 0, 'Three channels should have been created');
      // How broken bytes sort is for each server to say.
      assert.deepEqual(
        reply?.toString('latin1').trimEnd().split('\n').sort(),
        listed.toString('latin1').split('\n').sort(),
      );
    }),
  },
  {
    id: 'S-4.7',
    level: 'robust',
    statement: 'NUL, CR and LF inside a message become spaces, so that no line can be forged',
    cause: FORGEABLE,
    run: relays('a\0b\rc\n[Bob] d\r\ne', '[Alice] a b c [Bob] d  e'),
  },
  {
    id: 'S-4.8',
    level: 'should',
    statement: 'all other control characters of a message are relayed as they are',
    run: relays('\x01 \t \x1b[1m \x7f \u0085', '[Alice] \x01 \t \x1b[1m \x7f \u0085'),
  },
  {
    id: 'S-4.9',
    level: 'robust',
    statement: 'of several newlines under the padding, none reaches anybody',
    run: relays('hello\n\n\n', '[Alice] hello'),
  },
  {
    id: 'S-4.10',
    level: 'should',
    statement: 'a byte order mark at the beginning of a message is relayed as it is',
    run: relays('\ufeffhello', '[Alice] \ufeffhello'),
  },
];

/** Rules 3 and 4: what becomes of the bytes inside a frame. */
export const textChecks: readonly Check<ServerUnderTest>[] = [...stripping, ...keeping, ...bytes];
