import { ASSIGNMENT } from '../../assignment';
import { type Check } from '../../check';
import {
  FIRST_WORD_ONLY,
  FORMATTED_TWICE,
  OTHER_WORDING,
  PADDING_NOT_STRIPPED,
  PREFIX_MATCHED,
  WHOLE_LINE_NAMED,
} from '../roots/causes';
import { type Peer } from '../driver/peer';
import { serving, type ServerUnderTest } from '../driver/server-under-test';
import {
  channelExists,
  CREATE_REQUIRES_ARGUMENT,
  JOIN_REQUIRES_ARGUMENT,
  noChannel,
  notACommand,
  NOT_IN_CHANNEL,
} from '../driver/wording';

/** A check's `run`: what Alice, in no channel, says in one piece is answered by just this. */
function answers(
  payloads: string[],
  ...replies: string[]
): (subject: ServerUnderTest) => Promise<void> {
  return serving(async (server) => {
    const alice = await server.connect('Alice');
    await alice.heard();
    alice.say(...payloads);
    await alice.receives(...replies);
    await alice.fence();
  });
}

/** A check's `run`: this of Alice, in no channel, is answered by this error. */
function errs(payload: string, error: string): (subject: ServerUnderTest) => Promise<void> {
  return serving(async (server) => {
    const alice = await server.enter('Alice');
    alice.say(payload);
    await alice.receives(error);
  });
}

/** Passes when one of these hears this text, in whatever words. */
async function oneHears(text: string, ...peers: readonly Peer[]): Promise<void> {
  await Promise.any(peers.map((peer) => peer.hearsOf(text))).catch((error: unknown) => {
    throw error instanceof AggregateError ? error.errors[0] : error;
  });
}

/** Names that formatting functions of many languages would not leave alone. */
const FORMATS = [
  '{0}',
  '{1}',
  '{',
  '$&',
  "$'",
  '$1',
  '%s',
  '%',
  '\\1',
  '\\',
  "'",
  '"',
  '<b>',
  '${x}',
];

const channelNames: Check<ServerUnderTest>[] = [
  {
    id: 'S-10.1',
    level: 'must',
    says: ASSIGNMENT.JOIN,
    statement: 'what was created can be joined',
    run: serving(async (server) => {
      // Whether Alice, who created it, is in it, and whether all hear, is for other checks.
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const carol = await server.enter('Carol');
      carol.say('/join lobby', 'hello');
      await oneHears('hello', bob, alice);
      bob.say('welcome');
      await oneHears('welcome', carol, alice);
    }),
  },
  {
    id: 'S-10.2',
    level: 'must',
    says: ASSIGNMENT.STRINGS,
    exact: 'words',
    statement: '/create without a channel is answered by its error',
    cause: PADDING_NOT_STRIPPED,
    run: errs('/create', CREATE_REQUIRES_ARGUMENT),
  },
  {
    id: 'S-10.3',
    level: 'must',
    says: ASSIGNMENT.ARGUMENT,
    exact: 'words',
    statement: '/join without a channel is answered by its error',
    cause: PADDING_NOT_STRIPPED,
    run: errs('/join', JOIN_REQUIRES_ARGUMENT),
  },
  {
    id: 'S-10.14',
    level: 'should',
    statement: 'spaces alone are no channel, and a command without one creates nothing',
    cause: PADDING_NOT_STRIPPED,
    run: answers(
      ['/create lobby', '/create', '/create     ', '/join   ', '/foo', '/list'],
      ...[CREATE_REQUIRES_ARGUMENT, CREATE_REQUIRES_ARGUMENT, JOIN_REQUIRES_ARGUMENT],
      ...[notACommand('/foo'), 'lobby'],
    ),
  },
  {
    id: 'S-10.4',
    level: 'should',
    statement: 'a channel name may hold spaces, and is the whole rest of the command',
    cause: FIRST_WORD_ONLY,
    run: answers(
      ['/create the big  lobby', '/join the', '/create the big  lobby', '/list'],
      ...[noChannel('the'), channelExists('the big  lobby'), 'the big  lobby'],
    ),
  },
  {
    id: 'S-10.5',
    level: 'should',
    statement: 'spaces around a channel name are no part of it',
    run: answers(
      ['/create    lobby   ', '/create lobby', '/join     den  ', '/list'],
      ...[channelExists('lobby'), noChannel('den'), 'lobby'],
    ),
  },
  {
    id: 'S-10.6',
    level: 'should',
    statement: 'tabs around a channel name are no part of it',
    run: answers(['/create \t lobby\t', '/create lobby', '/list'], channelExists('lobby'), 'lobby'),
  },
  {
    id: 'S-10.7',
    level: 'should',
    statement: 'channel names differ by case',
    run: answers(
      ['/create lobby', '/join Lobby', '/create Lobby', '/join LOBBY', '/create Lobby'],
      ...[noChannel('Lobby'), noChannel('LOBBY'), channelExists('Lobby')],
    ),
  },
  {
    id: 'S-10.8',
    level: 'should',
    statement: 'a channel may be named like a command, or like a property of an object',
    run: answers(
      ['/join __proto__', '/join constructor', '/create /list', '/create __proto__', '/list'],
      ...[noChannel('__proto__'), noChannel('constructor'), '/list\n__proto__'],
    ),
  },
];

