import assert from 'node:assert/strict';
import { type Check } from '../../check';
import { frame, frames } from '../../frame';
import { COOKED_TERMINAL } from '../roots/causes';
import { type ClientUnderTest } from '../driver/client-under-test';
import { onTerminal } from '../driver/terminal-session';

export const screenChecks: Check<ClientUnderTest>[] = [
  {
    id: 'C-26.1',
    level: 'should',
    statement: 'on a terminal the prompt stands in the first row, and what is typed behind it',
    run: onTerminal(async ({ terminal }) => {
      await terminal.shows('[Me] |');
      terminal.types('Hello');
      await terminal.shows('[Me] Hello|');
    }),
  },
  {
    id: 'C-26.2',
    level: 'should',
    statement: 'Enter sends the line, which stays on the screen above a fresh prompt',
    run: onTerminal(async ({ terminal, server }) => {
      terminal.types('Hello world!\r');
      await server.receives('Hello world!');
      await terminal.shows('[Me] Hello world!', '[Me] |');
    }),
  },
  {
    id: 'C-26.3',
    level: 'should',
    statement: 'a message takes the place of a bare prompt',
    run: onTerminal(async ({ terminal, server }) => {
      await server.send(frame('Alice has joined'));
      await terminal.shows('Alice has joined', '[Me] |');
    }),
  },
  {
    id: 'C-26.4',
    level: 'should',
    statement: 'what is typed so far survives a message, which appears above it',
    cause: COOKED_TERMINAL,
    run: onTerminal(async ({ terminal, server }) => {
      terminal.types('half a li');
      await terminal.shows('[Me] half a li|');
      await server.send(frame('[Alice] hello'));
      await terminal.shows('[Alice] hello', '[Me] half a li|');
      terminal.types('ne\r');
      await server.receives('half a line');
      await terminal.shows('[Alice] hello', '[Me] half a line', '[Me] |');
    }),
  },
  {
    id: 'C-26.5',
    level: 'should',
    statement: 'a message leaves the cursor where it was in the line',
    cause: COOKED_TERMINAL,
    run: onTerminal(async ({ terminal, server }) => {
      terminal.types('Helo');
      terminal.presses('left');
      await terminal.shows('[Me] Hel|o');
      await server.send(frame('[Alice] hello'));
      await terminal.shows('[Alice] hello', '[Me] Hel|o');
      terminal.types('l');
      await terminal.shows('[Alice] hello', '[Me] Hell|o');
      terminal.types('\r');
      await server.receives('Hello');
    }),
  },
  {
    id: 'C-26.6',
    level: 'should',
    statement: 'a blank frame leaves the screen as it is, typed text included',
    run: onTerminal(async ({ terminal, server }) => {
      await server.send(frame(''));
      terminal.types('half');
      await terminal.shows('[Me] half|');
      await server.send(frames('', 'fence'));
      await terminal.shows('fence', '[Me] half|');
    }),
  },
  {
    id: 'C-26.7',
    level: 'should',
    statement: 'a list of channels is shown one a row, above what is typed',
    cause: COOKED_TERMINAL,
    run: onTerminal(async ({ terminal, server }) => {
      terminal.types('/jo');
      await terminal.shows('[Me] /jo|');
      await server.send(frame('aa\nbb\ncc'));
      await terminal.shows('aa', 'bb', 'cc', '[Me] /jo|');
    }),
  },
  {
    id: 'C-26.8',
    level: 'should',
    statement: 'messages that arrive together are shown one a row, above what is typed',
    cause: COOKED_TERMINAL,
    run: onTerminal(async ({ terminal, server }) => {
      terminal.types('half');
      await terminal.shows('[Me] half|');
      const texts = Array.from({ length: 20 }, (_, i) => `[Alice] message ${i}`);
      await server.send(frames(...texts));
      await terminal.shows(...texts, '[Me] half|');
    }),
  },
  {
    id: 'C-26.9',
    level: 'should',
    statement: 'of a message nothing is shown until all 200 bytes have come',
    run: onTerminal(async ({ terminal, server }) => {
      const message = frame('[Alice] 你好 😀');
      await server.send(message.subarray(0, 9));
      terminal.types('me\r');
      await server.receives('me');
      await terminal.shows('[Me] me', '[Me] |');
      await server.send(message.subarray(9));
      await terminal.shows('[Me] me', '[Alice] 你好 😀', '[Me] |');
    }),
  },
  {
    id: 'C-26.10',
    level: 'should',
    statement: 'at the bottom of the screen, lines and messages scroll it and tear nothing',
    cause: COOKED_TERMINAL,
    run: onTerminal(
      async ({ terminal, server }) => {
        await server.send(frames('1', '2', '3', '4', '5', '6', '7'));
        await terminal.shows('3', '4', '5', '6', '7', '[Me] |');
        terminal.types('half');
        await terminal.shows('3', '4', '5', '6', '7', '[Me] half|');
        await server.send(frames('8', 'a\nb'));
        await terminal.shows('6', '7', '8', 'a', 'b', '[Me] half|');
        terminal.types('\r');
        await terminal.shows('7', '8', 'a', 'b', '[Me] half', '[Me] |');
      },
      { rows: 6 },
    ),
  },
  {
    id: 'C-26.11',
    level: 'should',
    statement: 'a pasted text of several lines is sent line by line, when Enter has been pressed',
    run: onTerminal(async ({ terminal, server }) => {
      terminal.pastes('one\ntwo\n\nthree');
      terminal.types('\r');
      await server.receives('one', 'two', '', 'three');
      await terminal.shows('[Me] one', '[Me] two', '[Me]', '[Me] three', '[Me] |');
    }),
  },
  {
    id: 'C-26.12',
    level: 'should',
    statement: 'a message longer than a frame is sent whole from a terminal too',
    run: onTerminal(async ({ terminal, server }) => {
      terminal.types(`${'a'.repeat(200)}bc\r`);
      await server.receives('a'.repeat(200), 'bc');
    }),
  },
  {
    id: 'C-26.13',
    level: 'should',
    statement: 'a command longer than a frame is refused on the screen and not sent',
    run: onTerminal(async ({ terminal, server }) => {
      const command = `/create ${'x'.repeat(190)}end`;
      terminal.types(command);
      await terminal.showsRow(/end\|$/);
      terminal.types('\r');
      await terminal.showsRow(/^\[Me\] \|$/);
      const rows = terminal.rows.slice(Math.ceil((command.length + 5) / 80), -1);
      assert.match(rows.join(''), /\w/, 'There should be a line that says so');
      terminal.types('ok\r');
      await server.receives('ok');
    }),
  },
];
