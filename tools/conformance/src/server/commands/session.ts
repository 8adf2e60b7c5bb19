import { ASSIGNMENT } from '../../assignment';
import { type Check } from '../../check';
import { ECHO, STRIPPED_ON_BOTH_SIDES } from '../roots/causes';
import { hearsNoMoreOf } from '../driver/hearing';
import { serving, type ServerUnderTest } from '../driver/server-under-test';
import { hasJoined, said } from '../driver/wording';

/** Rules 8 and 9: what is a command, and that nothing is acknowledged. */
export const sessionChecks: readonly Check<ServerUnderTest>[] = [
  {
    id: 'S-8.1',
    level: 'must',
    says: ASSIGNMENT.NORMAL,
    statement: 'a slash inside a message makes no command',
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      alice.say('and/or', 'try /list');
      await bob.hears(said('Alice', 'and/or'), said('Alice', 'try /list'));
    }),
  },
  {
    id: 'S-8.2',
    level: 'should',
    statement: 'a slash behind leading white space makes no command',
    cause: STRIPPED_ON_BOTH_SIDES,
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const texts = [' /list', ' /join nowhere', '\t/list'];
      alice.say(...texts);
      await bob.receives(...texts.map((text) => said('Alice', text)));
      await alice.fence();
    }),
  },
  {
    id: 'S-9.1',
    level: 'should',
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
      await hearsNoMoreOf(alice, bob);
    }),
  },
  {
    id: 'S-9.5',
    level: 'must',
    says: ASSIGNMENT.MANY,
    statement: 'two who are connected at the same time are both answered',
    run: serving(async (server) => {
      const alice = await server.connect('Alice');
      const bob = await server.connect('Bob');
      await alice.heard();
      await bob.heard();
    }),
  },
  {
    id: 'S-9.2',
    level: 'must',
    says: ASSIGNMENT.MANY,
    restsOn: ['S-2.5'],
    statement: 'two who send fifty messages each at the same time are both heard',
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const texts = Array.from({ length: 50 }, (_, index) => `message ${index}`);
      for (const text of texts) {
        alice.say(text);
        bob.say(text);
      }
      await alice.hears(...texts.map((text) => said('Bob', text)));
      await bob.hears(...texts.map((text) => said('Alice', text)));
    }),
  },
  {
    id: 'S-9.3',
    level: 'must',
    says: ASSIGNMENT.RELAY,
    statement: 'whoever speaks does not hear it: a message goes to all others',
    cause: ECHO,
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      bob.say('hello to all others');
      await alice.hears(said('Bob', 'hello to all others'));
      alice.say('hello to Bob');
      await bob.hearsWithout('hello to all others', said('Alice', 'hello to Bob'));
    }),
  },
  {
    id: 'S-9.4',
    level: 'must',
    says: ASSIGNMENT.JOINED,
    statement: 'whoever joins is not told so: the notice is for those who are there already',
    cause: ECHO,
    run: serving(async (server) => {
      const [alice] = await server.gather('lobby', 'Alice');
      const bob = await server.enter('Bob');
      bob.say('/join lobby', 'hello');
      await alice.hears(said('Bob', 'hello'));
      alice.say('hello to Bob');
      await bob.hearsWithout(hasJoined('Bob'), said('Alice', 'hello to Bob'));
    }),
  },
];
