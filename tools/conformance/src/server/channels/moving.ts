import { ASSIGNMENT } from '../../assignment';
import { type Check } from '../../check';
import { frames } from '../../frame';
import { hearEachOther, hearsNoMoreOf } from '../driver/hearing';
import { serving, type ServerUnderTest } from '../driver/server-under-test';
import { channelExists, hasJoined, hasLeft, said } from '../driver/wording';
import {
  CHANNEL_WITH_MEMBERS_ONLY,
  ONE_READ_ONE_MESSAGE,
  STAYS_AT_A_CREATE,
  STAYS_AT_A_JOIN,
} from '../roots/causes';

const moving: Check<ServerUnderTest>[] = [
  {
    id: 'S-14.1',
    level: 'must',
    says: ASSIGNMENT.JOINED,
    exact: 'words',
    restsOn: ['S-16.1'],
    statement: 'every member of a channel hears who has joined it',
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const carol = await server.enter('Carol');
      carol.say('/join lobby');
      await alice.hears('Carol has joined');
      await bob.hears('Carol has joined');
    }),
  },
  {
    id: 'S-14.2',
    level: 'must',
    says: ASSIGNMENT.ONE_CHANNEL,
    restsOn: ['S-16.3'],
    statement: 'a /join takes out of the old channel and into the new one',
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const [carol] = await server.gather('den', 'Carol');
      bob.say('/join den', 'hello');
      await carol.hears(said('Bob', 'hello'));
      bob.say('/join lobby', 'back again');
      await alice.hearsWithout('hello', said('Bob', 'back again'));
    }),
  },
  {
    id: 'S-14.3',
    level: 'must',
    says: ASSIGNMENT.LEFT,
    restsOn: ['S-16.1', 'S-14.9'],
    statement: 'every member of a channel hears who has left it for one that is new',
    cause: STAYS_AT_A_CREATE,
    run: serving(async (server) => {
      const [alice, bob, carol] = await server.gather('lobby', 'Alice', 'Bob', 'Carol');
      bob.say('/create den');
      await alice.hears(hasLeft('Bob'));
      await carol.hears(hasLeft('Bob'));
    }),
  },
  {
    id: 'S-14.9',
    level: 'must',
    says: ASSIGNMENT.LEFT,
    exact: 'words',
    restsOn: ['S-16.1'],
    statement: 'every member of a channel hears who has left it for another',
    cause: STAYS_AT_A_JOIN,
    run: serving(async (server) => {
      const [alice, bob, carol] = await server.gather('lobby', 'Alice', 'Bob', 'Carol');
      await server.gather('den', 'Dave');
      bob.say('/join den');
      await alice.hears('Bob has left');
      await carol.hears('Bob has left');
    }),
  },
  {
    id: 'S-14.10',
    level: 'must',
    says: ASSIGNMENT.CREATE,
    statement: 'whoever creates a channel is in it',
    run: serving(async (server) => {
      const alice = await server.enter('Alice');
      alice.say('/create lobby');
      await alice.heard();
      const bob = await server.enter('Bob');
      bob.say('/join lobby', 'hello');
      await alice.hearsOf('hello');
    }),
  },
  {
    id: 'S-14.4',
    level: 'must',
    says: ASSIGNMENT.CREATE_MOVES,
    restsOn: ['S-16.3'],
    statement: 'whoever has left a channel by /create hears it no more, and is heard there no more',
    cause: STAYS_AT_A_CREATE,
    run: serving(async (server) => {
      const [alice, bob, carol] = await server.gather('lobby', 'Alice', 'Bob', 'Carol');
      bob.say('/create den');
      await bob.heard();
      alice.say('without Bob');
      await carol.hears(said('Alice', 'without Bob'));
      alice.say('/join den', 'with Bob');
      await bob.hearsWithout('without Bob', said('Alice', 'with Bob'));
      bob.say('without Carol');
      await alice.hears(said('Bob', 'without Carol'));
      bob.say('/join lobby', 'back again');
      await carol.hearsWithout('without Carol', said('Bob', 'back again'));
    }),
  },
  {
    id: 'S-14.5',
    level: 'should',
    statement: '/join of the own channel is left and joined to the others, nothing to oneself',
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      bob.say('/join lobby');
      await alice.receives(hasLeft('Bob'), hasJoined('Bob'));
      await bob.fence();
      await alice.fence();
      await hearEachOther(alice, bob);
    }),
  },
  {
    id: 'S-14.6',
    level: 'should',
    statement: 'whoever comes to a channel hears nothing that was said there before',
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      alice.say('before');
      await bob.receives(said('Alice', 'before'));
      const carol = await server.connect('Carol');
      carol.say('/join lobby');
      await carol.fence();
      alice.say('after');
      await carol.receives(said('Alice', 'after'));
    }),
  },
  {
    id: 'S-14.7',
    level: 'must',
    says: ASSIGNMENT.LESS_OR_MORE,
    restsOn: ['S-16.3', 'S-14.4', 'S-14.8'],
    statement: 'moves and messages in one piece are heard by the right channel',
    cause: ONE_READ_ONE_MESSAGE,
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const [carol] = await server.gather('den', 'Carol');
      bob.write(frames('1', '/join den', '2', '/create attic', '3'));
      await alice.hears(said('Bob', '1'));
      await carol.hears(said('Bob', '2'));
      bob.say('/join den', '4', '/join lobby', '5');
      await alice.hearsWithout(said('Bob', ''), said('Bob', '5'));
      await carol.hearsWithout(said('Bob', ''), said('Bob', '4'));
    }),
  },
  {
    id: 'S-14.11',
    level: 'should',
    statement:
      'moves and messages in one piece are heard in order, the own channel joined again too',
    cause: ONE_READ_ONE_MESSAGE,
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const [carol] = await server.gather('den', 'Carol');
      bob.say('1', '/join den', '2', '/join lobby', '3', '/join lobby', '4', '/create attic', '5');
      await bob.fence();
      const moves = ['[Bob] 1', 'Bob has left', 'Bob has joined', '[Bob] 3'];
      await alice.receives(...moves, 'Bob has left', 'Bob has joined', '[Bob] 4', 'Bob has left');
      await carol.receives('Bob has joined', '[Bob] 2', 'Bob has left');
      bob.say('/join den', '/join lobby');
      await carol.receives(hasJoined('Bob'), hasLeft('Bob'));
      await alice.receives(hasJoined('Bob'));
      await hearsNoMoreOf(bob, alice);
    }),
  },
  {
    id: 'S-14.8',
    level: 'must',
    says: ASSIGNMENT.OTHER_CHANNELS,
    restsOn: ['S-16.3'],
    statement: 'whoever has gone from one channel to another hears the old one no more',
    cause: STAYS_AT_A_JOIN,
    run: serving(async (server) => {
      const [alice, bob, carol] = await server.gather('lobby', 'Alice', 'Bob', 'Carol');
      await server.gather('den', 'Dave');
      bob.say('/join den');
      await bob.heard();
      alice.say('without Bob');
      await carol.hears(said('Alice', 'without Bob'));
      alice.say('/join den', 'with Bob');
      await bob.hearsWithout('without Bob', said('Alice', 'with Bob'));
    }),
  },
];

