import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { frame, frames, FRAME_SIZE } from '../../frame';
import { Reading } from '../../roots/reading';
import { type Suspect } from '../../roots/suspect';
import { type Evident, type Seen } from '../../roots/verdict';
import * as causes from './causes';
import { Patience } from '../../running/patience';
import { serving, type ServerUnderTest } from '../driver/server-under-test';
import {
  channelExists,
  CREATE_REQUIRES_ARGUMENT,
  JOIN_REQUIRES_ARGUMENT,
  hasJoined,
  noChannel,
  notACommand,
  said,
} from '../driver/wording';
import {
  answers,
  channelsAreApart,
  departs,
  failing,
  hearsNoMoreAfter,
  newcomer,
  oneAfterTheOther,
  PAUSE,
  pieces,
  plainTalk,
  relays,
  type Body,
} from './trials';

/** One run for each control, by which it is known that it has been tried. */
const runs = new Map<Body, Suspect<ServerUnderTest>['control']>();

function suspect(cause: string, control: Body, trial: Body): Suspect<ServerUnderTest> {
  const run = runs.get(control) ?? serving(control);
  runs.set(control, run);
  return { cause, control: run, trial: serving(trial) };
}

const [name, hello, again] = [frame('Bob'), frame('hello'), frame('again')];
const half = FRAME_SIZE / 2;

