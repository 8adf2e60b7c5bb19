import { ASSIGNMENT } from '../../assignment';
import { type Check } from '../../check';
import { serving, type ServerUnderTest } from '../driver/server-under-test';
import { notACommand, NOT_IN_CHANNEL } from '../driver/wording';
import { FORMATTED_TWICE, OTHER_WORDING, PREFIX_MATCHED, WHOLE_LINE_NAMED } from '../roots/causes';
import { answers, FORMATS } from './answering';

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

/** Rule 12: what is no command, and what it is answered. */
export const unknownCommandChecks: readonly Check<ServerUnderTest>[] = [
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
