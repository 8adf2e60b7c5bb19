import { ASSIGNMENT } from '../../assignment';
import { type Check } from '../../check';
import { serving, type ServerUnderTest } from '../driver/server-under-test';
import { NOT_IN_CHANNEL, said } from '../driver/wording';
import { LEFT_TOO_EARLY, PREFIX_MATCHED } from '../roots/causes';
import { hearEachOther } from '../driver/hearing';

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

/** A check's `run`: after a command that fails, Alice and Bob are still together, and nobody has left. */
function leavesThemTogether(...commands: string[]): (subject: ServerUnderTest) => Promise<void> {
  return serving(async (server) => {
    await server.gather('den', 'Carol');
    const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
    for (const command of commands) {
      alice.say(command);
      await alice.heard();
    }
    alice.say('hello');
    await bob.hears(said('Alice', 'hello'));
    bob.say('hello');
    await alice.hears(said('Bob', 'hello'));
  });
}

/** Commands that fail, and the checks that are about their errors. */
const ERRORS = [
  { command: '/join', about: 'S-10.3' },
  { command: '/create', about: 'S-10.2' },
  { command: '/join nowhere', about: 'S-10.9' },
  { command: '/create den', about: 'S-10.10' },
  { command: '/foo', about: 'S-12.1' },
];

/** Rule 13: a command that fails changes nothing. */
export const failingCommandChecks: readonly Check<ServerUnderTest>[] = [
  {
    id: 'S-13.1',
    level: 'must',
    says: ASSIGNMENT.UNCHANGED,
    restsOn: ['S-10.9'],
    statement: 'who fails to /join stays in the channel',
    cause: LEFT_TOO_EARLY,
    run: leavesThemTogether('/join nowhere'),
  },
  {
    id: 'S-13.2',
    level: 'must',
    says: ASSIGNMENT.UNCHANGED,
    restsOn: ['S-10.10'],
    statement: 'who fails to /create stays in the channel',
    cause: LEFT_TOO_EARLY,
    run: leavesThemTogether('/create den'),
  },
  {
    id: 'S-13.3',
    level: 'must',
    says: ASSIGNMENT.UNCHANGED,
    restsOn: ['S-12.1'],
    statement: 'who sends an unknown command stays in the channel',
    run: leavesThemTogether('/foo'),
  },
  ...[
    { id: 'S-13.8', command: '/join', error: 'S-10.3' },
    { id: 'S-13.9', command: '/create', error: 'S-10.2' },
  ].map(({ id, command, error }): Check<ServerUnderTest> => ({
    id,
    level: 'must',
    says: ASSIGNMENT.UNCHANGED,
    restsOn: [error],
    statement: `who says ${command} without a channel stays in the channel`,
    cause: LEFT_TOO_EARLY,
    run: leavesThemTogether(command),
  })),
  {
    id: 'S-13.6',
    level: 'must',
    says: ASSIGNMENT.UNCHANGED,
    restsOn: ['S-10.9'],
    statement: 'a /join that fails creates no channel',
    run: serving(async (server) => {
      const [alice] = await server.gather('lobby', 'Alice');
      alice.say('/join nowhere');
      await alice.heard();
      alice.say('/list');
      await alice.hearsNothingOf('nowhere');
    }),
  },
  {
    id: 'S-13.10',
    level: 'must',
    says: ASSIGNMENT.INVALID,
    restsOn: ERRORS.map(({ about }) => about),
    statement: 'whoever is in a channel gets an error for a command that fails, as anybody does',
    run: serving(async (server) => {
      await server.gather('den', 'Carol');
      const [alice] = await server.gather('lobby', 'Alice');
      for (const { command } of ERRORS) {
        alice.say(command);
        await alice.reply(`an error in answer to ${command}`);
        await alice.heard();
      }
    }),
  },
  {
    id: 'S-13.11',
    level: 'must',
    says: ASSIGNMENT.CONTROL,
    restsOn: ['S-16.1', ...ERRORS.map(({ about }) => about)],
    statement: 'a command that fails is no message: the others in the channel do not hear it',
    run: serving(async (server) => {
      await server.gather('den', 'Carol');
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      for (const { command } of ERRORS) {
        alice.say(command);
        await alice.heard();
      }
      alice.say('/join lobby', 'hello');
      await bob.hearsWithout('/', said('Alice', 'hello'));
    }),
  },
  {
    id: 'S-13.7',
    level: 'should',
    statement: 'commands that fail in whatever way change nothing, and nobody hears of them',
    cause: PREFIX_MATCHED,
    run: changesNothing(
      ...['/join nowhere', '/join', '/create den', '/create lobby', '/create'],
      ...['/leave', '/', '/joinden', '/JOIN den'],
    ),
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
    says: ASSIGNMENT.UNCHANGED,
    restsOn: ['S-17.1', 'S-10.9', 'S-10.10'],
    statement: 'whoever is in no channel is still in none after a command that failed',
    run: serving(async (server) => {
      await server.gather('den', 'Carol');
      const alice = await server.enter('Alice');
      for (const command of ['/join nowhere', '/create den']) {
        alice.say(command);
        await alice.heard();
        alice.say('hello');
        await alice.hears(NOT_IN_CHANNEL);
      }
    }),
  },
];
