import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { frame, frames } from '../../frame';
import { showsException } from '../../roots/crash';
import { type Suspect } from '../../roots/suspect';
import { type Evident, type Seen } from '../../roots/verdict';
import * as causes from './causes';
import { type ClientUnderTest } from '../driver/client-under-test';
import { connecting, piped, type PipedSession } from '../driver/piped-session';
import { onTerminal } from '../driver/terminal-session';

/** What it takes, as a rule, until a client has read a piece, in milliseconds. */
const PAUSE = 60;

type Body = (session: PipedSession) => Promise<void>;

/** The server sends these pieces, and the client shows these texts. */
function shows(pieces: readonly Uint8Array[], ...texts: string[]): Body {
  return async ({ client, server }) => {
    for (const piece of pieces) {
      await server.send(piece);
      await delay(PAUSE);
    }
    await client.shows(...texts);
  };
}

/** These lines are typed, and sent. */
function sends(typed: string, ...payloads: string[]): Body {
  return async ({ client, server }) => {
    client.types(typed);
    await server.receives(...payloads);
  };
}

const long = '[Alice] a message that is longer than any prompt';
const plainly = shows([frame(long)], long);

/** One run for each control, by which it is known that it has been tried. */
const runs = new Map<Body, Suspect<ClientUnderTest>['control']>();

function suspect(cause: string, control: Body, trial: Body): Suspect<ClientUnderTest> {
  const run = runs.get(control) ?? piped(control);
  runs.set(control, run);
  return { cause, control: run, trial: piped(trial) };
}

/** The end of the connection is told, in these words. */
function tellsEnd(how: 'end' | 'reset', host = '127.0.0.1'): Body {
  return async ({ client, server, port }) => {
    server[how]();
    await client.tells(`Server at ${host}:${port} has disconnected`);
  };
}

/** The faults that checks of clients suspect, each with what tells it from all others. */
export const clientSuspects: readonly Suspect<ClientUnderTest>[] = [
  {
    cause: causes.NOT_FLUSHED,
    control: connecting(async ({ client, server }) => {
      server.end();
      await client.tells('[Me]');
    }),
    trial: connecting(({ client }) => client.tells('[Me]')),
  },
  suspect(
    causes.ONE_READ_ONE_MESSAGE,
    plainly,
    shows([frame(long).subarray(0, 20), frame(long).subarray(20)], long),
  ),
  suspect(causes.ONE_READ_ONE_MESSAGE, plainly, shows([frames(long, long)], long, long)),
  suspect(
    causes.DECODED_IN_PIECES,
    shows([frame('[Alice] Zoë says hello to all')], '[Alice] Zoë says hello to all'),
    shows(
      [
        frame('[Alice] Zoë says hello to all').subarray(0, 11),
        frame('[Alice] Zoë says hello to all').subarray(11),
      ],
      '[Alice] Zoë says hello to all',
    ),
  ),
  suspect(causes.NEWLINE_SENT, plainly, async ({ client, server }) => {
    client.types('hello\n');
    assert.doesNotMatch((await server.nextFrame()).toString(), /\n *$/);
  }),
  suspect(causes.NEWLINE_NOT_STRIPPED, plainly, async ({ client, server }) => {
    await server.send(frame(`${long}\n`));
    await client.shows(long);
    await delay(PAUSE);
    assert.doesNotMatch(client.printed.toString(), /prompt\s*\n\s*\n/);
  }),
  suspect(causes.STRIPPED_ON_BOTH_SIDES, sends('hello\n', 'hello'), sends('  hello\n', '  hello')),
  suspect(causes.STRIPPED_ON_BOTH_SIDES, plainly, async ({ client, server }) => {
    await server.send(frame(`  ${long}`));
    await client.tells(`  ${long}`);
  }),
  suspect(causes.EMPTY_LINE_SKIPPED, sends('one\n', 'one'), sends('\none\n', '', 'one')),
  suspect(causes.INPUT_BEFORE_SERVER, sends('one\n', 'one'), async ({ client, server }) => {
    await server.send(frame(long));
    server.end();
    // One that only does not flush notices the end, and prints what it has when it exits.
    await Promise.race([client.tells(long), client.exited]);
  }),
  suspect(causes.INPUT_BEFORE_SERVER, plainly, async ({ client, server }) => {
    client.types('one\n');
    // One that dies of it has not waited.
    await Promise.race([server.nextFrame(), client.exited]);
  }),
  suspect(
    causes.LINES_LEFT_IN_A_BUFFER,
    sends('one\n', 'one'),
    sends('one\ntwo\nthree\n', 'one', 'two', 'three'),
  ),
  suspect(causes.WIPE_FORGOTTEN, plainly, async ({ client, server }) => {
    await server.send(frames(long, long));
    await client.overwrites(long, long);
  }),
  suspect(
    causes.WIPE_INCOMPLETE,
    async ({ client, server }) => {
      await server.send(frame(long));
      await client.overwrites(long);
    },
    async ({ client, server }) => {
      await server.send(frame('hi'));
      await client.overwrites('hi');
    },
  ),
  suspect(
    causes.OVER_LONG_FRAME,
    sends('one\n', 'one'),
    sends(`${'x'.repeat(250)}\ntwo\n`, 'x'.repeat(200), 'x'.repeat(50), 'two'),
  ),
  suspect(
    causes.CUT_INSIDE_A_CHARACTER,
    sends(`${'x'.repeat(250)}\n`, 'x'.repeat(200), 'x'.repeat(50)),
    sends(`a${'好'.repeat(80)}\n`, `a${'好'.repeat(66)}`, '好'.repeat(14)),
  ),
  suspect(causes.END_OF_INPUT_IGNORED, sends('one\n', 'one'), async ({ client, server }) => {
    client.closesStdin();
    await server.receivesEnd();
  }),
  suspect(
    causes.LEFT_AT_ONCE,
    async ({ client, server }) => {
      client.closesStdin();
      await server.closes();
    },
    async ({ client, server }) => {
      client.closesStdin();
      await server.closes();
      await server.send(frame(long));
      await client.shows(long);
    },
  ),
  {
    cause: causes.COOKED_TERMINAL,
    control: onTerminal(async ({ terminal }) => {
      terminal.types('half a li');
      await terminal.showsRow(/^\[Me\] half a li/);
    }),
    trial: onTerminal(async ({ terminal, server }) => {
      terminal.types('half a li');
      await terminal.showsRow(/^\[Me\] half a li/);
      await server.send(frame(long));
      await terminal.showsRow(/^\[Alice\] a message/);
      await terminal.showsRow(/^\[Me\] half a li/);
    }),
  },
  suspect(causes.END_NOT_NOTICED, plainly, async ({ client, server }) => {
    server.end();
    await client.saysSomethingOrEnds();
  }),
  suspect(causes.RESET_NOT_CAUGHT, tellsEnd('end'), tellsEnd('reset')),
  {
    cause: causes.HOST_RESOLVED,
    control: piped(tellsEnd('end')),
    trial: piped(tellsEnd('end', 'localhost'), { host: 'localhost' }),
  },
];

/** Causes that a failed check has seen with its own eyes, by what it then says. */
export const evidentClientCauses: Evident = new Map<string, Seen>([
  [causes.PROMPT_TOO_EARLY, ({ message }) => message.includes('before connecting')],
  [causes.EXCEPTION_NOT_CAUGHT, showsException],
  [causes.OTHER_WORDING, () => true],
]);
