import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { frame, frames, FRAME_SIZE } from '../../frame';
import { type Suspect } from '../../roots/suspect';
import { type Evident, type Seen } from '../../roots/verdict';
import * as causes from './causes';
import { type RunningServer } from '../driver/running-server';
import { serving, type ServerUnderTest } from '../driver/server-under-test';
import { channelExists, hasJoined, hasLeft, noChannel, notACommand, said } from '../driver/wording';

/** What it takes, as a rule, until a server has read a piece, in milliseconds. */
const PAUSE = 60;

type Body = (server: RunningServer) => Promise<void>;

/** Alice says this in the lobby, and Bob hears that. */
function relays(payload: string | Uint8Array, heard: string | Uint8Array): Body {
  return async (server) => {
    const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
    alice.say(payload);
    await bob.receives(heard);
  };
}

/** Alice, in no channel, says this, and gets that. */
function answers(payloads: string[], ...replies: string[]): Body {
  return async (server) => {
    const alice = await server.enter('Alice');
    alice.say(...payloads);
    await alice.receives(...replies);
  };
}

const plainTalk = relays('hello', said('Alice', 'hello'));

/** Bob says this in pieces, and Alice hears it. */
function pieces(...parts: Uint8Array[]): Body {
  return async (server) => {
    const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
    for (const part of parts) {
      bob.write(part);
      await delay(PAUSE);
    }
    await alice.receives(said('Bob', 'hello'), said('Bob', 'again'));
  };
}

/** Bob goes in this way, and Alice hears it, and goes on. */
function departs(go: 'leave' | 'reset'): Body {
  return async (server) => {
    const [alice, bob, carol] = await server.gather('lobby', 'Alice', 'Bob', 'Carol');
    bob[go]();
    await alice.receives(hasLeft('Bob'));
    await carol.receives(hasLeft('Bob'));
    alice.say('hello');
    await carol.receives(said('Alice', 'hello'));
  };
}

/** A command of somebody in a channel that is known to fail is answered by its error. */
function failing(command: string, error: string): Body {
  return async (server) => {
    await server.gather('den', 'Carol');
    const [alice] = await server.gather('lobby', 'Alice', 'Bob');
    alice.say(command);
    await alice.hears(error);
  };
}

/** Bob has gone from the lobby by this command, and hears nothing of it any more. */
function hearsNoMoreAfter(command: string): Body {
  return async (server) => {
    await server.gather('den', 'Dave');
    const [alice, bob, carol] = await server.gather('lobby', 'Alice', 'Bob', 'Carol');
    bob.say(command);
    await bob.heard();
    alice.say('without Bob');
    await carol.hears(said('Alice', 'without Bob'));
    await bob.hearsNothingOf('without Bob');
  };
}

/** What is said in the lobby is heard there, and not by somebody who was never in it. */
const channelsAreApart: Body = async (server) => {
  const [dave] = await server.gather('den', 'Dave');
  const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
  alice.say('hello');
  await bob.hears(said('Alice', 'hello'));
  await dave.hearsNothingOf('hello');
};

function suspect(cause: string, control: Body, trial: Body): Suspect<ServerUnderTest> {
  return { cause, control: serving(control), trial: serving(trial) };
}

const [hello, again] = [frame('hello'), frame('again')];
const half = FRAME_SIZE / 2;

/** The faults that checks of servers suspect, each with what tells it from all others. */
export const serverSuspects: readonly Suspect<ServerUnderTest>[] = [
  suspect(
    causes.ONE_READ_ONE_MESSAGE,
    pieces(hello, again),
    pieces(hello.subarray(0, half), hello.subarray(half), again),
  ),
  suspect(causes.ONE_READ_ONE_MESSAGE, pieces(hello, again), pieces(frames('hello', 'again'))),
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
        await delay(PAUSE);
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
    const alice = await server.enter('Alice');
    alice.say('/join', '/create');
    for (const reply of await alice.heardBefore('/foo', notACommand('/foo')))
      assert.doesNotMatch(reply.toString(), /(?:named|Room)\s*$|(?:named|Room) {2}| {9,}\S/);
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
