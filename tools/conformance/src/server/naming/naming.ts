import assert from 'node:assert/strict';
import { ASSIGNMENT } from '../../assignment';
import { type Check } from '../../check';
import { quote } from '../../report/quote';
import { NAME_AS_IDENTITY, NAME_NOT_CHECKED, STRIPPED_ON_BOTH_SIDES } from '../roots/causes';
import { hearNoMore, hearsNoMoreOf } from '../driver/hearing';
import { serving, type ServerUnderTest } from '../driver/server-under-test';
import { hasJoined, hasLeft, said } from '../driver/wording';

/** Longer than any other name that a `must` has, and still one that somebody may have. */
const LONG_NAME = 'MaximilianOfMontgomery';

/** A check's `run`: members are announced, heard and missed under these names, byte for byte. */
function accepting(...names: string[]): (subject: ServerUnderTest) => Promise<void> {
  return serving(async (server) => {
    const [witness] = await server.gather('lobby', 'Witness');
    for (const name of names) {
      const member = await server.connect(name);
      member.say('/join lobby', 'hello');
      await witness.receives(hasJoined(name), said(name, 'hello'));
      member.end();
      await witness.receives(hasLeft(name));
    }
  });
}

/** A check's `run`: each of these names is refused with one frame that says something. */
function refusing(...names: string[]): (subject: ServerUnderTest) => Promise<void> {
  return serving(async (server) => {
    for (const name of names) {
      const peer = await server.connect();
      peer.label = `A peer that calls itself ${quote(Buffer.from(name))}`;
      peer.say(name);
      assert.notEqual((await peer.text()).trim(), '', 'The frame should say what is wrong');
      await peer.closes();
    }
  });
}

const accepted: Check<ServerUnderTest>[] = [
  {
    id: 'S-7.1',
    level: 'must',
    says: ASSIGNMENT.NAME,
    statement: 'the first frame is the name',
    run: serving(async (server) => {
      const [alice] = await server.gather('lobby', 'Alice');
      for (const name of ['Bob', LONG_NAME]) {
        const bob = await server.connect(name);
        bob.say('/join lobby', 'hello');
        await alice.hears(said(name, 'hello'));
      }
    }),
  },
  {
    id: 'S-7.16',
    level: 'should',
    statement: 'the name is answered by nothing',
    run: serving(async (server) => {
      const bob = await server.connect('Bob');
      await bob.fence();
    }),
  },
  {
    id: 'S-7.2',
    level: 'should',
    statement: 'a name of 64 bytes is accepted',
    run: accepting('n'.repeat(64), 'é'.repeat(32), '🦜'.repeat(16)),
  },
  {
    id: 'S-7.3',
    level: 'should',
    statement: 'inner and leading spaces of a name are kept',
    cause: STRIPPED_ON_BOTH_SIDES,
    run: accepting('Mary  Ann', '   Bob'),
  },
  {
    id: 'S-7.4',
    level: 'should',
    statement: 'a first frame that looks like a command is a name',
    run: accepting('/join x', '/list', '/'),
  },
  {
    id: 'S-7.5',
    level: 'should',
    statement: 'any characters make a name',
    run: accepting(
      '[Bob] hi',
      '{0}',
      '$& $1 $$',
      '%s%n',
      '\\n',
      '__proto__',
      '你好',
      'Zoë 🦜',
      '"',
    ),
  },
  {
    id: 'S-7.6',
    level: 'should',
    statement: 'two connections of one name are two members',
    cause: NAME_AS_IDENTITY,
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const other = await server.connect('Bob');
      other.say('/join lobby');
      await alice.receives(hasJoined('Bob'));
      await bob.receives(hasJoined('Bob'));
      other.say('hello');
      await alice.receives(said('Bob', 'hello'));
      await bob.receives(said('Bob', 'hello'));
      other.end();
      await alice.receives(hasLeft('Bob'));
      await bob.receives(hasLeft('Bob'));
      bob.say('still here');
      await alice.receives(said('Bob', 'still here'));
      await bob.fence();
    }),
  },
  {
    id: 'S-7.15',
    level: 'should',
    statement: 'emoji with joiners and variation selectors make a name',
    run: accepting('👩‍👩‍👧‍👦', '❤️', '🏳️‍🌈 Zoë', 'می‌خواهم'),
  },
];

const refused: Check<ServerUnderTest>[] = [
  {
    id: 'S-7.7',
    level: 'should',
    statement: 'a name of 65 bytes is refused with one frame, then the connection is closed',
    cause: NAME_NOT_CHECKED,
    run: refusing('n'.repeat(65), 'é'.repeat(33), 'n'.repeat(200)),
  },
  {
    id: 'S-7.8',
    level: 'should',
    statement: 'a blank name is refused with one frame, then the connection is closed',
    cause: NAME_NOT_CHECKED,
    run: refusing('', '\n', '\r\n'),
  },
  {
    id: 'S-7.9',
    level: 'should',
    statement: 'a name with a control character is refused, then the connection is closed',
    cause: NAME_NOT_CHECKED,
    run: refusing('B\0b', 'B\tb', 'B\nb', 'B\rb', '\x1b[1mBob', 'Bob\x7f', 'B\u0085b'),
  },
  {
    id: 'S-7.13',
    level: 'should',
    statement:
      'a name that breaks a line or turns its direction is refused, then the connection is closed',
    cause: NAME_NOT_CHECKED,
    run: refusing('B\u2028b', 'B\u2029b', 'B\u202eb', 'B\u2066b', 'B\u200eb', 'B\u061cb'),
  },
  {
    id: 'S-7.14',
    level: 'should',
    statement: 'a name with nothing visible in it is refused, then the connection is closed',
    cause: NAME_NOT_CHECKED,
    run: refusing('\u00a0', ' \u200b\u3000', '\u200d', '\ufe0f', '\u00ad\u3164'),
  },
  {
    id: 'S-7.10',
    level: 'should',
    statement: 'frames behind a refused name have no effect',
    cause: NAME_NOT_CHECKED,
    run: serving(async (server) => {
      const [alice] = await server.gather('lobby', 'Alice');
      const refusedPeer = await server.connect();
      refusedPeer.say('', 'Bob', '/join lobby', 'hello', '/create den');
      await refusedPeer.next('an explanation');
      await refusedPeer.closes();
      alice.say('/list');
      await alice.receives('lobby');
      await hearNoMore(server, 'lobby', alice);
    }),
  },
  {
    id: 'S-7.11',
    level: 'robust',
    statement: 'the explanation arrives though much was sent behind a refused name',
    run: serving(async (server) => {
      const refusedPeer = await server.connect('n'.repeat(65));
      refusedPeer.say(...Array<string>(5000).fill('hello'));
      await refusedPeer.next('an explanation');
      assert.equal(await refusedPeer.gone(), 'closed');
    }),
  },
  {
    id: 'S-7.12',
    level: 'robust',
    statement: 'refusing a name disturbs nobody else',
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      for (let round = 0; round < 50; round++) {
        const refusedPeer = await server.connect('');
        alice.say(`round ${round}`);
        await bob.receives(said('Alice', `round ${round}`));
        await refusedPeer.gone();
      }
      await hearsNoMoreOf(alice, bob);
    }),
  },
];

/** Rule 7: the name. */
export const namingChecks: readonly Check<ServerUnderTest>[] = [...accepted, ...refused];