const otherWhiteSpace: Check<ServerUnderTest>[] = [
  {
    id: 'S-10.12',
    level: 'should',
    statement:
      'carriage returns, vertical tabs and form feeds around a channel name are no part of it',
    run: answers(
      ['/create \v\f\r\n lobby', '/create lobby\f\v\r', '/list'],
      ...[channelExists('lobby'), 'lobby'],
    ),
  },
  {
    id: 'S-10.13',
    level: 'should',
    statement: 'white space of other kinds around a channel name belongs to it',
    run: answers(
      ['/create \u00a0lobby\u3000', '/join lobby', '/list'],
      ...[noChannel('lobby'), '\u00a0lobby\u3000'],
    ),
  },
];

const fixedStrings: Check<ServerUnderTest>[] = [
  {
    id: 'S-10.9',
    level: 'must',
    says: ASSIGNMENT.STRINGS,
    exact: 'words',
    statement: 'joining a channel that does not exist is answered by its error',
    cause: OTHER_WORDING,
    run: errs('/join lobby', "No channel named lobby exists. Try '/create lobby'?"),
  },
  {
    id: 'S-10.10',
    level: 'must',
    says: ASSIGNMENT.STRINGS,
    exact: 'words',
    statement: 'creating a channel that exists is answered by its error',
    cause: OTHER_WORDING,
    run: serving(async (server) => {
      await server.gather('lobby', 'Alice');
      const bob = await server.enter('Bob');
      bob.say('/create lobby');
      await bob.receives('Room lobby already exists, so cannot be created.');
    }),
  },
  {
    id: 'S-10.11',
    level: 'robust',
    statement: 'replies hold a channel name literally, whatever a format string would make of it',
    cause: FORMATTED_TWICE,
    run: serving(async (server) => {
      const alice = await server.connect('Alice');
      for (const name of FORMATS) {
        alice.say(`/join ${name}`, `/create ${name}`, `/create ${name}`);
        await alice.receives(noChannel(name), channelExists(name));
      }
      await alice.fence();
    }),
  },
];

/** Commands of other chats. */
const OTHERS = [
  'quit',
  'exit',
  'leave',
  'part',
  'help',
  'nick',
  'name',
  'msg',
  'me',
  'who',
  'users',
]
  .concat(['names', 'kick', 'topic', 'bye', 'channels', 'stop', 'shutdown'])
  .map((word) => `/${word}`);

