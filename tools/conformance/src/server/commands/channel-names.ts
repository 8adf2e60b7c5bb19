import { ASSIGNMENT } from '../../assignment';
import { type Check } from '../../check';
import { type Peer } from '../driver/peer';
import { serving, type ServerUnderTest } from '../driver/server-under-test';
import {
  channelExists,
  CREATE_REQUIRES_ARGUMENT,
  JOIN_REQUIRES_ARGUMENT,
  noChannel,
  notACommand,
} from '../driver/wording';
import {
  FIRST_WORD_ONLY,
  FORMATTED_TWICE,
  OTHER_WORDING,
  PADDING_NOT_STRIPPED,
} from '../roots/causes';
import { answers, errs, FORMATS } from './answering';

/** Passes when one of these hears this text, in whatever words. */
async function oneHears(text: string, ...peers: readonly Peer[]): Promise<void> {
  await Promise.any(peers.map((peer) => peer.hearsOf(text))).catch((error: unknown) => {
    throw error instanceof AggregateError ? error.errors[0] : error;
  });
}

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
    run: errs('/join nowhere', "No channel named nowhere exists. Try '/create nowhere'?"),
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

/** Rule 10: how a channel is named, and what a command that names one is answered. */
export const channelNameChecks: readonly Check<ServerUnderTest>[] = [
  ...channelNames,
  ...otherWhiteSpace,
  ...fixedStrings,
];
