import { type Check } from '../check';
import { ECHO, ONE_READ_ONE_MESSAGE, STRIPPED_ON_BOTH_SIDES } from './causes';
import { serving, type ServerUnderTest } from './server-under-test';
import { hasJoined, said } from './wording';

/** Rules 8 and 9: what is a command, and that nothing is acknowledged. */
export const sessionChecks: readonly Check<ServerUnderTest>[] = [
  {
    id: 'S-8.1',
    level: 'must',
    statement: 'a slash that is not the first byte makes no command',
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      alice.say('and/or', 'try /list', '\t/list');
      await bob.receives(
        said('Alice', 'and/or'),
        said('Alice', 'try /list'),
        said('Alice', '\t/list'),
      );
      await alice.fence();
    }),
  },
  {
    id: 'S-8.2',
    level: 'should',
    statement: 'a slash behind a leading space makes no command',
    cause: STRIPPED_ON_BOTH_SIDES,
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      alice.say(' /list', ' /join nowhere');
      await bob.receives(said('Alice', ' /list'), said('Alice', ' /join nowhere'));
      await alice.fence();
    }),
  },
  {
    id: 'S-9.1',
    level: 'must',
    statement: 'whoever creates, joins or speaks hears nothing of it',
    cause: ECHO,
    run: serving(async (server) => {
      const [alice] = await server.gather('lobby', 'Alice');
      const bob = await server.connect('Bob');
      await bob.fence();
      bob.say('/create den');
      await bob.fence();
      bob.say('to nobody');
      await bob.fence();
      bob.say('/join lobby');
      await alice.receives(hasJoined('Bob'));
      await bob.fence();
      bob.say('to Alice');
      await alice.receives(said('Bob', 'to Alice'));
      await bob.fence();
    }),
  },
  {
    id: 'S-9.2',
    level: 'must',
    statement: 'messages of others, sent in the same moment, leave no echo either',
    cause: ONE_READ_ONE_MESSAGE,
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const texts = Array.from({ length: 500 }, (_, index) => `message ${index}`);
      alice.say(...texts);
      bob.say(...texts);
      await alice.receives(...texts.map((text) => said('Bob', text)));
      await bob.receives(...texts.map((text) => said('Alice', text)));
      await alice.fence();
      await bob.fence();
    }),
  },
];