const emptied: Check<ServerUnderTest>[] = [
  {
    id: 'S-15.1',
    level: 'should',
    statement: 'a channel that all have left is still listed, can be joined, and exists',
    cause: CHANNEL_WITH_MEMBERS_ONLY,
    run: serving(async (server) => {
      const [alice] = await server.gather('den', 'Alice');
      alice.say('/create lobby', '/list', '/create den', '/join den', 'hello', '/list');
      await alice.receives('den\nlobby', channelExists('den'), 'den\nlobby');
      await alice.fence();
    }),
  },
  {
    id: 'S-15.2',
    level: 'should',
    statement: 'a channel outlives the disconnect of its last member',
    cause: CHANNEL_WITH_MEMBERS_ONLY,
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      alice.end();
      await bob.receives(hasLeft('Alice'));
      bob.end();
      // The server closes its side when it has handled the disconnect.
      await bob.closes();
      const carol = await server.connect('Carol');
      carol.say('/list', '/create lobby', '/join lobby');
      await carol.receives('lobby', channelExists('lobby'));
      await carol.fence();
      const dave = await server.connect('Dave');
      dave.say('/join lobby');
      await carol.receives(hasJoined('Dave'));
      // Another server may tell Dave only now that Carol has come.
      if (server.servers > 1) {
        carol.say('hello');
        await dave.hears(said('Carol', 'hello'));
      } else await hearEachOther(carol, dave);
    }),
  },
];

/** Rules 14 and 15: who is in which channel. */
export const movingChecks: readonly Check<ServerUnderTest>[] = [...moving, ...emptied];
