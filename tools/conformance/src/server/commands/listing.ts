import assert from 'node:assert/strict';
import { ASSIGNMENT } from '../../assignment';
import { type Check } from '../../check';
import { Reading } from '../../roots/reading';
import { NEWLINE_AT_THE_END, NOT_SORTED, NO_BLANK_REPLY, PREFIX_MATCHED } from '../roots/causes';
import { serving, type ServerUnderTest } from '../driver/server-under-test';
import { said } from '../driver/wording';

/** A check's `run`: channels created in this order are listed in that one. */
function lists(created: string[], listed: string[]): (subject: ServerUnderTest) => Promise<void> {
  return serving(async (server) => {
    const alice = await server.connect('Alice');
    await alice.heard();
    alice.say(...created.map((name) => `/create ${name}`), '/list');
    await alice.receives(listed.join('\n'));
    await alice.fence();
  });
}

/** Rule 11: /list. */
export const listingChecks: readonly Check<ServerUnderTest>[] = [
  {
    id: 'S-11.1',
    level: 'must',
    says: ASSIGNMENT.LIST,
    statement: '/list answers the name of the only channel',
    run: serving(async (server) => {
      const [alice] = await server.gather('lobby', 'Alice');
      await alice.lists('lobby');
    }),
  },
  {
    id: 'S-11.2',
    level: 'must',
    says: ASSIGNMENT.LIST,
    restsOn: ['S-11.1'],
    statement: '/list answers the names of all channels in one message, separated by newlines',
    run: serving(async (server) => {
      const [alice] = await server.gather('a', 'Alice');
      await server.gather('c', 'Carol');
      await server.gather('b', 'Bob');
      alice.say('/list');
      const listed = Reading.current.plain(await alice.reply('a list')).split(/ *\n/);
      assert.deepEqual(listed.sort(), ['a', 'b', 'c']);
    }),
  },
  {
    id: 'S-11.9',
    level: 'should',
    statement: '/list ends with a name, and with no newline behind it',
    cause: NEWLINE_AT_THE_END,
    run: lists(['lobby'], ['lobby']),
  },
  {
    id: 'S-11.3',
    level: 'should',
    statement: '/list answers one blank frame when there are no channels',
    cause: NO_BLANK_REPLY,
    run: serving(async (server) => {
      const alice = await server.connect('Alice');
      alice.say('/list');
      await alice.receives('');
      await alice.fence();
    }),
  },
  {
    id: 'S-11.4',
    level: 'should',
    statement: '/list is sorted, whatever the order of creation',
    cause: NOT_SORTED,
    run: lists(
      ['m', 'z', 'b', 'a b', 'aa', 'a', '10', '9'],
      ['10', '9', 'a', 'a b', 'aa', 'b', 'm', 'z'],
    ),
  },
  {
    id: 'S-11.5',
    level: 'should',
    statement: '/list is sorted by code point: no language, no case, no UTF-16',
    run: lists(
      ['\u{1f99c}', '\uff5e', 'é', 'z', 'Z', 'a', '_', '你'],
      ['Z', '_', 'a', 'z', 'é', '你', '\uff5e', '\u{1f99c}'],
    ),
  },
  {
    id: 'S-11.6',
    level: 'should',
    statement: 'whatever stands behind /list is ignored',
    cause: PREFIX_MATCHED,
    run: serving(async (server) => {
      const alice = await server.connect('Alice');
      alice.say('/create lobby', '/list  ', '/list lobby', '/list of all channels');
      await alice.receives('lobby', 'lobby', 'lobby');
      await alice.fence();
    }),
  },
  {
    id: 'S-11.7',
    level: 'must',
    says: ASSIGNMENT.LIST,
    restsOn: ['S-11.1'],
    statement: '/list answers whoever asks, in a channel or not, and nobody else',
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const carol = await server.enter('Carol');
      await alice.lists('lobby');
      await carol.lists('lobby');
      alice.say('hello');
      await bob.hearsWithout('lobby', said('Alice', 'hello'));
    }),
  },
  {
    id: 'S-11.8',
    level: 'must',
    says: ASSIGNMENT.LIST,
    restsOn: ['S-11.1', 'S-11.2'],
    statement: '/list shows what others created since the last one',
    run: serving(async (server) => {
      const [alice] = await server.gather('a', 'Alice');
      await alice.lists('a');
      await server.gather('b', 'Bob');
      await alice.lists('a', 'b');
    }),
  },
];