/** The faults that checks of servers suspect, each with what tells it from all others. */
export const serverSuspects: readonly Suspect<ServerUnderTest>[] = [
  suspect(
    causes.ONE_READ_ONE_MESSAGE,
    oneAfterTheOther,
    pieces(hello.subarray(0, half), hello.subarray(half), again),
  ),
  suspect(causes.ONE_READ_ONE_MESSAGE, oneAfterTheOther, pieces(frames('hello', 'again'))),
  ...[
    [name.subarray(0, half), name.subarray(half), frames('/join lobby', 'hello')],
    [frames('Bob', '/join lobby', 'hello')],
  ].map((parts) =>
    suspect(
      causes.ONE_READ_ONE_NAME,
      pieces(hello.subarray(0, half), Buffer.concat([hello.subarray(half), again])),
      newcomer(...parts),
    ),
  ),
  suspect(
    causes.ONE_BUFFER_FOR_ALL,
    pieces(hello.subarray(0, half), hello.subarray(half), again),
    async (server) => {
      const [alice, bob, carol] = await server.gather('lobby', 'Alice', 'Bob', 'Carol');
      for (const [peer, bytes] of [
        [bob, hello.subarray(0, half)],
        [carol, again.subarray(0, half)],
        [bob, hello.subarray(half)],
      ] as const) {
        peer.write(bytes);
        await delay(Patience.current.timeToRead);
      }
      await alice.receives(said('Bob', 'hello'));
    },
  ),
  suspect(causes.BYTES_NOT_CHARACTERS, plainTalk, async (server) => {
    const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
    alice.say('é', 'hello');
    await bob.next();
    await bob.receives(said('Alice', 'hello'));
  }),
  suspect(causes.PADDING_NOT_STRIPPED, answers(['/foo'], notACommand('/foo')), async (server) => {
    for (const command of ['/join', '/create']) {
      const alice = await server.enter('Alice').catch(() => undefined);
      alice?.say(command);
      // One that does not answer has not shown its padding.
      const reply = await alice?.next().catch(() => undefined);
      const text = reply === undefined ? '' : Reading.current.plain(reply);
      assert.doesNotMatch(text, /(?:named|Room)\s*$|(?:named|Room) {2}| {9,}\S/);
    }
  }),
  suspect(causes.NEWLINE_NOT_STRIPPED, plainTalk, async (server) => {
    const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
    alice.say('hello\n');
    assert.doesNotMatch((await bob.next()).toString(), /\n *$/);
  }),
  suspect(causes.STRIPPED_ON_BOTH_SIDES, plainTalk, relays('  hello', said('Alice', '  hello'))),
  suspect(
    causes.DECODED,
    plainTalk,
    relays(
      Uint8Array.of(0x61, 0xff, 0x62),
      Buffer.concat([Buffer.from('[Alice] a\xffb', 'latin1')]),
    ),
  ),
  suspect(causes.FORGEABLE, plainTalk, relays('a\nb', said('Alice', 'a b'))),
  suspect(causes.TRUNCATED, plainTalk, async (server) => {
    const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
    alice.say('x'.repeat(FRAME_SIZE), 'y');
    await bob.next();
    assert.notEqual(await bob.text(), said('Alice', 'y'));
  }),
  suspect(causes.ECHO, plainTalk, async (server) => {
    const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
    alice.say('hello');
    await bob.receives(said('Alice', 'hello'));
    await alice.hearsNothingOf('hello');
  }),
  suspect(causes.ECHO, plainTalk, async (server) => {
    await server.gather('lobby', 'Alice');
    const bob = await server.enter('Bob');
    bob.say('/join lobby');
    await bob.hearsNothingOf(hasJoined('Bob'));
  }),
  suspect(causes.NAME_AS_IDENTITY, plainTalk, async (server) => {
    const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
    const other = await server.enter('Bob');
    other.say('/join lobby');
    await alice.receives(hasJoined('Bob'));
    bob.say('hello');
    await alice.receives(said('Bob', 'hello'));
  }),
  suspect(causes.NAME_NOT_CHECKED, plainTalk, async (server) => {
    await (await server.connect('n'.repeat(65))).gone();
    await (await server.connect('B\0b')).gone();
    await (await server.connect('')).gone();
    await (await server.connect('\u00a0')).gone();
    await (await server.connect('B\u202eb')).gone();
  }),
  suspect(
    causes.FIRST_WORD_ONLY,
    answers(['/join den'], noChannel('den')),
    answers(['/join the den'], noChannel('the den')),
  ),
  suspect(
    causes.PREFIX_MATCHED,
    answers(['/foo'], notACommand('/foo')),
    answers(['/joinx', '/listing'], notACommand('/joinx'), notACommand('/listing')),
  ),
  suspect(
    causes.WHOLE_LINE_NAMED,
    answers(['/foo'], notACommand('/foo')),
    answers(['/foo bar'], notACommand('/foo')),
  ),
  suspect(
    causes.FORMATTED_TWICE,
    answers(['/join den'], noChannel('den')),
    answers(
      ['/join {0}', '/join $&', '/join %s'],
      noChannel('{0}'),
      noChannel('$&'),
      noChannel('%s'),
    ),
  ),
  suspect(causes.NO_BLANK_REPLY, plainTalk, async (server) => {
    const alice = await server.enter('Alice');
    alice.say('/list');
    assert.equal((await alice.heard()).length, 1);
  }),
  suspect(causes.NEWLINE_AT_THE_END, plainTalk, async (server) => {
    const [alice] = await server.gather('lobby', 'Alice');
    alice.say('/list');
    assert.doesNotMatch((await alice.next()).toString(), /\n *$/);
  }),
  suspect(
    causes.NOT_SORTED,
    async (server) => {
      const [alice] = await server.gather('a', 'Alice');
      await alice.lists('a');
    },
    async (server) => {
      const alice = await server.enter('Alice');
      const names = ['c', 'a', 'd', 'b', 'f', 'e'];
      alice.say(...names.map((name) => `/create ${name}`), '/list');
      const listed = (await alice.text()).trimEnd().split('\n');
      assert.deepEqual(listed, listed.toSorted());
    },
  ),
  ...[
    { command: '/join nowhere', error: noChannel('nowhere') },
    { command: '/create den', error: channelExists('den') },
    { command: '/join', error: JOIN_REQUIRES_ARGUMENT },
    { command: '/create', error: CREATE_REQUIRES_ARGUMENT },
  ].map(({ command, error }) =>
    suspect(causes.LEFT_TOO_EARLY, failing(command, error), async (server) => {
      await server.gather('den', 'Carol');
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      alice.say(command);
      await alice.heard();
      alice.say('hello');
      await bob.receives(said('Alice', 'hello'));
    }),
  ),
  suspect(causes.STAYS_AT_A_JOIN, channelsAreApart, hearsNoMoreAfter('/join den')),
  suspect(causes.STAYS_AT_A_CREATE, channelsAreApart, hearsNoMoreAfter('/create attic')),
  suspect(
    causes.CHANNEL_WITH_MEMBERS_ONLY,
    answers(['/join den'], noChannel('den')),
    async (server) => {
      const alice = await server.enter('Alice');
      alice.say('/create den', '/create lobby', '/create den');
      await alice.receives(channelExists('den'));
    },
  ),
  suspect(causes.RESET_NOT_CAUGHT, departs('leave'), departs('reset')),
  suspect(causes.ANNOUNCED_ANYWAY, departs('leave'), async (server) => {
    const [alice] = await server.gather('lobby', 'Alice');
    (await server.connect()).leave();
    (await server.enter('Outside')).leave();
    await delay(PAUSE);
    await alice.hearsNothingOf('has left');
  }),
  suspect(causes.HALF_CLOSE_IS_THE_END, answers(['/foo'], notACommand('/foo')), async (server) => {
    const alice = await server.enter('Alice');
    alice.say('/foo');
    alice.end();
    await alice.receives(notACommand('/foo'));
  }),
  suspect(causes.BLOCKED, plainTalk, async (server) => {
    const silent = await server.connect();
    silent.write(Buffer.from('half a name'));
    await plainTalk(server);
  }),
];

/** Causes that a failed check has seen with its own eyes, by what it then says. */
export const evidentServerCauses: Evident = new Map<string, Seen>([
  [causes.IPV4_ONLY, ({ message }) => /ECONNREFUSED|did not accept/.test(message)],
  [causes.STACK_TRACE, ({ message }) => message.includes('stack trace')],
  [causes.PRINTS, ({ message }) => /stdout|printed/.test(message)],
]);
