import { ASSIGNMENT } from '../../assignment';
import { type Check } from '../../check';
import { FORMATTED_TWICE, ONE_READ_ONE_MESSAGE, OTHER_WORDING } from '../roots/causes';
import { hearsNoMoreOf } from '../driver/hearing';
import { serving, type ServerUnderTest } from '../driver/server-under-test';
import {
  channelExists,
  CREATE_REQUIRES_ARGUMENT,
  hasJoined,
  noChannel,
  notACommand,
  NOT_IN_CHANNEL,
  said,
} from '../driver/wording';

const numbered = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `message ${index}`);

const relaying: Check<ServerUnderTest>[] = [
  {
    id: 'S-16.1',
    level: 'must',
    says: ASSIGNMENT.RELAY,
    exact: 'words',
    statement: 'every other member of the channel hears a message, with the name in brackets',
    run: serving(async (server) => {
      const names = Array.from({ length: 20 }, (_, index) => `Member${index}`);
      const members = await server.gather('lobby', ...names);
      members[0]?.say('hello');
      for (const member of members.slice(1)) await member.hears('[Member0] hello');
    }),
  },
  {
    id: 'S-16.2',
    level: 'should',
    statement: 'a blank message is relayed as the name in brackets',
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      alice.say('', '\n', '\r\n');
      await bob.receives('[Alice]', '[Alice]', '[Alice]');
      await hearsNoMoreOf(alice, bob);
    }),
  },
  {
    id: 'S-16.3',
    level: 'must',
    says: ASSIGNMENT.OTHER_CHANNELS,
    statement: 'what is said in one channel is not heard in another, nor outside',
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const [carol, dave] = await server.gather('den', 'Carol', 'Dave');
      const eve = await server.enter('Eve');
      alice.say('for Bob');
      carol.say('for Dave');
      await bob.hears(said('Alice', 'for Bob'));
      await dave.hears(said('Carol', 'for Dave'));
      await eve.hearsNothingOf('for ');
      carol.say('/join lobby', 'hello to Bob');
      await bob.hearsWithout('for Dave', said('Carol', 'hello to Bob'));
      alice.say('/join den', 'hello to Dave');
      await dave.hearsWithout('for Bob', said('Alice', 'hello to Dave'));
      eve.say('/create attic');
      await eve.hearsNothingOf('for ');
      for (const speaker of [alice, carol]) {
        speaker.say('/join attic', 'hello to Eve');
        await eve.hearsWithout('for ', said(speaker.label, 'hello to Eve'));
      }
    }),
  },
  {
    id: 'S-16.4',
    level: 'robust',
    statement: 'a message is relayed literally, whatever a format string would make of it',
    cause: FORMATTED_TWICE,
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const texts = [
        '{0}',
        '$&',
        '%s%n%d',
        '\\x41 \\n',
        '"quoted"',
        "it's",
        '<b>&amp;',
        '[Bob] hi',
      ];
      alice.say(...texts);
      await bob.receives(...texts.map((text) => said('Alice', text)));
    }),
  },
  {
    id: 'S-17.1',
    level: 'must',
    says: ASSIGNMENT.NO_CHANNEL,
    exact: 'words',
    statement: 'a message from somebody in no channel is answered by its error',
    cause: OTHER_WORDING,
    run: serving(async (server) => {
      const alice = await server.enter('Alice');
      alice.say('hello');
      await alice.receives(
        'Not currently in any channel. Must join a channel before sending messages.',
      );
    }),
  },
  {
    id: 'S-17.2',
    level: 'should',
    statement: 'a blank message from somebody in no channel is answered by the same error',
    run: serving(async (server) => {
      const alice = await server.connect('Alice');
      alice.say('', '\n', ' ');
      await alice.receives(NOT_IN_CHANNEL, NOT_IN_CHANNEL, NOT_IN_CHANNEL);
      await alice.fence();
    }),
  },
];

const ordering: Check<ServerUnderTest>[] = [
  {
    id: 'S-19.1',
    level: 'should',
    statement: 'messages are heard in the order in which they were sent',
    cause: ONE_READ_ONE_MESSAGE,
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const texts = numbered(2000);
      for (const text of texts) alice.say(text);
      await bob.receives(...texts.map((text) => said('Alice', text)));
      await hearsNoMoreOf(alice, bob);
    }),
  },
  {
    id: 'S-19.2',
    level: 'should',
    statement: 'commands and messages of one piece take effect in order',
    cause: ONE_READ_ONE_MESSAGE,
    run: serving(async (server) => {
      const [alice] = await server.gather('lobby', 'Alice');
      const bob = await server.connect('Bob');
      bob.say('one', '/join lobby', 'two', '/foo', '/create attic', '/list', 'three', '/nope');
      await bob.receives(NOT_IN_CHANNEL, notACommand('/foo'), 'attic\nlobby', notACommand('/nope'));
      await alice.receives(hasJoined('Bob'), said('Bob', 'two'), 'Bob has left');
      bob.say('/join lobby');
      await alice.receives(hasJoined('Bob'));
      await hearsNoMoreOf(bob, alice);
    }),
  },
  {
    id: 'S-19.3',
    level: 'should',
    statement: 'replies and messages of others come in the order in which they came about',
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      // Bob asks only when he has heard, so his replies cannot come before what he heard.
      for (let round = 0; round < 100; round++) {
        alice.say(`before ${round}`);
        await bob.receives(said('Alice', `before ${round}`));
        bob.say('/list', `reply ${round}`);
        await alice.receives(said('Bob', `reply ${round}`));
        alice.say(`after ${round}`);
        await bob.receives('lobby', said('Alice', `after ${round}`));
      }
    }),
  },
  {
    id: 'S-19.4',
    level: 'should',
    statement: 'two who speak at once are each heard whole and in order',
    run: serving(async (server) => {
      const [alice, bob, carol] = await server.gather('lobby', 'Alice', 'Bob', 'Carol');
      const texts = numbered(300);
      for (const text of texts) {
        alice.say(text);
        bob.say(text);
      }
      await alice.receives(...texts.map((text) => said('Bob', text)));
      await bob.receives(...texts.map((text) => said('Alice', text)));
      await carol.receivesCount(2 * texts.length);
      const heard = (await carol.heard()).map((received) => received.toString().trimEnd());
      for (const name of ['Alice', 'Bob']) {
        const mine = heard.filter((line) => line.startsWith(`[${name}]`));
        if (mine.join() !== texts.map((text) => said(name, text)).join()) {
          throw new Error(`Carol heard of ${name}: ${mine.join(', ')}`);
        }
      }
    }),
  },
];

const repliesInOrder: Check<ServerUnderTest> = {
  id: 'S-19.5',
  level: 'should',
  statement: 'replies of all kinds come in the order of what they answer',
  run: serving(async (server) => {
    await server.gather('lobby', 'Alice');
    const bob = await server.connect('Bob');
    bob.say(
      '/create',
      '/foo',
      '/list',
      'hello',
      '/join den',
      '/bar',
      '/create lobby',
      '/list',
      'hi',
    );
    await bob.receives(CREATE_REQUIRES_ARGUMENT, notACommand('/foo'), 'lobby', NOT_IN_CHANNEL);
    await bob.receives(noChannel('den'), notACommand('/bar'), channelExists('lobby'), 'lobby');
    await bob.receives(NOT_IN_CHANNEL);
    await bob.fence();
  }),
};

/** Rules 16, 17 and 19: who hears what, and in which order. */
export const messageChecks: readonly Check<ServerUnderTest>[] = [
  ...relaying,
  ...ordering,
  repliesInOrder,
];