const otherWords: Check<ServerUnderTest>[] = [
  {
    id: 'S-12.1',
    level: 'must',
    says: ASSIGNMENT.INVALID,
    exact: 'words',
    statement: 'an unknown command is answered by its error',
    cause: OTHER_WORDING,
    run: serving(async (server) => {
      const alice = await server.enter('Alice');
      alice.say('/foo');
      // Whether the slash is part of what stands for {0} is open.
      await alice.receivesOneOf(
        '/foo is not a valid control message. Valid messages are /create, /list, and /join.',
        'foo is not a valid control message. Valid messages are /create, /list, and /join.',
      );
    }),
  },
  {
    id: 'S-12.11',
    level: 'should',
    statement: 'of an unknown command the error names the first word alone',
    cause: WHOLE_LINE_NAMED,
    run: answers(['/foo bar', '/foo  bar baz'], notACommand('/foo'), notACommand('/foo')),
  },
  {
    id: 'S-12.2',
    level: 'should',
    statement: 'commands are matched as whole words and by case',
    cause: PREFIX_MATCHED,
    run: serving(async (server) => {
      const alice = await server.connect('Alice');
      alice.say('/create lobby');
      for (const word of ['/LIST', '/List', '/listing', '/lis', '/joinx', '/Join', '/creates']) {
        alice.say(`${word} lobby`, word);
        await alice.receives(notACommand(word), notACommand(word));
      }
      await alice.fence();
    }),
  },
  {
    id: 'S-12.3',
    level: 'should',
    statement: 'a slash alone, two of them, or one before a space is no command',
    run: answers(
      ['/', '//', '//list', '/ join lobby', '/ list'],
      ...['/', '//', '//list', '/', '/'].map(notACommand),
    ),
  },
  {
    id: 'S-12.4',
    level: 'robust',
    statement: 'the error holds the word literally, whatever a format string would make of it',
    cause: FORMATTED_TWICE,
    run: answers(
      FORMATS.map((word) => `/${word} and more`),
      ...FORMATS.map((word) => notACommand(`/${word}`)),
    ),
  },
  {
    id: 'S-12.5',
    level: 'should',
    statement: 'a control character in a channel name makes the command invalid',
    run: serving(async (server) => {
      const [bob] = await server.gather('lobby', 'Bob');
      const alice = await server.connect('Alice');
      for (const character of ['\0', '\x01', '\t', '\n', '\r', '\x1b', '\x7f']) {
        alice.say(`/create a${character}b`, `/join a${character}b`);
        await alice.receives(notACommand('/create'), notACommand('/join'));
      }
      alice.say('/list', 'hello');
      await alice.receives('lobby', NOT_IN_CHANNEL);
      await bob.fence();
    }),
  },
  {
    id: 'S-12.6',
    level: 'should',
    statement: 'nothing but a space ends the first word',
    run: answers(
      ['/join\tlobby', '/list\tall'],
      notACommand('/join\tlobby'),
      notACommand('/list\tall'),
    ),
  },
  {
    id: 'S-12.7',
    level: 'should',
    statement: 'there are no commands but the three',
    run: answers(OTHERS, ...OTHERS.map(notACommand)),
  },
  {
    id: 'S-12.8',
    level: 'should',
    statement: 'a C1 control character in a channel name makes the command invalid too',
    run: answers(
      ['/create lobby', '/create a\u0085b', '/join a\u009bb', '/list'],
      ...[notACommand('/create'), notACommand('/join'), 'lobby'],
    ),
  },
  {
    id: 'S-12.9',
    level: 'should',
    statement: 'a channel name that breaks a line or turns its direction makes the command invalid',
    run: answers(
      ['/create lobby', '/create a\u2028b', '/join a\u2029b', '/create a\u202eb', '/list'],
      ...[notACommand('/create'), notACommand('/join'), notACommand('/create'), 'lobby'],
    ),
  },
  {
    id: 'S-12.10',
    level: 'should',
    statement: 'a channel name with nothing visible in it makes the command invalid',
    run: answers(
      ['/create lobby', '/create \u00a0', '/join \u200b\u3000', '/list'],
      ...[notACommand('/create'), notACommand('/join'), 'lobby'],
    ),
  },
];

/** Rules 10 and 12: what a command is, and what it is answered. */
export const commandChecks: readonly Check<ServerUnderTest>[] = [
  ...channelNames,
  ...otherWhiteSpace,
  ...fixedStrings,
  ...otherWords,
];
