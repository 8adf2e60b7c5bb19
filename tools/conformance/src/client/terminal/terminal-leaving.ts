import assert from 'node:assert/strict';
import { type Check } from '../../check';
import { frame } from '../../frame';
import { TERMINAL_NOT_RESTORED } from '../roots/causes';
import { type ClientUnderTest } from '../driver/client-under-test';
import { onTerminal, type TerminalSession } from '../driver/terminal-session';

/**
 * Runs the client and tells whether the terminal's settings are then what they were before. It goes
 * on until Enter: what is printed last before a terminal closes may get lost.
 */
const COMPARE_SETTINGS = `
  trap : INT
  before=$(stty -g)
  "$@"
  after=$(stty -g)
  echo
  if [ "$before" = "$after" ]; then echo settings kept; else echo settings changed; fi
  read -r enter`;

/** Runs the client and tells its exit code, until Enter. */
const TELL_EXIT_CODE = '"$@"; echo exit code $?; read -r enter';

/** A check's `run`: after the client has ended in this way, the terminal is as it was. */
function restored(
  leave: (session: TerminalSession) => void | Promise<void>,
): (subject: ClientUnderTest) => Promise<void> {
  return onTerminal(
    async (session) => {
      await leave(session);
      await session.terminal.showsRow(/^settings (kept|changed)$/);
      await session.terminal.showsRow(/^settings kept$/);
      const { bracketedPasteMode, applicationCursorKeysMode, mouseTrackingMode } =
        session.terminal.modes;
      assert.deepEqual(
        { bracketedPasteMode, applicationCursorKeysMode, mouseTrackingMode },
        {
          bracketedPasteMode: false,
          applicationCursorKeysMode: false,
          mouseTrackingMode: 'none',
        },
        'The terminal should be left in its usual modes',
      );
    },
    { script: COMPARE_SETTINGS },
  );
}

export const terminalLeavingChecks: Check<ClientUnderTest>[] = [
  {
    id: 'C-26.40',
    level: 'should',
    statement: 'Ctrl-D on an empty line leaves, with exit code 0',
    run: onTerminal(async ({ terminal, server }) => {
      terminal.types('\x04');
      await server.receivesEnd();
      server.end();
      assert.equal(await terminal.exits(), 0, 'The exit code should be 0');
    }),
  },
  {
    id: 'C-26.41',
    level: 'should',
    statement: 'Ctrl-C leaves, though a line is half typed and the server does not close',
    run: onTerminal(async ({ terminal, server }) => {
      terminal.types('half');
      await terminal.shows('[Me] half|');
      terminal.types('\x03');
      await server.closes();
      await terminal.exits();
    }),
  },
  {
    id: 'C-26.42',
    level: 'should',
    statement: 'a server that closes is reported in place of the prompt, with exit code 1',
    run: onTerminal(
      async ({ terminal, server, port }) => {
        await server.send(frame('goodbye'));
        server.end();
        const gone = `Server at 127.0.0.1:${port} has disconnected`;
        await terminal.shows('goodbye', gone, 'exit code 1', '|');
      },
      { script: TELL_EXIT_CODE },
    ),
  },
  {
    id: 'C-26.43',
    level: 'should',
    statement: 'Ctrl-D leaves the terminal as it was',
    cause: TERMINAL_NOT_RESTORED,
    run: restored(async ({ terminal, server }) => {
      terminal.types('\x04');
      await server.receivesEnd();
      server.end();
    }),
  },
  {
    id: 'C-26.44',
    level: 'should',
    statement: 'Ctrl-C leaves the terminal as it was',
    cause: TERMINAL_NOT_RESTORED,
    run: restored(({ terminal }) => {
      terminal.types('half\x03');
    }),
  },
  {
    id: 'C-26.45',
    level: 'should',
    statement: 'the end of the server leaves the terminal as it was',
    cause: TERMINAL_NOT_RESTORED,
    run: restored(({ terminal, server }) => {
      terminal.types('half');
      server.end();
    }),
  },
  {
    id: 'C-26.46',
    level: 'should',
    statement: 'a reset by the server leaves the terminal as it was',
    cause: TERMINAL_NOT_RESTORED,
    run: restored(({ server }) => {
      server.reset();
    }),
  },
  {
    id: 'C-22.7',
    level: 'should',
    statement: 'with stdin a terminal and stdout a pipe, the bytes are those of a pipe, at once',
    run: onTerminal(
      async ({ terminal, server }) => {
        terminal.types('hello\r');
        await server.receives('hello');
        // Here it is the terminal itself that echoes what is typed.
        await terminal.shows('[Me] hello', '[Me] |');
        await server.send(frame('Alice has joined'));
        await terminal.shows('[Me] hello', 'Alice has joined', '[Me] |');
      },
      { script: '"$@" | cat' },
    ),
  },
  {
    id: 'C-25.10',
    level: 'should',
    statement: 'with stdin a pipe and stdout a terminal, what is piped is sent, exit code 0',
    run: onTerminal(
      async ({ terminal, server }) => {
        await server.receives('hello', 'world');
        await server.receivesEnd();
        await server.send(frame('[Alice] hi'));
        await terminal.showsRow(/^\[Alice\] hi/);
        server.end();
        assert.equal(await terminal.exits(), 0, 'The exit code should be 0');
      },
      { script: 'printf "hello\\nworld\\n" | "$@"' },
    ),
  },
];
