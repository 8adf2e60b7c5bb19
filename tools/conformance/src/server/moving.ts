import { type Check } from '../check';
import {
  CHANNEL_WITH_MEMBERS_ONLY,
  LEFT_TOO_EARLY,
  ONE_READ_ONE_MESSAGE,
  PREFIX_MATCHED,
} from './causes';
import { type Peer } from './peer';
import { serving, type ServerUnderTest } from './server-under-test';
import { channelExists, hasJoined, hasLeft, noChannel, NOT_IN_CHANNEL, said } from './wording';

/** A check's `run`: a command that fails is answered, and Alice and Bob stay together in peace. */
function changesNothing(...commands: string[]): (subject: ServerUnderTest) => Promise<void> {
  return serving(async (server) => {
    const [carol] = await server.gather('den', 'Carol');
    const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
    for (const command of commands) {
      alice.say(command);
      await alice.next(`an error in answer to ${command}`);
      await alice.fence();
    }
    await bob.fence();
    await carol.fence();
    await hearEachOther(alice, bob);
    alice.say('/list');
    await alice.receives('den\nlobby');
  });
}

async function hearEachOther(alice: Peer, bob: Peer): Promise<void> {
  alice.say('hello');
  await bob.receives(said(alice.label, 'hello'));
  bob.say('hello');
  await alice.receives(said(bob.label, 'hello'));
}

const failing: Check<ServerUnderTest>[] = [
  {
    id: 'S-13.1',
    level: 'must',
    statement: 'a /join that fails changes nothing',
    cause: LEFT_TOO_EARLY,
    run: changesNothing('/join nowhere', '/join'),
  },
  {
    id: 'S-13.2',
    level: 'must',
    statement: 'a /create that fails changes nothing',
    cause: LEFT_TOO_EARLY,
    run: changesNothing('/create den', '/create lobby', '/create'),
  },
  {
    id: 'S-13.3',
    level: 'must',
    statement: 'an invalid command changes nothing',
    cause: PREFIX_MATCHED,
    run: changesNothing('/leave', '/', '/joinden', '/JOIN den'),
  },
  {
    id: 'S-13.5',
    level: 'should',
    statement: 'a command with a control character in its channel name changes nothing',
    run: changesNothing('/join a\tb', '/create a\tb'),
  },
  {
    id: 'S-13.4',
    level: 'must',
    statement: 'whoever is in no channel is still in none after a command that failed',
    run: serving(async (server) => {
      await server.gather('den', 'Carol');
      const alice = await server.connect('Alice');
      alice.say('/join nowhere', 'hello', '/create den', 'hello');
      await alice.receives(noChannel('nowhere'), NOT_IN_CHANNEL);
      await alice.receives(channelExists('den'), NOT_IN_CHANNEL);
      await alice.fence();
    }),
  },
];

const moving: Check<ServerUnderTest>[] = [
  {
    id: 'S-14.1',
    level: 'must',
    statement: 'every member of a channel hears who has joined it',
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const carol = await server.connect('Carol');
      carol.say('/join lobby');
      await alice.receives('Carol has joined');
      await bob.receives('Carol has joined');
      await carol.fence();
    }),
  },
  {
    id: 'S-14.2',
    level: 'must',
    statement: '/join leaves the old channel, whose members hear it',
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const [carol] = await server.gather('den', 'Carol');
      bob.say('/join den', 'hello');
      await alice.receives('Bob has left');
      await carol.receives('Bob has joined', said('Bob', 'hello'));
      await alice.fence();
      await bob.fence();
    }),
  },
  {
    id: 'S-14.3',
    level: 'must',
    statement: '/create leaves the old channel, whose members hear it',
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      bob.say('/create den', 'hello');
      await alice.receives('Bob has left');
      await bob.fence();
      await alice.fence();
    }),
  },
  {
    id: 'S-14.4',
    level: 'must',
    statement: 'whoever has left a channel hears it no more, and is heard there no more',
    run: serving(async (server) => {
      const [alice, bob, carol] = await server.gather('lobby', 'Alice', 'Bob', 'Carol');
      bob.say('/create den');
      await alice.receives(hasLeft('Bob'));
      await carol.receives(hasLeft('Bob'));
      alice.say('without Bob');
      await carol.receives(said('Alice', 'without Bob'));
      await bob.fence();
      bob.say('alone');
      await bob.fence();
      await alice.fence();
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
    level: 'must',
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
    statement: 'moves and messages in one piece are heard in order, by the right channel',
    cause: ONE_READ_ONE_MESSAGE,
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const [carol] = await server.gather('den', 'Carol');
      bob.say('1', '/join den', '2', '/join lobby', '3', '/join lobby', '4', '/create attic', '5');
      await bob.fence();
      const moves = ['[Bob] 1', 'Bob has left', 'Bob has joined', '[Bob] 3'];
      await alice.receives(...moves, 'Bob has left', 'Bob has joined', '[Bob] 4', 'Bob has left');
      await carol.receives('Bob has joined', '[Bob] 2', 'Bob has left');
      await alice.fence();
      await carol.fence();
    }),
  },
  {
    id: 'S-14.8',
    level: 'must',
    statement: 'whoever has gone from one channel to another hears the old one no more',
    run: serving(async (server) => {
      const [alice, bob, carol] = await server.gather('lobby', 'Alice', 'Bob', 'Carol');
      await server.gather('den', 'Dave');
      bob.say('/join den');
      await alice.receives(hasLeft('Bob'));
      await carol.receives(hasLeft('Bob'));
      alice.say('without Bob');
      await carol.receives(said('Alice', 'without Bob'));
      await bob.fence();
    }),
  },
];

const emptied: Check<ServerUnderTest>[] = [
  {
    id: 'S-15.1',
    level: 'must',
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
    level: 'must',
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
      await hearEachOther(carol, dave);
    }),
  },
];

/** Rules 13, 14 and 15: who is in which channel. */
export const movingChecks: readonly Check<ServerUnderTest>[] = [...failing, ...moving, ...emptied];
