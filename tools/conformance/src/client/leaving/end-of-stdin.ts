import assert from 'node:assert/strict';
import { type Check } from '../../check';
import { frame } from '../../frame';
import { END_OF_INPUT_IGNORED, LEFT_AT_ONCE, STDIN_NOT_READ } from '../roots/causes';
import { type ClientUnderTest } from '../driver/client-under-test';
import { piped } from '../driver/piped-session';
import { PROMPT, said } from '../driver/wording';

/** After stdin has ended, what the server still says is awaited for this long (rule 25). */
const LINGER = 1000;

/** What a busy machine may add to any wait, in milliseconds. */
const SLACK = 2000;

/** Stdin ends while the server is still there. */
export const endOfStdinChecks: Check<ClientUnderTest>[] = [
  {
    id: 'C-25.1',
    level: 'should',
    statement: 'at the end of stdin all lines are sent, then the sending side is closed',
    cause: END_OF_INPUT_IGNORED,
    run: piped(async ({ client, server }) => {
      client.types('one\ntwo\n');
      client.closesStdin();
      await server.receives('one', 'two');
      await server.receivesEnd();
    }),
  },
  {
    id: 'C-25.2',
    level: 'should',
    statement: 'the last line counts though it has no newline',
    cause: END_OF_INPUT_IGNORED,
    run: piped(async ({ client, server }) => {
      client.types('one\ntwo');
      client.closesStdin();
      await server.receives('one', 'two');
      await server.receivesEnd();
    }),
  },
  {
    id: 'C-25.3',
    level: 'should',
    statement: 'an empty stdin sends the name and nothing else: no flood of blank frames',
    slow: true,
    cause: END_OF_INPUT_IGNORED,
    run: piped(async ({ client, server }) => {
      client.closesStdin();
      await server.receivesEnd();
      await client.prints(PROMPT);
      await client.exits(0, LINGER + SLACK);
    }),
  },
  {
    id: 'C-25.4',
    level: 'should',
    statement: 'what the server says after the end of stdin is still printed',
    cause: LEFT_AT_ONCE,
    run: piped(async ({ client, server }) => {
      client.types('/list\n');
      client.closesStdin();
      await server.receives('/list');
      await server.receivesEnd();
      await client.prints(PROMPT.repeat(2));
      await server.send(frame('aa\nbb'));
      await client.prints(said('aa\nbb'));
      await server.send(frame('[Alice] hello'));
      server.end();
      await client.prints(said('[Alice] hello'));
      await client.exits(0);
    }),
  },
  {
    id: 'C-25.5',
    level: 'should',
    statement: 'after the end of stdin a server that does not close is left about 1 s later',
    slow: true,
    cause: LEFT_AT_ONCE,
    run: piped(async ({ client, server }) => {
      client.types('hello\n');
      client.closesStdin();
      await server.receives('hello');
      await server.receivesEnd();
      const start = Date.now();
      await client.prints(PROMPT.repeat(2));
      await client.exits(0, LINGER + SLACK);
      const waited = Date.now() - start;
      assert.ok(waited > LINGER / 2, `Late answers should be awaited, but only ${waited} ms were`);
    }),
  },
  {
    id: 'C-25.6',
    level: 'should',
    statement: 'after the end of stdin the client ends at once when the server closes',
    run: piped(async ({ client, server }) => {
      await client.prints(PROMPT);
      client.closesStdin();
      await server.receivesEnd();
      server.end();
      await client.exits(0, LINGER - 100);
    }),
  },
  {
    id: 'C-25.7',
    level: 'robust',
    statement: 'after the end of stdin a reset ends the client too',
    run: piped(async ({ client, server }) => {
      client.closesStdin();
      await server.receivesEnd();
      server.reset();
      await client.ends(LINGER - 100);
    }),
  },
  {
    id: 'C-25.8',
    level: 'robust',
    statement: 'a server that never reads cannot keep the client after the end of stdin',
    cause: STDIN_NOT_READ,
    slow: true,
    run: piped(async ({ client, server }) => {
      server.stopReading();
      client.types('hello\n'.repeat(60_000));
      client.closesStdin();
      await client.ends(20_000);
    }),
  },
  {
    id: 'C-25.9',
    level: 'robust',
    statement: 'ten thousand lines all arrive though the server begins to read late',
    run: piped(async ({ client, server }) => {
      const lines = Array.from({ length: 10_000 }, (_, i) => `line ${i}`);
      server.stopReading();
      client.types(`${lines.join('\n')}\n`);
      await client.prints(PROMPT);
      server.goOnReading();
      client.closesStdin();
      await server.receives(...lines);
      await server.receivesEnd();
    }),
  },
];
